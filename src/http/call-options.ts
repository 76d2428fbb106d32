import type { HeadersLike, RequestOptions } from "../types/http.js";
import { type Checks, checkOptions, REQUEST_OPTIONS } from "./checks.js";
import { mergeHeaders } from "./headers.js";

/**
 * The options of a call, its headers among them, from the two arguments that can hold them. Where no
 * options follow, an object that holds options alone is no headers: no header has the name of an option.
 *
 * @param others The options that a call takes beside those of every request.
 * @throws MedusaInvalidRequestError for options that are wrong, and for those that stand among headers.
 */
export function callOptions<T extends RequestOptions>(
  customHeaders: HeadersLike | T | undefined,
  options: T | undefined,
  others: Checks = {},
): Partial<T> & RequestOptions {
  const checks: Checks = { ...REQUEST_OPTIONS, ...others };
  if (options === undefined && areOptions<T>(customHeaders, checks)) {
    return callOptions(undefined, customHeaders, others);
  }
  if (options !== undefined) checkOptions("the request options", options, checks);
  const own: Partial<T> = options ?? {};
  return { ...own, customHeaders: mergeHeaders(own.customHeaders, customHeaders) };
}

/** What is undefined is not given. */
function areOptions<T>(given: unknown, checks: Checks): given is T {
  const named = Object.entries(Object(given)).filter(([, value]) => value !== undefined);
  return named.length > 0 && named.every(([name]) => Object.hasOwn(checks, name));
}
