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
  "set-cookie",
  "content-type",
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
  const headers = Object.entries(response.headers).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    status: response.status,
    statusText: response.statusText,
    headers: comparableHeaders(new Map(headers)),
    body: masked(
      cut && typeof response.body === "string" ? response.body.replace(/…$/, "") : response.body,
    ),
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
    headers: comparableHeaders(new Map(response.headers)),
    body: masked(actual),
  };
}

/** A text whose end was cut off is compared as far as it goes. */
export function cutAlike(actual: Comparable, recorded: Comparable): Comparable {
  if (typeof actual.body !== "string" || typeof recorded.body !== "string") return actual;
  return { ...actual, body: actual.body.slice(0, recorded.body.length) };
}

function comparableHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    HEADERS.flatMap((name) => {
      const value = headers.get(name);
      return value === undefined ? [] : [[name, maskedHeader(value)]];
    }),
  );
}

function maskedHeader(value: string): string {
  return value
    .replace(/=s%3A[^;]+/, "=<session>")
    .replace(/Expires=[^;]+/, "Expires=<date>")
    .replace(/^bytes (\d+)-(\d+)\/\d+$/, "bytes $1-$2/<size>");
}

function masked(value: unknown, key = ""): unknown {
  if (typeof value === "string") return maskedText(value);
  if (typeof value === "number") return MASKED_NUMBERS.has(key) ? "<number>" : value;
  // The database does not keep the order of these.
  if (Array.isArray(value)) {
    const list = value.map((element) => masked(element));
    return ["relations", "select", "prices"].includes(key)
      ? list.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
      : list;
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => [name, masked(element, name)]),
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
      // The words are the JSON parser's own; the stack, the machine's.
      .replace(/(<pre>SyntaxError: )[\s\S]*?(<\/pre>)/, "$1…$2")
      .replace(/<br>[\s\S]*/, "</pre>\n</body>\n</html>\n")
  );
}
