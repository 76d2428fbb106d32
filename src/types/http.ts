/** The HTTP methods of the Medusa admin API. */
export type HttpMethod = "GET" | "POST" | "DELETE";

/**
 * Headers to send. Names are case-insensitive. `null` removes a header that an earlier layer (the
 * defaults, the authentication, the client's `customHeaders`) would have sent; `undefined` leaves
 * that layer's value alone.
 */
export type Headers = Record<string, string | number | boolean | null | undefined>;

/** Status line and headers of an answer: enumerable, serialisable, free of cookies. */
export interface HTTPResponse {
  status: number;
  statusText: string;
  /** Lower-case names. `set-cookie` is left out: it is a credential. */
  headers: Record<string, string>;
}

/** An answer that is an error, with its body. */
export interface ErrorResponse extends HTTPResponse {
  /** The body: parsed if it was JSON, else as text. */
  data: unknown;
}

/** The body of an answer with its {@link HTTPResponse} beside it, as in medusa-js. */
export type Response<T> = T & { response: HTTPResponse };

/** What every method of the SDK returns. */
export type ResponsePromise<T> = Promise<Response<T>>;

/** How one call differs from the client's configuration. The third argument of every method. */
export interface RequestOptions {
  /** Milliseconds that one attempt may take, from the connection to the last byte; 0 or `Infinity` for no limit. Default: the client's `timeout`. */
  timeout?: number;
  /** How often a failed attempt may be repeated, where that is safe. Default: the client's `maxRetries`. */
  numberOfRetries?: number;
  /** Aborts the call, also in the pause between two attempts; the call rejects with `signal.reason`. */
  signal?: AbortSignal;
  /** One key for one logical call, the same in all its attempts. Default: a new random one for each POST. */
  idempotencyKey?: string;
}
