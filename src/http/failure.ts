import type { ErrorResponse } from "../types/http.js";
import { TIMED_OUT } from "./deadline.js";
import { isObject } from "./kinds.js";

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
  /** What the server itself says went wrong. */
  said?: ServerError;
  response?: ErrorResponse<unknown>;
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number;
  /** The time was up before there was a connection. */
  unsent?: boolean;
  cause?: Error;
}

/** The error body of Medusa's API. */
export interface ServerError {
  message: string;
  type?: string;
  code?: string;
  /** The job belongs to another user. */
  isOthersJob: boolean;
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
    case "timeout":
      return !failure.unsent;
    case "status":
      return isGatewayError(failure) && !wasRefused(failure);
    default:
      return true;
  }
}

/** A chain of causes has an end. */
const MAX_DEPTH = 5;

/**
 * No connection, of runtimes that name no system call beside it; and certificates that are not trusted,
 * which end the handshake before the request is sent.
 */
const NO_CONNECTION =
  /^(?:(?:ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$|(?:ERR_TLS_)?CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Node's words for a connection that broke during the handshake: the code is that of any reset. */
const NO_HANDSHAKE = /^Client network socket disconnected before secure TLS/;

/**
 * Tells from what an adapter threw what became of the request. When in doubt, it was sent.
 *
 * @param sent Whether the request was handed to a connection that stood, if the adapter says so.
 */
export function toFailure(thrown: unknown, sent?: boolean): Failure {
  if (thrown === TIMED_OUT) {
    return { kind: "timeout", detail: "timed out", code: "ETIMEDOUT", unsent: sent === false };
  }
  const code = text(thrown, "code") ?? text(member(thrown, "cause"), "code");
  const detail = reasonIn(text(thrown, "message")) || code || "unknown reason";
  if (/^maxContentLength/.test(detail)) {
    return { kind: "nonsense", detail: "the body is far too large", code };
  }
  const kind = sent === false || neverLeft(thrown) ? "unsent" : "lost";
  return { kind, detail, code, cause: bareError(detail, code) };
}

/** OpenSSL's reason stands among names and numbers of its source. */
function reasonIn(message = ""): string {
  return /:SSL routines:[^:]*:([^:]*)/.exec(message)?.[1] ?? message;
}

/**
 * The table of what surely never left. The system call decides where there is one: a connection that
 * stands reads EHOSTUNREACH as well.
 */
function neverLeft(error: unknown, depth = 0): boolean {
  const syscall = text(error, "syscall");
  if (syscall !== undefined) return syscall === "connect" || syscall === "getaddrinfo";
  const inner = member(error, "cause");
  if (inner !== undefined && depth < MAX_DEPTH) return neverLeft(inner, depth + 1);
  // One connection was tried after the other.
  const tried = member(error, "errors");
  if (Array.isArray(tried) && tried.length > 0) {
    return tried.every((one) => neverLeft(one, MAX_DEPTH));
  }
  return (
    NO_CONNECTION.test(text(error, "code") ?? "") || NO_HANDSHAKE.test(text(error, "message") ?? "")
  );
}

/** The runtime's error without its baggage: axios's carries the request with all its headers. */
function bareError(message: string, code: string | undefined): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

function text(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === "string" ? found : undefined;
}

function member(value: unknown, key: string): unknown {
  return isObject(value) ? Reflect.get(value, key) : undefined;
}
