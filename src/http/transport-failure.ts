import { TIMED_OUT } from "./deadline.js";
import type { Failure } from "./failure.js";

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
export function transportFailure(thrown: unknown): Failure {
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
