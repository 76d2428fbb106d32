import axiosRetry, { type IAxiosRetryConfig } from "axios-retry";
import axios, {
  type AxiosAdapter,
  AxiosHeaders,
  type AxiosInstance,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "#axios";
import type { Reading } from "./http/answer.js";
import {
  type Call,
  type Download,
  prepareCall,
  prepareDownload,
  type RequestSpec,
} from "./http/call.js";
import { type Config, type ResolvedConfig, resolveConfig } from "./http/config.js";
import { Credentials } from "./http/credentials.js";
import { withDeadline } from "./http/deadline.js";
import { toMedusaError } from "./http/explain.js";
import { type Failure, mayHaveActed } from "./http/failure.js";
import type { HeaderMap } from "./http/headers.js";
import { recoverLostAnswer } from "./http/recovery.js";
import { decideRetry } from "./http/retry.js";
import { transportFailure } from "./http/transport-failure.js";
import type { Headers, HttpMethod, RequestOptions, ResponsePromise } from "./types/http.js";

/** The largest answer that is read, in bytes: a list of some ten thousand jobs. */
export const MAX_ANSWER_BYTES = 50 * 1024 * 1024;

/** What an attempt sets: a copy of defaults that have these keys costs a tenth of one that adds them. */
const EMPTY_REQUEST = {
  method: undefined,
  url: undefined,
  data: undefined,
  responseType: undefined,
  withCredentials: undefined,
  signal: undefined,
};

/** The first that the runtime supports; axios for browsers comes with the last alone. */
const ADAPTERS = ["xhr", "http", "fetch"];

/** How axios-retry hears of a failed attempt: by an error that carries a config of axios. */
class AttemptFailed extends Error {
  readonly failure: Failure;
  readonly config: InternalAxiosRequestConfig;

  constructor(failure: Failure, config: InternalAxiosRequestConfig) {
    super(failure.detail);
    this.failure = failure;
    this.config = config;
  }
}

/**
 * Sends requests to one backend: headers in layers, one policy for repetitions, typed errors.
 * Credentials belong to the client; two clients share nothing.
 *
 * @example
 * ```ts
 * import { Client } from "medusa-batch-jobs";
 *
 * const client = new Client({ baseUrl: "http://localhost:9000", apiKey: "my-token" });
 * const { store } = await client.request<{ store: { name: string } }>("GET", "/admin/store");
 * ```
 */
export class Client {
  /** @internal */
  readonly credentials: Credentials;
  readonly #config: ResolvedConfig;
  readonly #axios: AxiosInstance;
  readonly #defaults: Omit<AxiosInstance["defaults"], "headers">;
  readonly #adapter: AxiosAdapter;
  readonly #streamAdapter: AxiosAdapter;

  /** @throws MedusaInvalidRequestError if an option is wrong; its message says which, and how. */
  constructor(config: Config = {}) {
    this.#config = resolveConfig(config);
    this.credentials = new Credentials(this.#config);
    this.#axios = createAxios(this.#config);
    this.#defaults = { ...this.#axios.defaults, ...EMPTY_REQUEST };
    const { axiosAdapter } = this.#config;
    this.#adapter = axios.getAdapter(axiosAdapter ?? ADAPTERS);
    // XMLHttpRequest cannot stream.
    this.#streamAdapter = axios.getAdapter(axiosAdapter ?? ["http", "fetch"], {
      env: { fetch: fetchStreamable },
    });
  }

  /** Sends this publishable key from now on. */
  setPublishableKey(key: string): void {
    this.credentials.setPublishableKey(key);
  }

  /**
   * Sends a request below the base URL.
   *
   * @param path Starts with one slash; with its query string.
   * @param payload For POST and DELETE: JSON, a `FormData`, or in Node a stream. Not sent with GET.
   * @returns The JSON object of the answer, with `response` beside its keys.
   * @throws MedusaError of the class that fits; `signal.reason` if the call was aborted.
   */
  request<T extends object = Record<string, unknown>>(
    method: HttpMethod,
    path: string,
    payload?: unknown,
    options?: RequestOptions,
    customHeaders?: Headers,
  ): ResponsePromise<T> {
    return this.send<T>({ method, path, payload, options, customHeaders });
  }

  /** @internal */
  async send<T>(spec: RequestSpec<T>): ResponsePromise<T> {
    return this.#perform(prepareCall(spec, this.#config, this.credentials));
  }

  /**
   * Opens a file, on the backend or elsewhere. The timeout is for its head; who reads the body minds
   * its pace.
   *
   * @internal
   */
  async download(url: string, options: RequestOptions = {}): Promise<Download> {
    return this.#perform(prepareDownload(url, options, this.#config, this.credentials));
  }

  async #perform<R>(call: Call<R>): Promise<R> {
    call.signal?.throwIfAborted();
    try {
      return await this.#dispatch(call);
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!(error instanceof AttemptFailed)) throw error;
      const unresolved = call.unresolved ?? false;
      const found = await recoverLostAnswer(call);
      if (found !== undefined) return found;
      throw toMedusaError(error.failure, { ...call, unresolved, baseUrl: this.#config.baseUrl });
    }
  }

  /** The first attempt goes straight to the adapter: axios around it would cost as much as the SDK. */
  async #dispatch<R>(call: Call<R>): Promise<R> {
    const reading = await this.#attempt(call);
    return "result" in reading ? reading.result : this.#repeat(call, reading);
  }

  /** Hands a failed attempt to axios-retry, as if axios had made it, and makes the others. */
  async #repeat<R>(call: Call<R>, failed: Reading<R>): Promise<R> {
    let made: Reading<R> | undefined = failed;
    const { data } = await this.#axios.request<R>({
      signal: call.signal,
      adapter: async (config) => {
        const reading = made ?? (await this.#attemptAgain(call));
        made = undefined;
        if ("failure" in reading) throw new AttemptFailed(reading.failure, config);
        return toAxiosResponse(reading.result, config);
      },
      "axios-retry": this.#retries(call),
    });
    return data;
  }

  /** Binds the policy to axios-retry, which counts nothing of its own: it pauses and sends again. */
  #retries<R>(call: Call<R>): IAxiosRetryConfig {
    let attempt = 0;
    let delay = 0;
    return {
      retries: Number.POSITIVE_INFINITY,
      shouldResetTimeout: true,
      retryCondition: (error: unknown) => {
        if (call.signal?.aborted || !(error instanceof AttemptFailed)) return false;
        call.failure = error.failure;
        call.unresolved ||= call.method !== "GET" && mayHaveActed(error.failure);
        const { maxRetries } = call;
        const { maxRetryDelay } = this.#config;
        const decision = decideRetry(call.failure, call, attempt, { maxRetries, maxRetryDelay });
        if (!decision.retry) {
          call.refusal = decision.why;
          return false;
        }
        attempt += 1;
        delay = decision.delay;
        return true;
      },
      retryDelay: () => delay,
      onRetry: () => {
        this.#config.onRetry?.({
          attempt,
          delay,
          method: call.method,
          path: call.path,
          requestId: call.requestId,
          reason: call.failure?.detail ?? "",
          status: call.failure?.response?.status,
        });
      },
    };
  }

  async #attemptAgain<R>(call: Call<R>): Promise<Reading<R>> {
    const result = await recoverLostAnswer(call);
    return result === undefined ? this.#attempt(call) : { result };
  }

  async #attempt<R>(call: Call<R>): Promise<Reading<R>> {
    let answer: AxiosResponse;
    try {
      const send = call.responseType === "stream" ? this.#streamAdapter : this.#adapter;
      answer = await withDeadline(
        (signal) => send(this.#toAxiosConfig(call, signal)),
        call.timeout,
        call.signal,
      );
    } catch (error) {
      return { failure: transportFailure(error) };
    }
    const { headers, setCookie } = splitHeaders(answer.headers);
    if (call.withCredentials !== false) this.credentials.keepCookies(setCookie);
    const { status, statusText = "", data } = answer;
    return call.read({ status, statusText, headers, data });
  }

  #toAxiosConfig<R>(call: Call<R>, signal: AbortSignal): InternalAxiosRequestConfig {
    return {
      ...this.#defaults,
      method: call.method.toLowerCase(),
      url: call.url,
      data: call.body,
      headers: toAxiosHeaders(call.headers),
      responseType: call.responseType,
      maxContentLength: call.responseType === "stream" ? -1 : MAX_ANSWER_BYTES,
      withCredentials: call.withCredentials,
      signal,
    };
  }
}

/**
 * axios asks at import whether answers can be streamed, when Cloudflare's Workers allow no stream yet, and
 * takes a no for good; then it looks for a method of the answer.
 */
async function fetchStreamable(...request: Parameters<typeof fetch>): Promise<globalThis.Response> {
  const response = await fetch(...request);
  return Object.assign(response, { stream: () => response.body });
}

function createAxios({ httpAgent, httpsAgent, proxy }: ResolvedConfig): AxiosInstance {
  const instance = axios.create({
    httpAgent,
    httpsAgent,
    proxy,
    transformRequest: [],
    transformResponse: [],
    // Answers are judged by readAnswer alone.
    validateStatus: null,
    // A redirect would take the credentials along, wherever it leads.
    maxRedirects: 0,
    withXSRFToken: false,
  });
  axiosRetry(instance, { retries: 0 });
  return instance;
}

/** axios leaves out a header that is `false`, and its own default for it. */
function toAxiosHeaders(headers: HeaderMap): AxiosHeaders {
  const axiosHeaders = new AxiosHeaders();
  for (const [name, value] of Object.entries(headers)) axiosHeaders.set(name, value ?? false);
  return axiosHeaders;
}

/** Cookies are credentials: they go to the client's own, and to nobody else. */
function splitHeaders(received: AxiosResponse["headers"]) {
  const headers: Record<string, string> = {};
  const setCookie: string[] = [];
  for (const [name, value] of Object.entries(received)) {
    if (name.toLowerCase() === "set-cookie") setCookie.push(...[value].flat().map(String));
    else headers[name.toLowerCase()] = String(value);
  }
  return { headers, setCookie };
}

function toAxiosResponse<R>(data: R, config: InternalAxiosRequestConfig): AxiosResponse<R> {
  return { data, status: 200, statusText: "", headers: {}, config };
}
