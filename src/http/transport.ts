import axios, {
  type AxiosAdapter,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "axios";
import type { Reading } from "./answer.js";
import type { Call } from "./call.js";
import type { ResolvedConfig } from "./config.js";
import { splitSetCookie } from "./cookies.js";
import { withDeadline } from "./deadline.js";
import { type Departure, type Watched, watchedTransport } from "./departure.js";
import { type Failure, toFailure } from "./failure.js";
import type { HeaderMap } from "./headers.js";
import { isObject } from "./kinds.js";
import { hasStreams } from "./streams.js";

/** The largest answer that is read, in bytes: a list of some ten thousand jobs. */
export const MAX_ANSWER_BYTES = 50 * 1024 * 1024;

/** The first that the runtime has. Node's own knows agents and proxies; fetch hands over streams. */
const ADAPTERS = ["http", "fetch", "xhr"];

/** Where there are no streams, fetch has nothing that XMLHttpRequest has not; an answer is whole there. */
const PLAIN_ADAPTERS = ["xhr", "http"];

/** Of fetch, only one that streams its body could tell of it: Chromium streams none over HTTP/1.1. */
const PROGRESS_ADAPTERS = ["http", "xhr", withoutProgress];

/** What an attempt sets: a copy of defaults that have these keys costs a tenth of one that adds them. */
const EMPTY_REQUEST = {
  method: undefined,
  url: undefined,
  baseURL: undefined,
  data: undefined,
  onUploadProgress: undefined,
  headers: undefined,
  responseType: undefined,
  withCredentials: undefined,
  signal: undefined,
  departure: undefined,
  transport: undefined,
};

type AxiosDefaults = Omit<InternalAxiosRequestConfig, "headers">;

/**
 * Makes one attempt at a call: adapter, deadline, answer. It goes straight to axios's adapter, since
 * all of axios around it would cost as much as the SDK.
 */
export class Transport {
  readonly #defaults: AxiosDefaults;
  readonly #adapter: AxiosAdapter;
  readonly #progressAdapter: AxiosAdapter;
  readonly #streamAdapter: AxiosAdapter;
  readonly #isAxiosOwn: boolean;

  constructor(config: ResolvedConfig) {
    this.#defaults = axiosDefaults(config);
    this.#isAxiosOwn = config.axiosAdapter === undefined;
    const choose = (adapters: typeof PROGRESS_ADAPTERS) =>
      config.axiosAdapter ?? (hasStreams() ? adapters : PLAIN_ADAPTERS);
    this.#adapter = axios.getAdapter(choose(ADAPTERS));
    this.#progressAdapter = axios.getAdapter(choose(PROGRESS_ADAPTERS));
    this.#streamAdapter = axios.getAdapter(choose(ADAPTERS), {
      env: { fetch: fetchStreamable },
    });
  }

  /** Sends a call once. What goes wrong is a failure, free of secrets, and never an exception. */
  async attempt<R>(call: Call<R>): Promise<Reading<R>> {
    const reading = await this.#send(call);
    return "failure" in reading ? { failure: call.redact(reading.failure) } : reading;
  }

  async #send<R>(call: Call<R>): Promise<Reading<R>> {
    const departure: Departure = {};
    let answer: AxiosResponse;
    try {
      const send = this.#adapterFor(call);
      answer = await withDeadline(
        (signal) => send(this.#toAxiosConfig(call, signal, departure)),
        call.timeout,
        call.signal,
      );
    } catch (error) {
      departure.abandon?.();
      return { failure: toFailure(error, departure.sent) };
    }
    if (departure.refused) return { failure: refusedByProxy(answer) };
    const { headers, setCookie } = splitHeaders(answer.headers);
    const { status, statusText = "", data } = answer;
    if (setCookie.length > 0) call.keepCookies?.(setCookie, status);
    return call.read({ status, statusText, headers, data });
  }

  #adapterFor<R>({ responseType, onUploadProgress }: Call<R>): AxiosAdapter {
    if (responseType === "stream") return this.#streamAdapter;
    return onUploadProgress === undefined ? this.#adapter : this.#progressAdapter;
  }

  #toAxiosConfig<R>(
    call: Call<R>,
    signal: AbortSignal,
    departure: Departure,
  ): InternalAxiosRequestConfig & Watched {
    return {
      ...this.#defaults,
      method: call.method.toLowerCase(),
      url: call.url,
      baseURL: call.baseUrl,
      data: call.body,
      onUploadProgress: call.onUploadProgress,
      headers: toAxiosHeaders(call.headers),
      responseType:
        call.responseType === "stream" && !hasStreams() ? "arraybuffer" : call.responseType,
      maxContentLength: call.responseType === "stream" ? -1 : MAX_ANSWER_BYTES,
      withCredentials: call.withCredentials,
      signal,
      departure,
      transport: this.#isAxiosOwn ? watchedTransport(departure) : undefined,
    };
  }
}

/** Where there is fetch alone, nobody tells. */
function withoutProgress(config: InternalAxiosRequestConfig): ReturnType<AxiosAdapter> {
  return axios.getAdapter("fetch")({ ...config, onUploadProgress: undefined });
}

function axiosDefaults({ httpAgent, httpsAgent, proxy }: ResolvedConfig): AxiosDefaults {
  const { headers: _own, ...defaults } = axios.defaults;
  return {
    ...defaults,
    ...EMPTY_REQUEST,
    httpAgent,
    httpsAgent,
    proxy,
    transformRequest: [],
    transformResponse: [],
    // Answers are judged by readAnswer alone; adapters of users find a function here, and call it.
    validateStatus: () => true,
    // A redirect would take the credentials along, wherever it leads.
    maxRedirects: 0,
    withXSRFToken: false,
  };
}

/** A proxy's no to a tunnel says nothing of the backend, whatever its status. */
function refusedByProxy({ status, statusText }: AxiosResponse): Failure {
  return toFailure(new Error(`the proxy answered ${status} ${statusText}`.trimEnd()), false);
}

/**
 * axios asks at import whether answers can be streamed, when Cloudflare's Workers allow no stream yet, and
 * takes a no for good; then it looks for a method of the answer. And browsers tell no script where a
 * redirect leads: where nothing secret goes along, they are left to follow it.
 */
export async function fetchStreamable(
  ...request: Parameters<typeof fetch>
): ReturnType<typeof fetch> {
  let response = await fetch(...request);
  const [asked] = request;
  if (
    response.type === "opaqueredirect" &&
    isObject(asked) &&
    "credentials" in asked &&
    asked.credentials === "omit"
  ) {
    response = await fetch(new Request(asked, { redirect: "follow" }));
  }
  return Object.assign(response, { stream: () => response.body });
}

/** axios leaves out a header that is `false`, and its own default for it. */
function toAxiosHeaders(headers: HeaderMap): AxiosHeaders {
  const axiosHeaders = new AxiosHeaders();
  for (const [name, value] of Object.entries(headers)) axiosHeaders.set(name, value ?? false);
  return axiosHeaders;
}

/**
 * Cookies are credentials: they go to the client's own, and to nobody else. An adapter of the user's may name
 * no headers at all.
 */
function splitHeaders(received: AxiosResponse["headers"] = {}) {
  const headers: Record<string, string> = {};
  const setCookie: string[] = [];
  for (const [name, value] of Object.entries(received)) {
    if (name.toLowerCase() === "set-cookie") setCookie.push(...splitSetCookie(value));
    else headers[name.toLowerCase()] = String(value);
  }
  return { headers, setCookie };
}
