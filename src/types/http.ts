/** The HTTP methods of the Medusa admin API. */
export type HttpMethod = "GET" | "POST" | "DELETE";

/**
 * Headers to send. Names are case-insensitive. `null` removes a header that an earlier layer (the
 * defaults, the authentication, the client's `customHeaders`) would have sent; `undefined` leaves
 * that layer's value alone.
 */
export interface Headers {
  [name: string]: HeaderValue;
}

/** The value of a header; several are sent as one, with commas between them. */
export type HeaderValue = string | number | boolean | null | undefined | readonly string[];

/**
 * What is taken for {@link Headers}: also the `IncomingHttpHeaders` of Node, and a value of an
 * interface, although that has no index signature. Of fetch's `Headers`, pass
 * `Object.fromEntries(headers)`.
 */
export type HeadersLike =
  | (Headers & NoRequestOptions)
  | (object & NoRequestOptions & { forEach?: undefined });

/** The name of a request option is no name of a header. */
type NoRequestOptions = { [K in keyof RequestOptions]?: undefined };

/** Status line and headers of an answer: enumerable, serialisable, free of cookies. */
export interface HTTPResponse {
  status: number;
  statusText: string;
  /** Lower-case names. `set-cookie` is left out: it is a credential. */
  headers: Record<string, string>;
}

/** An answer that is an error, with its body. */
export interface ErrorResponse<TBody = ErrorBody> extends HTTPResponse {
  /** The body: parsed if it was JSON, else a text, which has none of the keys. It is never `null`. */
  data: TBody;
}

/** What Medusa says of an error. Another server, or a proxy, may say anything. */
export interface ErrorBody {
  message?: string;
  /** Such as `not_found` or `invalid_data`. */
  type?: string;
  code?: string;
  [key: string]: unknown;
}

/** The body of an answer with its {@link HTTPResponse} beside it, as in medusa-js. */
export type Response<T> = T & { response: HTTPResponse };

/** What every method of the SDK returns. */
export type ResponsePromise<T> = Promise<Response<T>>;

/**
 * How one call differs from the client's configuration: the last argument of every method, or, where
 * headers come before it, in their place.
 *
 * @example
 * ```ts
 * import Medusa from "medusa-batch-jobs";
 *
 * const { batchJobs } = new Medusa({ apiKey: "my-token" }).admin;
 * const signal = AbortSignal.timeout(60_000);
 * await batchJobs.list({ limit: 5 }, { signal, customHeaders: { "x-shop": "north" } });
 * await batchJobs.list({ limit: 5 }, { "x-shop": "north" }, { signal });
 * ```
 */
export interface RequestOptions {
  /** Milliseconds that one attempt may take, from the connection to the last byte; 0 or `Infinity` for no limit. Default: the client's `timeout`. */
  timeout?: number | undefined;
  /** How often a failed attempt may be repeated, where that is safe. Default: the client's `maxRetries`. */
  numberOfRetries?: number | undefined;
  /** Aborts the call, also in the pause between two attempts; the call rejects with `signal.reason`. */
  signal?: AbortSignal | undefined;
  /** One key for one logical call, the same in all its attempts. Default: a new random one for each POST. */
  idempotencyKey?: string | undefined;
  /** Headers of this call; those of an argument of their own win over these. */
  customHeaders?: HeadersLike | undefined;
}
