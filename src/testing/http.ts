import type { Bytes } from "./bytes.js";
import { digest } from "./ids.js";

/** An answer of the fake as plain data, for adapters to whom a `Response` is too narrow: in browsers it drops `set-cookie`. */
export interface Answer {
  status: number;
  /** Lower-case names; a name may repeat. */
  headers: [name: string, value: string][];
  body: Bytes | null;
}

/** The reason phrases of the statuses that Medusa answers with. */
export const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  412: "Precondition Failed",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
};

const JSON_TYPE = "application/json; charset=utf-8";
const HTML_TYPE = "text/html; charset=utf-8";

/** A JSON answer. */
export function json(status: number, body: unknown): Answer {
  return sent(status, JSON.stringify(body), JSON_TYPE);
}

/** A text answer of Express's `res.send`. */
export function text(status: number, body: string, type = "text/plain; charset=utf-8"): Answer {
  return sent(status, body, type);
}

/** Passport's 401: text without a content type, as it never goes through `res.send`. */
export function unauthorized(challenge?: string): Answer {
  const headers: Answer["headers"] = challenge ? [["www-authenticate", challenge]] : [];
  return { status: 401, headers, body: utf8("Unauthorized") };
}

/** Passport's 400: credentials that cannot be read. */
export function badRequest(): Answer {
  return { status: 400, headers: [], body: utf8("Bad Request") };
}

/** An answer of Express's `res.end`, without anything. */
export function empty(status: number): Answer {
  return { status, headers: [["content-length", "0"]], body: null };
}

/** The HTML page of Express's final handler. */
export function errorPage(status: number, message: string): Answer {
  return htmlPage(status, "Error", message, HTML_TYPE);
}

/** A page as Express writes them all. */
export function htmlPage(status: number, title: string, message: string, type: string): Answer {
  const body = utf8(
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<pre>${escapeHtml(message)}</pre>\n</body>\n</html>\n`,
  );
  return {
    status,
    headers: [
      ["content-security-policy", "default-src 'none'"],
      ["x-content-type-options", "nosniff"],
      ["content-type", type],
      ["content-length", String(body.byteLength)],
    ],
    body,
  };
}

/** Express's page for what it does not know; it escapes what is no escape. */
export function notFoundPage(method: string, path: string): Answer {
  return errorPage(404, `Cannot ${method} ${path.replace(/%(?![\da-f]{2})/gi, "%25")}`);
}

/** The answer to a client that has it already: the headers, without those of a body. */
export function notModified(headers: Answer["headers"]): Answer {
  const kept = headers.filter(([name]) => !/^content-(type|length)$/.test(name));
  return { status: 304, headers: kept, body: null };
}

/** The answer with more headers. */
export function withHeaders(answer: Answer, ...headers: Answer["headers"]): Answer {
  return { ...answer, headers: [...headers, ...answer.headers] };
}

/** The value of a header of the answer. */
export function headerOf(answer: Answer, name: string): string | undefined {
  return answer.headers.find(([key]) => key === name)?.[1];
}

/** The answer as a `Response`. */
export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, statusText: STATUS_TEXTS[status], headers });
}

function sent(status: number, content: string, type: string): Answer {
  const body = utf8(content);
  const size = body.byteLength;
  return {
    status,
    headers: [
      ["content-type", type],
      ["content-length", String(size)],
      ["etag", `W/"${size.toString(16)}-${digest(content, 27)}"`],
    ],
    body,
  };
}

// A body of text would make a Response add a content type.
function utf8(content: string): Bytes {
  return new TextEncoder().encode(content);
}

function escapeHtml(message: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return message.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
