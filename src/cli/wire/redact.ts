/** What stands in a text in place of a secret. */
export const REDACTED = "[redacted]";

/** Whatever they hold, it lets somebody in. */
const SECRET_HEADERS = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-medusa-access-token",
]);

/** What is shorter stands in too many words. */
const SECRET_LENGTH = 8;

/** What of the wire nobody may see. */
export interface Secrets {
  /** The backend's own URL: the queries of all others may be signed. */
  baseUrl: string;
  /** What must not appear anywhere. */
  values: string[];
  /** Further headers that are not shown. */
  headers: readonly string[];
}

/** What headers hold that nobody may see: `Bearer x` is x. New ones alone. */
export function secretsIn(sent: object, { values, headers }: Secrets): string[] {
  return Object.entries(sent)
    .filter(([name]) => SECRET_HEADERS.has(name) || headers.includes(name))
    .map(([, value]) => String(value).replace(/^(?:Basic|Bearer) /i, ""))
    .filter((value) => value.length >= SECRET_LENGTH && !values.includes(value));
}

/** A header's line, without a secret. */
export function shownHeader(name: string, value: unknown, secrets: Secrets): string {
  return `${name}: ${shownValue(name.toLowerCase(), String(value), secrets)}`;
}

/** A URL without what lets somebody in: a file's on another server is signed. */
export function shownUrl(url: string, { baseUrl, values }: Secrets): string {
  if (!URL.canParse(url, baseUrl)) return REDACTED;
  const parsed = new URL(url, baseUrl);
  parsed.username = "";
  parsed.password = "";
  if (parsed.origin !== new URL(baseUrl).origin && parsed.search !== "") {
    parsed.search = "";
    return withoutValues(`${parsed}?${REDACTED}`, values);
  }
  return withoutValues(String(parsed), values);
}

function shownValue(name: string, value: string, secrets: Secrets): string {
  const isSecret = SECRET_HEADERS.has(name) || secrets.headers.includes(name);
  if (isSecret) return REDACTED;
  if (name === "location") return shownUrl(value, secrets);
  return withoutValues(value, secrets.values);
}

function withoutValues(text: string, values: readonly string[]): string {
  return values
    .flatMap((value) => [value, encodeURIComponent(value)])
    .reduce((shown, value) => shown.replaceAll(value, REDACTED), text);
}
