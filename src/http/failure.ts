import type { ErrorResponse } from "../types/http.js";
import { TIMED_OUT } from "./deadline.js";

/** What went wrong with one attempt, in terms of HTTP alone. */
export interface Failure {
  /**
   * - `unsent`: no connection, so the server surely did not see the request
   * - `lost`: the connection broke before the whole answer was here
   * - `timeout`: the attempt took too long
   * - `status`: the server answered with an error, or with a redirect
   * - `nonsense`: the server answered with success, but not with what it promises
   */
  kind: "unsent" | "lost" | "timeout" | "status" | "nonsense";
  /** What happened, as the runtime or the server put it. */
  detail: string;
  /** The runtime's error code, such as `ECONNREFUSED`. */
  code?: string;
  response?: ErrorResponse;
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number;
  cause?: Error;
}

/** Statuses by which a server says that it did not take the request on. */
const REFUSED = new Set([409, 429, 503]);

/** The server, or something in front of it, refused before it acted. */
export function wasRefused({ response }: Failure): boolean {
  return response !== undefined && REFUSED.has(response.status);
}

/** A gateway's error: 501 to 599 without 503. Medusa itself answers 500 and nothing above. */
function isGatewayError({ response }: Failure): boolean {
  return response !== undefined && response.status > 500 && response.status < 600;
}

/** The request may have reached the server, and the answer does not say whether it did something. */
export function mayHaveActed(failure: Failure): boolean {
  switch (failure.kind) {
    case "unsent":
      return false;
    case "status":
      return isGatewayError(failure) && !wasRefused(failure);
    default:
      return true;
  }
}

/** Codes of Node, undici and Bun for a connection that was never made. */
const NO_CONNECTION = new Set([
  "ECONNREFUSED",
  "ConnectionRefused",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A certificate that is not trusted ends the handshake, before the request is sent. */
const TLS_FAILURE = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** The system calls before a connection stands. */
const BEFORE_CONNECTION = new Set(["connect", "getaddrinfo"]);

/** Tells from what an adapter threw what became of the request. When in doubt, it was sent. */
export function toFailure(thrown: unknown): Failure {
  if (thrown === TIMED_OUT) return { kind: "timeout", detail: "timed out", code: "ETIMEDOUT" };
  const code = text(thrown, "code") ?? text(cause(thrown), "code");
  const syscall = text(thrown, "syscall") ?? text(cause(thrown), "syscall");
  const detail = text(thrown, "message") || code || "unknown reason";
  if (/^maxContentLength/.test(detail)) {
    return { kind: "nonsense", detail: "the body is far too large", code };
  }
  const unsent =
    NO_CONNECTION.has(code ?? "") ||
    TLS_FAILURE.test(code ?? "") ||
    BEFORE_CONNECTION.has(syscall ?? "");
  return { kind: unsent ? "unsent" : "lost", detail, code, cause: bareError(detail, code) };
}

/** The runtime's error without its baggage: axios's carries the request with all its headers. */
function bareError(message: string, code: string | undefined): Error {
  const error = new Error(message);
  return code === undefined ? error : Object.assign(error, { code });
}

function cause(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}

function text(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const member: unknown = Reflect.get(value, key);
  return typeof member === "string" ? member : undefined;
}
