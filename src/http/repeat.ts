import axios, {
  type AxiosInstance,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "axios";
import axiosRetry, { type IAxiosRetryConfig } from "axios-retry";
import type { Reading } from "./answer.js";
import type { Call } from "./call.js";
import type { ResolvedConfig } from "./config.js";
import { withDeadline } from "./deadline.js";
import { type Failure, mayHaveActed } from "./failure.js";
import { decideRetry, type RetryRefusal } from "./retry.js";

/** What became of a call so far: all of it that changes from attempt to attempt. */
export interface CallRecord {
  /** How many attempts were repetitions. */
  attempt: number;
  /** What became of the last attempt. */
  failure: Failure;
  /** An attempt may have acted, and nobody has found out since. */
  unresolved: boolean;
  /** Why there was no other attempt. */
  refusal?: RetryRefusal;
  /** For how long it was looked for, again and again and in vain, in milliseconds. */
  lookedFor?: number;
}

/** An answer that broke when its call had resolved already: its reader asks for another attempt. */
export type Break = Pick<CallRecord, "failure" | "attempt">;

/** What repeating a call comes to. */
export type Outcome<R> = { result: R } | { record: CallRecord };

/**
 * Repeats calls whose first attempt failed. The policy is that of `decideRetry`; axios-retry pauses,
 * abortably, and comes again.
 */
export class Repeater {
  readonly #config: ResolvedConfig;
  readonly #axios: AxiosInstance = axios.create();

  constructor(config: ResolvedConfig) {
    this.#config = config;
    axiosRetry(this.#axios, { retries: 0 });
  }

  /**
   * @param failure What became of the first attempt.
   * @param attempts How many attempts were repetitions before it.
   * @param again Makes another, when it has found out what became of the ones before.
   * @throws `call.signal.reason`, and what `again` or `onRetry` throws.
   */
  async repeat<R>(
    call: Call<R>,
    failure: Failure,
    again: (record: CallRecord) => Promise<Reading<R>>,
    attempts = 0,
  ): Promise<Outcome<R>> {
    const record: CallRecord = { attempt: attempts, failure, unresolved: false };
    let attempt = async (): Promise<Reading<R>> => ({ failure });
    let delay: number | undefined;
    let failed: unknown;
    const adapter = async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
      const reading = await attempt();
      attempt = () => again(record);
      delay = "failure" in reading ? this.#pauseAfter(reading.failure, call, record) : undefined;
      if (delay === undefined) {
        return toAxiosResponse("result" in reading ? reading : { record }, config);
      }
      // By an error that carries its config, axios-retry hears that there is to be another attempt.
      failed = Object.assign(new Error(record.failure.detail), { config });
      throw failed;
    };
    const policy: IAxiosRetryConfig = {
      retries: Number.POSITIVE_INFINITY,
      shouldResetTimeout: true,
      retryCondition: (error: unknown) => error === failed,
      retryDelay: () => delay ?? 0,
      onRetry: () => this.#announce(call, record, delay ?? 0),
    };
    // A signal of its own: axios-retry listens to it in each pause, and many calls may share the caller's.
    const repeating = (signal: AbortSignal) =>
      this.#axios.request<Outcome<R>>({ adapter, signal, "axios-retry": policy });
    return (await withDeadline(repeating, 0, call.signal)).data;
  }

  /** Takes down what became of an attempt. Returns the milliseconds until the next one, if there is to be one. */
  #pauseAfter<R>(failure: Failure, call: Call<R>, record: CallRecord): number | undefined {
    if (call.signal?.aborted) return undefined;
    record.failure = failure;
    record.unresolved ||= call.method !== "GET" && mayHaveActed(failure);
    const limits = { maxRetries: call.maxRetries, maxRetryDelay: this.#config.maxRetryDelay };
    const decision = decideRetry(failure, call, record.attempt, limits);
    if (!decision.retry) {
      record.refusal = decision.why;
      return undefined;
    }
    record.attempt += 1;
    return decision.delay;
  }

  #announce<R>({ method, path, requestId }: Call<R>, record: CallRecord, delay: number) {
    const { attempt, failure } = record;
    const { detail: reason, response } = failure;
    const event = { attempt, delay, method, path, requestId, reason, status: response?.status };
    return this.#config.onRetry?.(event);
  }
}

function toAxiosResponse<R>(data: R, config: InternalAxiosRequestConfig): AxiosResponse<R> {
  return { data, status: 200, statusText: "", headers: {}, config };
}
