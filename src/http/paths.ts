import { invalidArgument } from "../errors.js";

/** Where a Medusa backend listens, unless the configuration says otherwise. */
export const DEFAULT_BASE_URL = "http://localhost:9000";

/**
 * Checks and normalises a base URL: absolute, or relative to the page in a browser; http(s) only;
 * without trailing slash.
 *
 * @throws MedusaInvalidRequestError saying what is wrong with it.
 */
export function parseBaseUrl(baseUrl: unknown): string {
  if (typeof baseUrl !== "string" || baseUrl === "") {
    throw invalidArgument(`baseUrl must be a URL such as "${DEFAULT_BASE_URL}".`);
  }
  const url = parseUrl(baseUrl);
  if (url === undefined) {
    throw invalidArgument(
      `baseUrl "${baseUrl}" is not a URL. It needs its scheme, as in "${DEFAULT_BASE_URL}".`,
    );
  }
  // From here on the URL may hold a password, and is not quoted.
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw invalidArgument(`baseUrl must start with http:// or https://, as "${DEFAULT_BASE_URL}".`);
  }
  if (url.username !== "" || url.password !== "") {
    throw invalidArgument(
      "baseUrl must not hold a user or password: send them as customHeaders.authorization.",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw invalidArgument("baseUrl must not have a query string or a fragment.");
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** A slash alone is the page's own origin: a dashboard served by its backend is configured so. */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text, globalThis.location?.href);
  } catch {
    return undefined;
  }
}

/** `.` and `..`, plain or encoded: URL parsers resolve both. */
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** What URL parsers take for a slash, drop, or encode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN_CHARACTER = /[\\#\s\u0000-\u001f\u007f]/;

/**
 * Refuses a path that is not one below the base URL: with the credentials on board, a request must
 * go nowhere else.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkPath(path: unknown): asserts path is string {
  if (typeof path !== "string" || !path.startsWith("/") || path.startsWith("//")) {
    throw invalidArgument(
      `A path must start with one slash and be relative to baseUrl, as "/admin/batch-jobs"; got ${JSON.stringify(path)}.`,
    );
  }
  if (FORBIDDEN_CHARACTER.test(path) || DOT_SEGMENT.test(withoutQuery(path))) {
    throw invalidArgument(
      `A path must not hold "." or ".." segments, backslashes, fragments, white space or control characters; got ${JSON.stringify(path)}.`,
    );
  }
}

/** The part of a path before its query string. */
export function withoutQuery(path: string): string {
  const end = path.indexOf("?");
  return end === -1 ? path : path.slice(0, end);
}

/**
 * Checks the address of a file, which may be on any origin.
 *
 * @throws MedusaInvalidRequestError if it is not one of http(s).
 */
export function parseDownloadUrl(address: string): URL {
  const url = parseUrl(address);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw invalidArgument("A download URL must start with http:// or https://.");
}
