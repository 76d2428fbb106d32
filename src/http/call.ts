import type {
  HeadersLike,
  HTTPResponse,
  HttpMethod,
  RequestOptions,
  Response as TypedResponse,
} from "../types/http.js";
import { isSuccess, type PromisedBody, type Reading, readAnswer } from "./answer.js";
import { type Body, contentTypeOf, encodeBody, isReplayable } from "./body.js";
import { callOptions } from "./call-options.js";
import { checkMethod, MAX_TIMER_MS } from "./checks.js";
import type { ResolvedConfig } from "./config.js";
import { type Credentials, isLogin } from "./credentials.js";
import { isLimit } from "./deadline.js";
import type { Failure } from "./failure.js";
import { type HeaderMap, mergeHeaders } from "./headers.js";
import { isObject } from "./kinds.js";
import { checkPath, withoutQuery } from "./paths.js";
import type { OnProgress } from "./progress.js";
import { redactFailure } from "./redact.js";
import type { RetryableRequest } from "./retry.js";
import { randomUuid } from "./uuid.js";

/** A request, and what the pipeline must know of it. */
export interface RequestSpec<T> extends PromisedBody {
  method: HttpMethod;
  /** Below the base URL, with its query string. */
  path: string;
  /** JSON, a form, or a stream of the runtime's. */
  payload?: unknown;
  /** Or the options, in their place: see {@link callOptions}. */
  customHeaders?: HeadersLike | RequestOptions | undefined;
  options?: RequestOptions | undefined;
  /** Is told how far its body is sent. */
  onUploadProgress?: OnProgress | undefined;
  /** Milliseconds that it may take beyond the client's timeout. Default: 0. */
  extraTime?: number;
  /** Doing it twice is the same as doing it once. Default: true for GET and DELETE. */
  idempotent?: boolean;
  /** Finds out what became of a request whose answer was lost. */
  recover?: Recover<TypedResponse<T>> | undefined;
  /** Milliseconds after which the server, at the latest, goes on with what it was asked. Default: 0. */
  tick?: number;
  /** What the caller of a request that may have been done can do; a sentence. */
  howToFindOut?: string;
  /** What words of the server's mean, and what to do. */
  meaningOf?: (message: string) => string | undefined;
}

/**
 * Looks for the result of a request whose answer was lost: `undefined` if it is not done, `null` if it never
 * will be.
 *
 * @param limits Of the requests by which it looks.
 */
export type Recover<R> = (
  limits: Pick<RequestOptions, "timeout" | "numberOfRetries">,
) => Promise<R | null | undefined>;

/** One logical call over all its attempts, checked and ready. `R` is what it resolves to. */
export interface Call<R> extends RetryableRequest {
  readonly method: HttpMethod;
  /** Below `baseUrl` where there is one, as medusa-js gave adapters both; else whole. */
  readonly url: string;
  readonly baseUrl?: string;
  /** For messages: without origin and query string, which may hold secrets. */
  readonly path: string;
  /** The origin of a file that is elsewhere than on the backend; to be named in messages. */
  readonly fileService?: string;
  readonly headers: HeaderMap;
  readonly body: Body;
  readonly onUploadProgress?: OnProgress | undefined;
  /**
   * Whether a browser sends its cookies along; `undefined`: if the page is of the same origin. A file
   * outside of the admin API is public as a rule, and a server that allows every origin (`*`) to read it
   * allows no credentials.
   */
  readonly withCredentials: boolean | undefined;
  readonly responseType: "text" | "stream";
  readonly read: (answer: Answer) => Reading<R>;
  /** Takes the credentials of the client and of this call out of a failure. */
  readonly redact: (failure: Failure) => Failure;
  /** Where the cookies of an answer go; `undefined` where they are not the client's. */
  readonly keepCookies?: (setCookie: readonly string[], status: number) => void;
  readonly recover?: Recover<R> | undefined;
  readonly tick?: number;
  readonly howToFindOut?: string;
  readonly meaningOf?: (message: string) => string | undefined;
  readonly requestId: string;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly signal: AbortSignal | undefined;
  /** The same call with the credentials that the client has by now. */
  readonly again: () => Call<R>;
}

/** An answer as the adapter hands it over. */
export interface Answer extends HTTPResponse {
  data: unknown;
}

/**
 * Checks a request and makes it ready; sends nothing.
 *
 * @throws MedusaInvalidRequestError
 */
export function prepareCall<T>(
  spec: RequestSpec<T>,
  config: ResolvedConfig,
  credentials: Credentials,
): Call<TypedResponse<T>> {
  const { method, path, payload } = spec;
  checkMethod("A method", method);
  checkPath(path);
  const options = callOptions(spec.customHeaders, spec.options);
  const body = method === "GET" ? undefined : encodeBody(payload);
  const defaults = mergeHeaders(defaultHeaders(method, contentTypeOf(payload, body), options));
  const id = randomUuid();
  const prepare = (): Call<TypedResponse<T>> => {
    const began = credentials.begin();
    const headers = mergeHeaders(
      defaults,
      credentials.headersFor(method, path),
      config.customHeaders,
      options.customHeaders,
    );
    return {
      method,
      url: path,
      baseUrl: config.baseUrl,
      path: withoutQuery(path),
      headers,
      body,
      onUploadProgress: spec.onUploadProgress,
      withCredentials: true,
      responseType: "text",
      read: (answer) => readBody<T>(answer, spec),
      redact: redactorFor(credentials, headers, payload),
      keepCookies: (setCookie, status) => {
        const loggedIn = isLogin(method, path) && isSuccess(status);
        credentials.keepCookies(setCookie, { began, cookie: headers.cookie, loggedIn });
      },
      recover: spec.recover,
      tick: spec.tick,
      howToFindOut: spec.howToFindOut,
      meaningOf: spec.meaningOf,
      idempotent: spec.idempotent ?? method !== "POST",
      replayable: isReplayable(body),
      requestId: headers["x-request-id"] ?? id,
      ...limits(options, config, spec.extraTime),
      again: prepare,
    };
  };
  return prepare();
}

/** The limits of a call: its own, or the client's. */
export function limits(options: RequestOptions, config: ResolvedConfig, extraTime = 0) {
  const usual = isLimit(config.timeout)
    ? Math.min(MAX_TIMER_MS, config.timeout + extraTime)
    : config.timeout;
  return {
    timeout: options.timeout ?? usual,
    maxRetries: options.numberOfRetries ?? config.maxRetries,
    signal: options.signal,
  };
}

function readBody<T>(
  { status, statusText, headers, data }: Answer,
  promised: PromisedBody,
): Reading<TypedResponse<T>> {
  const response = { status, statusText, headers };
  const reading = readAnswer({ ...response, text: toText(data) }, promised);
  if ("failure" in reading) return reading;
  // What the server sent is taken for the type that its API promises: nothing more can be known.
  return { result: Object.assign(reading.result as T & object, { response }) };
}

/** An adapter of the user's may hand over parsed JSON. */
function toText(data: unknown): string {
  if (typeof data === "string") return data;
  return data === undefined || data === null ? "" : JSON.stringify(data);
}

function defaultHeaders(
  method: HttpMethod,
  contentType: string | undefined,
  { idempotencyKey }: RequestOptions,
): HeadersLike {
  return {
    accept: "application/json",
    "content-type": contentType,
    "idempotency-key": method === "POST" ? (idempotencyKey ?? randomUuid()) : undefined,
    "x-request-id": IN_BROWSER ? undefined : randomUuid(),
  };
}

/** Whether there is a page: a header of the SDK's own would cost each GET a preflight request there. */
export const IN_BROWSER = typeof document !== "undefined" || typeof importScripts === "function";

/** Defined in web workers alone. */
declare const importScripts: unknown;

/** The client's credentials at the time of the failure, and those of this call. */
export function redactorFor(credentials: Credentials, headers: HeaderMap, payload?: unknown) {
  return (failure: Failure) =>
    redactFailure(failure, [...credentials.secrets(), ...secretsIn(headers, payload)]);
}

/** The credentials of one call alone: a login's password, a caller's own headers. */
function secretsIn(headers: HeaderMap, payload: unknown): string[] {
  const password = isObject(payload) && "password" in payload && payload.password;
  return [
    password,
    headers.authorization?.replace(/^[\w-]+ +/, ""),
    headers["proxy-authorization"]?.replace(/^[\w-]+ +/, ""),
    headers["x-medusa-access-token"],
    ...(headers.cookie ?? "").split(/; ?/).map((cookie) => cookie.replace(/^[^=]*=/, "")),
  ].filter((secret) => typeof secret === "string");
}
