import type { Exchange } from "./replay-recording.js";

/** What is compared of an answer. */
export interface Comparable {
  status: number;
  statusText: string | undefined;
  headers: Record<string, string>;
  body: unknown;
}

const HEADERS = [
  "x-powered-by",
  "vary",
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "set-cookie",
  "content-type",
  "content-length",
  "last-modified",
  "accept-ranges",
  "cache-control",
  "content-range",
  "content-security-policy",
  "x-content-type-options",
];

/** Numbers that depend on what exactly the shop's products are. */
const MASKED_NUMBERS = new Set(["file_size", "dynamicSalesChannelsColumnCount"]);

/** The recorded answer without what differs from run to run. */
export function recordedAnswer({ response, cut }: Exchange): Comparable {
  const lines = Object.entries(response.headers).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const { body } = response;
  return {
    status: response.status,
    statusText: response.statusText,
    headers: compared(maskedHeaders(new Map(lines))),
    body: maskedBody(cut && typeof body === "string" ? body.replace(/…$/, "") : body),
  };
}

/** The fake's answer in the same form. */
export async function actualAnswer(response: Response, recorded: Exchange): Promise<Comparable> {
  const text = await response.text();
  const { body, statusText } = recorded.response;
  const actual: unknown = typeof body === "string" ? text : JSON.parse(text);
  return {
    status: response.status,
    statusText: statusText === undefined ? undefined : response.statusText,
    headers: compared(maskedHeaders(new Map(response.headers), text)),
    body: maskedBody(actual),
  };
}

/** A text whose end was cut off is compared as far as it goes. */
export function cutAlike(actual: Comparable, recorded: Comparable): Comparable {
  if (typeof actual.body !== "string" || typeof recorded.body !== "string") return actual;
  return { ...actual, body: actual.body.slice(0, recorded.body.length) };
}

/** The headers without what differs from run to run; `body`: what they are of, if it is known as it was sent. */
export function maskedHeaders(
  headers: ReadonlyMap<string, string>,
  body = "",
): Record<string, string> {
  const lines = [...headers].map(
    ([name, value]) => [name, maskedHeader(name, value, body)] as const,
  );
  return Object.fromEntries(lines);
}

function compared(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HEADERS.includes(name)));
}

function maskedHeader(name: string, value: string, body: string): string {
  if (name === "content-length") {
    // A HEAD has a length, but no body.
    const isTrue = body === "" || Number(value) === Buffer.byteLength(body);
    return isTrue ? "<length>" : `${value}, and not its body's`;
  }
  return value
    .replace(/^(W\/)?"[^"]+"$/, '$1"<etag>"')
    .replace(/=s%3A[^;]+/, "=<session>")
    .replace(/Expires=[^;]+/, "Expires=<date>")
    .replace(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/, "<date>")
    .replace(/^bytes (\d+)-(\d+)\/\d+$/, "bytes $1-$2/<size>");
}

/** A body, or a part of it, without what differs from run to run. */
export function maskedBody(value: unknown, key = ""): unknown {
  if (typeof value === "string") return maskedText(value);
  if (typeof value === "number") return MASKED_NUMBERS.has(key) ? "<number>" : value;
  // The database does not keep the order of these.
  if (Array.isArray(value)) {
    const list = value.map((element) => maskedBody(element));
    return ["relations", "select", "prices"].includes(key)
      ? list.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
      : list;
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => [name, maskedBody(element, name)]),
  );
}

function maskedText(text: string): string {
  return (
    text
      .replace(/\b(batch|usr|prod|variant)_[0-9A-HJKMNP-TV-Z]{26}/g, "<$1>")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
      .replace(/\b\d{13}\b/g, "<ms>")
      .replace(/http:\/\/127\.0\.0\.1:9000/g, "<base>")
      .replace(/^ey[\w-]+\.[\w-]+\.[\w-]+$/, "<jwt>")
      // The words are the JSON parser's own, or zlib's; the stack, the machine's.
      .replace(/(<pre>(?:Syntax)?Error: )[\s\S]*?(<\/pre>)/, "$1…$2")
      .replace(/<br>[\s\S]*/, "</pre>\n</body>\n</html>\n")
  );
}
