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
}

/** What repeating a call comes to. */
export type Outcome<R> = { result: R } | { record: CallRecord };

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
   * @param again Makes another, when it has found out what became of the ones before.
   * @throws `call.signal.reason`, and what `again` or `onRetry` throws.
   */
  async repeat<R>(
    call: Call<R>,
    failure: Failure,
    again: (record: CallRecord) => Promise<Reading<R>>,
  ): Promise<Outcome<R>> {
    const record: CallRecord = { attempt: 0, failure, unresolved: false };
    let attempt = async (): Promise<Reading<R>> => ({ failure });
    const request = {
      adapter: async (config: InternalAxiosRequestConfig) => {
        const reading = await attempt();
        attempt = () => again(record);
        if ("failure" in reading) throw new AttemptFailed(reading.failure, config);
        return toAxiosResponse(reading.result, config);
      },
      "axios-retry": this.#policy(call, record),
    };
    try {
      // A signal of its own: axios-retry listens to it in each pause, and many calls may share the caller's.
      const repeating = (signal: AbortSignal) => this.#axios.request<R>({ ...request, signal });
      const { data } = await withDeadline(repeating, 0, call.signal);
      return { result: data };
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!(error instanceof AttemptFailed)) throw error;
      return { record };
    }
  }

  /** axios-retry counts nothing of its own: it asks here after each attempt. */
  #policy<R>(call: Call<R>, record: CallRecord): IAxiosRetryConfig {
    const limits = { maxRetries: call.maxRetries, maxRetryDelay: this.#config.maxRetryDelay };
    let delay = 0;
    return {
      retries: Number.POSITIVE_INFINITY,
      shouldResetTimeout: true,
      retryCondition: (error: unknown) => {
        if (call.signal?.aborted || !(error instanceof AttemptFailed)) return false;
        record.failure = error.failure;
        record.unresolved = isUnresolved(call, record);
        const decision = decideRetry(record.failure, call, record.attempt, limits);
        if (!decision.retry) {
          record.refusal = decision.why;
          return false;
        }
        record.attempt += 1;
        delay = decision.delay;
        return true;
      },
      retryDelay: () => delay,
      onRetry: () =>
        this.#config.onRetry?.({
          attempt: record.attempt,
          delay,
          method: call.method,
          path: call.path,
          requestId: call.requestId,
          reason: record.failure.detail,
          status: record.failure.response?.status,
        }),
    };
  }
}

/** Where there is a way to find out, each further attempt begins with it. */
function isUnresolved<R>(
  { method, recover }: Call<R>,
  { failure, unresolved }: CallRecord,
): boolean {
  if (method !== "GET" && mayHaveActed(failure)) return true;
  return unresolved && recover === undefined;
}

function toAxiosResponse<R>(data: R, config: InternalAxiosRequestConfig): AxiosResponse<R> {
  return { data, status: 200, statusText: "", headers: {}, config };
}
