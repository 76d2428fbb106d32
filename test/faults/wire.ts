import type { Socket } from "node:net";
import type { WireAnswer, WireRequest } from "./tiny-medusa.js";

const END_OF_HEAD = "\r\n\r\n";

/** Reads one request, head and body, and hands it over when it is whole. */
export function readRequest(socket: Socket, onRequest: (request: WireRequest) => void): void {
  let received = "";
  let done = false;
  // One character a byte: lengths are counted in bytes.
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    if (done) return;
    received += String(chunk);
    const request = parseRequest(received);
    if (request === undefined) return;
    done = true;
    onRequest(request);
  });
}

function parseRequest(received: string): WireRequest | undefined {
  const end = received.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const [requestLine = "", ...lines] = received.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(lines.map(parseHeader));
  const body = parseBody(headers, received.slice(end + END_OF_HEAD.length));
  if (body === undefined) return undefined;
  const [method = "", target = ""] = requestLine.split(" ");
  const { pathname, searchParams } = new URL(target, "http://server");
  return { method, path: pathname, query: searchParams, headers, body };
}

function parseHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** `undefined` until it is whole. */
function parseBody(headers: Record<string, string>, rest: string): string | undefined {
  if (headers["transfer-encoding"] === "chunked") return unchunk(rest);
  const length = Number(headers["content-length"] ?? 0);
  return rest.length < length ? undefined : rest.slice(0, length);
}

function unchunk(rest: string): string | undefined {
  let body = "";
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf("\r\n", at);
    const size = Number.parseInt(rest.slice(at, lineEnd), 16);
    if (lineEnd < 0 || rest.length < lineEnd + 2 + size + 2) return undefined;
    if (size === 0) return body;
    body += rest.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}

/** Sends a whole answer, and ends the connection. */
export function writeAnswer(socket: Socket, answer: WireAnswer): void {
  socket.end(head(answer) + answer.body);
}

/** Status line and headers of an answer, with the length of its body unless that is given. */
export function head({ status, headers, body }: WireAnswer, reason = reasonOf(status)): string {
  const all = { "content-length": Buffer.byteLength(body), connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${reason}`, ...lines, "", ""].join("\r\n");
}

function reasonOf(status: number): string {
  return status < 300 ? "OK" : "Not OK";
}
