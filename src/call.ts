import type { PromisedBody } from "./answer.js";
import type { Body } from "./body.js";
import { MedusaConnectionError } from "./errors.js";
import { type Failure, mayHaveActed } from "./failure.js";
import type { HeaderMap } from "./headers.js";
import { withoutQuery } from "./paths.js";
import type { RetryableRequest, RetryRefusal } from "./retry.js";
import type { Headers, HttpMethod, RequestOptions, Response } from "./types/http.js";

/** A request, and what the pipeline must know of it. */
export interface RequestSpec<T> extends PromisedBody {
  method: HttpMethod;
  /** Below the base URL, with its query string. */
  path: string;
  /** JSON, a form, or a stream of the runtime's. */
  payload?: unknown;
  options?: RequestOptions;
  customHeaders?: Headers;
  /** Doing it twice is the same as doing it once. Default: true for GET and DELETE. */
  idempotent?: boolean;
  /** Finds the result of a request whose answer was lost; `undefined` if it was not done. */
  recover?: () => Promise<Response<T> | undefined>;
  /** What the caller of a request that may have been done can do; a sentence. */
  howToFindOut?: string;
}

/** One logical call over all its attempts, checked and ready. */
export interface Call<T> extends RequestSpec<T>, RetryableRequest {
  idempotent: boolean;
  requestId: string;
  headers: HeaderMap;
  body: Body;
  /** What must not appear in an error. */
  secrets: string[];
  timeout: number;
  maxRetries: number;
  signal: AbortSignal | undefined;
  /** What became of the last attempt. */
  failure?: Failure;
  /** Why there was no other. */
  refusal?: RetryRefusal;
}

/**
 * Finds out whether a request whose answer was lost was done all the same.
 *
 * @returns Its result; `undefined` if it was not done, or if there is no way to know.
 * @throws MedusaConnectionError with `ambiguous` if finding out failed as well.
 */
export async function recoverLostAnswer<T>(
  call: Call<T>,
  failure: Failure,
): Promise<Response<T> | undefined> {
  if (call.recover === undefined || !mayHaveActed(failure)) return undefined;
  try {
    return await call.recover();
  } catch (cause) {
    call.signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MedusaConnectionError(
      `${call.method} ${withoutQuery(call.path)}: the answer was lost (${failure.detail}), and whether the server did it could not be found out: ${reason}`,
      { ambiguous: true, requestId: call.requestId, code: failure.code, cause },
    );
  }
}
