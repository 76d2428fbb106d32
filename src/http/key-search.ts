import type { ApiKey } from "./api-key.js";
import { type Call, prepareCall } from "./call.js";
import type { ResolvedConfig } from "./config.js";
import type { Credentials } from "./credentials.js";
import { TIMED_OUT } from "./deadline.js";
import type { CallRecord, Outcome } from "./repeat.js";
import { SharedCall } from "./shared-call.js";

/**
 * What is asked. Not `/admin/auth`: up to Medusa 1.16 it shows the user of a session alone, and answers 400 to
 * an API token.
 */
const QUESTION = {
  method: "GET",
  path: "/admin/batch-jobs?limit=1",
  bodyKey: "batch_jobs",
} as const;

/** What a refused call may have carried that belongs to its body. */
const NO_BODY = { "content-type": null, "idempotency-key": null };

/** Makes a call, and repeats it as the client does. */
type Make = <R>(call: Call<R>) => Promise<Outcome<R>>;

/**
 * Finds out, with one request, whether a server that refused an API token takes it in the other header. To one
 * that it does not look for, Medusa answers 401, as to a wrong token.
 */
export class KeySearch {
  readonly #config: ResolvedConfig;
  readonly #credentials: Credentials;
  readonly #make: Make;
  #asking: SharedCall<void> | undefined;

  constructor(config: ResolvedConfig, credentials: Credentials, make: Make) {
    this.#config = config;
    this.#credentials = credentials;
    this.#make = make;
  }

  /**
   * Whether a call was refused for the header of its API token alone: made again, it carries it in the other one.
   *
   * @throws `call.signal.reason`
   */
  async isElsewhere<R>(call: Call<R>, { failure, unresolved }: CallRecord): Promise<boolean> {
    if (failure.response?.status !== 401 || unresolved) return false;
    const { apiKey } = this.#credentials;
    const header = this.#credentials.headerOfKeyAlone(call.headers);
    if (header === undefined) return false;
    // Another call may have found it meanwhile.
    if (header === apiKey.header && apiKey.mayMove) await this.#search(call, apiKey);
    return header !== apiKey.header;
  }

  /** One question for all calls that are refused at the same time; each waits as long as it would for an answer. */
  async #search<R>(call: Call<R>, apiKey: ApiKey): Promise<void> {
    this.#asking ??= new SharedCall(
      (signal) => this.#ask(call, apiKey, signal),
      () => {
        this.#asking = undefined;
      },
    );
    try {
      await this.#asking.join(call.signal, call.timeout);
    } catch (error) {
      if (error !== TIMED_OUT) throw error;
    }
  }

  /** With the headers of the call: what stands before Medusa may want them. An outage says nothing. */
  async #ask<R>({ headers }: Call<R>, apiKey: ApiKey, signal: AbortSignal): Promise<void> {
    const other = apiKey.otherHeader;
    const moved = { [apiKey.header]: null, ...apiKey.headers(other) };
    const options = { customHeaders: { ...headers, ...NO_BODY, ...moved }, signal };
    const question = prepareCall({ ...QUESTION, options }, this.#config, this.#credentials);
    const outcome = await this.#make(question);
    if ("result" in outcome) apiKey.moveTo(other);
    else if (outcome.record.failure.response?.status === 401) apiKey.giveUp();
  }
}
