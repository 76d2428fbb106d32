import { invalidArgument, mustBe } from "../errors.js";
import { type Address, toAddress } from "./address.js";
import { isText } from "./checks.js";

/** Where a Medusa backend listens, unless the configuration says otherwise. */
export const DEFAULT_BASE_URL = "http://localhost:9000";

/**
 * Checks and normalises a base URL: absolute, or relative to the page in a browser; http(s) only;
 * without trailing slash.
 *
 * @throws MedusaInvalidRequestError saying what is wrong with it.
 */
export function parseBaseUrl(baseUrl: unknown): string {
  if (!isText(baseUrl)) {
    throw mustBe("baseUrl", `a URL such as "${DEFAULT_BASE_URL}"`);
  }
  // A slash is the page's own origin: a dashboard served by its backend is configured so.
  const url = parseUrl(baseUrl, globalThis.location?.href);
  if (url === undefined) {
    // After an @ it may hold a password.
    const quoted = baseUrl.includes("@") ? "" : ` "${baseUrl}"`;
    throw invalidArgument(
      `baseUrl${quoted} is not a URL. It needs its scheme, as in "${DEFAULT_BASE_URL}".`,
    );
  }
  if (!isHttp(url)) {
    throw invalidArgument(`baseUrl must start with http:// or https://, as "${DEFAULT_BASE_URL}".`);
  }
  if (url.user) {
    throw invalidArgument(
      "baseUrl must not hold a user or password: send them as customHeaders.authorization.",
    );
  }
  if (/[?#]/.test(baseUrl)) {
    throw invalidArgument("baseUrl must not have a query string or a fragment.");
  }
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/**
 * A URL with its scheme, or a path of the base's origin. Anything else would be a relative one to URL
 * parsers: "api.shop.example" a file beside the page, "//api.shop.example" another origin.
 */
function parseUrl(text: string, base?: string): Address | undefined {
  if (!text.startsWith("/")) return toAddress(text);
  const page = base === undefined ? undefined : toAddress(base);
  return page?.host && !OTHER_HOST.test(text) ? toAddress(page.origin + text) : undefined;
}

/**
 * `.` and `..`, and two slashes at the start: servers and proxies take backslashes for slashes, and some
 * ignore what follows a semicolon.
 */
const DOT_SEGMENT = /^[/\\]{2}|(?:^|[/\\])\.{1,2}(?:[/\\;?#]|$)/;

/** How often a path may be decoded on its way; two proxies in a row do it twice. */
const DECODINGS = 3;

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
  if (typeof path === "string" && path.startsWith("/") && isBelowBase(path)) return;
  throw mustBe(
    "A path",
    'one below baseUrl, as "/admin/batch-jobs": no "." or ".." segment, also encoded, no backslash, fragment, space or control character',
    path,
  );
}

function isBelowBase(path: string): boolean {
  return !FORBIDDEN_CHARACTER.test(path) && !hasDotSegment(withoutQuery(path));
}

/** Also in what proxies and servers make of a path: they decode it, and then resolve it. */
function hasDotSegment(path: string): boolean {
  let text = path;
  for (let decodings = 0; decodings <= DECODINGS; decodings += 1) {
    // URL parsers drop white space and control characters at the end, some of them anywhere.
    text = text.replace(/[\0-\x20]/g, "");
    if (DOT_SEGMENT.test(text)) return true;
    if (!text.includes("%")) return false;
    text = text.replace(/%([\da-f]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return false;
}

/** What browsers take for the name of another host: they drop line breaks and tabs. */
const OTHER_HOST = /^\/[\t\r\n]*[/\\]/;

/** The part of a path before its query string. */
export function withoutQuery(path: string): string {
  const end = path.indexOf("?");
  return end === -1 ? path : path.slice(0, end);
}

/**
 * Checks the address of a file, which may be on any origin.
 *
 * @param baseUrl The backend's, on whose origin a path is.
 * @throws MedusaInvalidRequestError if it is not one of http(s).
 */
export function parseDownloadUrl(address: string, baseUrl: string): Address {
  const url = parseUrl(address, baseUrl);
  if (url && isHttp(url)) return url;
  throw invalidArgument("A download URL must start with http:// or https://.");
}

function isHttp({ protocol, host }: Address): boolean {
  return /^https?:$/.test(protocol) && host !== "";
}
