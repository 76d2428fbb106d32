import type { HTTPResponse } from "../types/http.js";
import { IN_BROWSER } from "./call.js";
import type { HeaderMap } from "./headers.js";
import type { Break } from "./repeat.js";

/** What is to come still of a file whose download broke. */
export interface Rest {
  /** How many bytes are here. */
  from: number;
  /** The head of the answer that brought the first of them. */
  first: HTTPResponse;
  /** What broke it; `undefined` once that is dealt with. */
  broke?: Break | undefined;
}

/**
 * The headers that ask for the rest of a file; none where nothing of it is here. `If-Range` would cost a browser
 * a preflight request, which most file services refuse: there, the answer alone has to tell.
 */
export function rangeHeaders({ from, first }: Rest): HeaderMap {
  if (from === 0) return {};
  const range = `bytes=${from}-`;
  if (IN_BROWSER) return { range };
  return { range, "if-range": validatorOf(first) ?? null, "accept-encoding": "identity" };
}

/**
 * Whether the rest of a file can be told from that of another one. A packed answer is not as long as its file:
 * the bytes that are counted here are not those that the server would count.
 */
export function isResumable(first: HTTPResponse, size: number | undefined): boolean {
  return first.headers["content-length"] === `${size}` && validatorOf(first) !== undefined;
}

/** At which byte of the file an answer begins; or in words why it is not the rest of it. */
export function beginningOf(
  { status, headers }: HTTPResponse,
  { from, first }: Rest,
  size: number | undefined,
): number | string {
  const { etag, "last-modified": modified } = first.headers;
  if (headers.etag !== etag || (headers["last-modified"] ?? modified) !== modified) {
    return "the file has changed.";
  }
  // Without ranges, it comes again from its beginning.
  if (status !== 206) return 0;
  const range = headers["content-range"] ?? "a part that it does not name";
  const isRest = range.startsWith(`bytes ${from}-`) && range.endsWith(`/${size}`);
  return isRest ? from : `the server sent ${range}.`;
}

/** By which two answers are known to be of one file, to the byte (RFC 9110, sections 8.8.1 and 13.1.5). */
function validatorOf({ headers }: HTTPResponse): string | undefined {
  const { etag, date = "", "last-modified": modified = "" } = headers;
  if (etag?.startsWith('"')) return etag;
  // Within the second in which it was written, a file may be written again.
  return Date.parse(date) - Date.parse(modified) >= 1000 ? modified : undefined;
}
