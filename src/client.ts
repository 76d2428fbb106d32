import type { MedusaError } from "./errors.js";
import type { Reading } from "./http/answer.js";
import type { ApiKeyHeader } from "./http/api-key.js";
import { type Call, prepareCall, type RequestSpec } from "./http/call.js";
import { type Config, type ResolvedConfig, resolveConfig } from "./http/config.js";
import { Credentials } from "./http/credentials.js";
import { type Download, prepareDownload } from "./http/download.js";
import { toMedusaError } from "./http/explain.js";
import { KeySearch } from "./http/key-search.js";
import { recoverLostAnswer } from "./http/recovery.js";
import { type Break, type CallRecord, type Outcome, Repeater } from "./http/repeat.js";
import type { Rest } from "./http/resume.js";
import { throwIfAborted } from "./http/signals.js";
import { Transport } from "./http/transport.js";
import type { HeadersLike, HttpMethod, RequestOptions, ResponsePromise } from "./types/http.js";

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
  readonly #transport: Transport;
  readonly #repeater: Repeater;
  readonly #keySearch: KeySearch;

  /** @throws MedusaInvalidRequestError if an option is wrong; its message says which, and how. */
  constructor(config: Config = {}) {
    this.#config = resolveConfig(config);
    this.credentials = new Credentials(this.#config);
    this.#transport = new Transport(this.#config);
    this.#repeater = new Repeater(this.#config);
    const make = <R>(call: Call<R>) => this.#outcomeOf(call);
    this.#keySearch = new KeySearch(this.#config, this.credentials, make);
  }

  /** @internal */
  get baseUrl(): string {
    return this.#config.baseUrl;
  }

  /** In which header this client sends its API token, as far as it knows by now: see {@link Config.apiKeyHeader}. */
  get apiKeyHeader(): ApiKeyHeader {
    return this.credentials.apiKey.header;
  }

  /** Sends this publishable key from now on; an empty one is none. */
  setPublishableKey(key: string | null | undefined): void {
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
    customHeaders?: HeadersLike,
  ): ResponsePromise<T> {
    return this.send<T>({ method, path, payload, options, customHeaders });
  }

  /** @internal */
  async send<T>(spec: RequestSpec<T>): ResponsePromise<T> {
    return this.#perform(prepareCall(spec, this.#config, this.credentials));
  }

  /**
   * Opens a file, on the backend or elsewhere. The timeout is for its head; who reads the body minds
   * its pace, and what is to come still when it breaks.
   *
   * @internal
   */
  async download(url: string, options: RequestOptions = {}, rest?: Rest): Promise<Download> {
    const call = prepareDownload(url, options, this.#config, this.credentials, rest);
    let opened = await this.#perform(call, rest?.broke);
    while ("next" in opened) opened = await this.#perform(opened.next);
    return opened;
  }

  /** What was refused for the header of its API token alone is sent once more, with the other. */
  async #perform<R>(call: Call<R>, broke?: Break): Promise<R> {
    const outcome = await this.#outcomeOf(call, broke);
    if ("result" in outcome) return outcome.result;
    const { record } = outcome;
    const keyMoved = await this.#keySearch.isElsewhere(call, record);
    if (!keyMoved || !call.replayable) throw this.#errorOf(call, record, keyMoved);
    const again = call.again();
    const second = await this.#outcomeOf(again);
    if ("result" in second) return second.result;
    throw this.#errorOf(again, second.record);
  }

  async #outcomeOf<R>(call: Call<R>, broke?: Break): Promise<Outcome<R>> {
    throwIfAborted(call.signal);
    const first = broke ?? (await this.#transport.attempt(call));
    if ("result" in first) return first;
    const again = (record: CallRecord) => this.#attemptAgain(call, record);
    const outcome = await this.#repeater.repeat(call, first.failure, again, broke?.attempt);
    if ("result" in outcome) return outcome;
    const result = await recoverLostAnswer(call, outcome.record);
    return result === undefined ? outcome : { result };
  }

  #errorOf<R>(call: Call<R>, record: CallRecord, keyMoved = false): MedusaError {
    const { baseUrl, apiKey, proxy } = this.#config;
    const { apiKeyHeader } = this;
    const carried = this.credentials.kindsIn(call.headers);
    const asked = { ...call, ...record, baseUrl, apiKey, apiKeyHeader, keyMoved, proxy, carried };
    return toMedusaError(record.failure, asked);
  }

  /** Nothing is sent again before it is known what became of it. */
  async #attemptAgain<R>(call: Call<R>, record: Readonly<CallRecord>): Promise<Reading<R>> {
    const result = await recoverLostAnswer(call, record);
    return result === undefined ? this.#transport.attempt(call) : { result };
  }
}
