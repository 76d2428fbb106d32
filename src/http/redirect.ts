import type { HTTPResponse } from "../types/http.js";
import { type Address, toAddress } from "./address.js";
import { withoutQuery } from "./paths.js";

/**
 * Where a request without credentials is to go on, if its answer is a redirect that can be followed:
 * to http(s), and never from https to http, where anyone could have changed the file.
 */
export function redirectTarget(
  { status, headers }: HTTPResponse,
  from: Pick<Address, "href" | "protocol">,
): Address | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !headers.location) return undefined;
  const target = toAddress(headers.location, from.href);
  const isSafe =
    target?.protocol === "https:" || (target?.protocol === "http:" && from.protocol === "http:");
  return isSafe ? target : undefined;
}

/** A head as it may be shown: the query string of the address that it redirects to may hold a signature. */
export function withoutSignature(head: HTTPResponse): HTTPResponse {
  const { location } = head.headers;
  if (location === undefined) return head;
  return { ...head, headers: { ...head.headers, location: withoutQuery(location) } };
}

/** For messages: an address without its query string, which may hold a signature. */
export function describeTarget(location: string | undefined, from: string): string {
  if (!location) return "an address that it does not name";
  const target = toAddress(location, from);
  if (target === undefined) return "an address that is none";
  return target.origin + target.pathname;
}
