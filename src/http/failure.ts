import type { HTTPResponse } from "../types/http.js";

/** An answer that is an error, with its body. */
export interface ErrorResponse extends HTTPResponse {
  /** The body: parsed if it was JSON, else as text. */
  data: unknown;
}

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
