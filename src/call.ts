import type { PromisedBody } from "./answer.js";
import { type Body, encodeBody, isReplayable } from "./body.js";
import { checkRequestOptions, type ResolvedConfig } from "./config.js";
import type { Failure } from "./failure.js";
import { type HeaderMap, mergeHeaders } from "./headers.js";
import { checkPath } from "./paths.js";
import type { RetryableRequest, RetryRefusal } from "./retry.js";
import type { Headers, HttpMethod, RequestOptions, Response } from "./types/http.js";
import { randomUuid } from "./uuid.js";

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
 * Checks a request and makes it ready; sends nothing.
 *
 * @param layers The headers of the client, between the defaults and the call's own.
 * @throws MedusaInvalidRequestError
 */
export function prepareCall<T>(
  spec: RequestSpec<T>,
  config: ResolvedConfig,
  layers: (Headers | undefined)[],
): Call<T> {
  const { method, path, payload, options = {} } = spec;
  checkPath(path);
  checkRequestOptions(options);
  const body = method === "GET" ? undefined : encodeBody(payload);
  const defaults = defaultHeaders(method, body, options);
  const headers = mergeHeaders(defaults, ...layers, spec.customHeaders);
  return {
    ...spec,
    idempotent: spec.idempotent ?? method !== "POST",
    recoverable: spec.recover !== undefined,
    replayable: isReplayable(body),
    requestId: headers["x-request-id"] ?? randomUuid(),
    headers,
    secrets: secretsIn(headers, payload),
    body,
    timeout: options.timeout ?? config.timeout,
    maxRetries: options.numberOfRetries ?? config.maxRetries,
    signal: options.signal,
  };
}

function defaultHeaders(
  method: HttpMethod,
  body: Body,
  { idempotencyKey }: RequestOptions,
): Headers {
  return {
    accept: "application/json",
    "content-type": contentType(body),
    "idempotency-key": method === "POST" ? (idempotencyKey ?? randomUuid()) : undefined,
    "x-request-id": IN_BROWSER ? undefined : randomUuid(),
  };
}

/** A header of the SDK's own would cost each GET a preflight request there. */
const IN_BROWSER = typeof document !== "undefined" || typeof importScripts === "function";

/** Defined in web workers alone. */
declare const importScripts: unknown;

/** The credentials of this call alone: a login's password, a caller's own headers. */
function secretsIn(headers: HeaderMap, payload: unknown): string[] {
  const password =
    typeof payload === "object" && payload !== null && "password" in payload && payload.password;
  return [
    password,
    headers.authorization?.replace(/^\w+ /, ""),
    headers.cookie,
    headers["x-medusa-access-token"],
  ].filter((secret): secret is string => typeof secret === "string" && secret !== "");
}

/** A form's own type names its boundary, which only the adapter knows. No body must have none: axios would call it a form. */
function contentType(body: Body): string | null | undefined {
  if (body === undefined) return null;
  return typeof body === "string" ? "application/json" : undefined;
}
