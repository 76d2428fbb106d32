import { isMedusaError, type MedusaError, MedusaTimeoutError } from "../../errors.js";
import { pause, TIMED_OUT, withDeadline } from "../../http/deadline.js";
import { throwIfAborted } from "../../http/signals.js";
import type { AdminPostBatchesReq, BatchJob } from "../../types/batch-job.js";
import { askConsent, cancelUndecided } from "../consent.js";
import { BatchJobTimeoutError, isEndError } from "../errors.js";
import { JobObserver } from "../following/observer.js";
import { waitForJob } from "../following/wait.js";
import { isFinished } from "../job.js";
import type { RunOptions } from "../run-options.js";
import type { RunCalls } from "../run-plan.js";
import { TimeLimit } from "../time-limit.js";
import type { Marks } from "./marks.js";

/** The steps of a run with a key: each of them once, in its time, and told to the caller. */
export class KeyedSteps {
  readonly observer: JobObserver;
  readonly #calls: RunCalls;
  readonly #options: RunOptions;
  #time: TimeLimit;
  /** Why it could not go on at last. */
  #trouble: MedusaError | undefined;
  #callbackError: { error: unknown } | undefined;

  constructor(calls: RunCalls, options: RunOptions) {
    this.#calls = calls;
    this.#options = options;
    this.#time = new TimeLimit(options.timeout);
    this.observer = new JobObserver(options);
    this.#listen();
  }

  /** @throws BatchJobTimeoutError that names the job, when the time of the run is up. */
  async inTime<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#callbackError !== undefined) throw this.#callbackError.error;
    try {
      return await withDeadline(run, this.#time.left, this.#options.signal);
    } catch (error) {
      throw error === TIMED_OUT ? this.#timeUp() : error;
    }
  }

  /** @param trouble Why the last step came to nothing. */
  async pause(trouble?: MedusaError): Promise<void> {
    const { pace, last: job } = this.observer;
    const nextIn = Math.max(pace.pause(job), trouble?.retryAfter ?? 0);
    this.#trouble = trouble;
    pace.tell({ job, error: trouble, nextIn });
    await this.inTime((ended) => pause(nextIn, ended));
  }

  /** Aborted on its way, it would leave a job that nobody knows of: whoever wants that canceled waits for it. */
  async create(payload: AdminPostBatchesReq<string>, marks: Marks): Promise<BatchJob> {
    const { customHeaders, signal, cancelOnAbort } = this.#options;
    throwIfAborted(signal);
    // The time that an upload took is not the job's.
    this.#time = new TimeLimit(this.#options.timeout);
    const options = { customHeaders, signal: cancelOnAbort ? undefined : signal };
    const { batch_job } = await this.#calls.requestCreate({ payload, marks, options });
    this.observer.show(batch_job);
    return batch_job;
  }

  /** Follows a job to its end. What that is comes out at the next look. */
  async follow(job: BatchJob): Promise<void> {
    const time = { timeout: this.#time.left, until: "finished", cancelOnAbort: false } as const;
    try {
      await waitForJob(this.#calls, job, { ...this.#options, ...time }, this.observer);
    } catch (error) {
      if (error instanceof BatchJobTimeoutError) throw this.#time.error(error.job, error.cause);
      if (!isEndError(error)) throw error;
    } finally {
      this.#listen();
    }
  }

  /** What the caller says of a prepared job. */
  async ask(job: BatchJob): Promise<boolean> {
    const { confirm = true, signal } = this.#options;
    this.observer.show(job);
    try {
      return await askConsent(confirm, job, this.#time.left, signal);
    } catch (error) {
      throwIfAborted(signal);
      if (error === TIMED_OUT) throw this.#timeUp();
      await cancelUndecided(job, () => this.#request("cancel", job, signal), error);
      throw error;
    }
  }

  /** A confirm that may still be on its way is never sent again, and is not aborted on its way by who would then have to cancel what it does. */
  async confirm(job: BatchJob): Promise<void> {
    const { cancelOnAbort, signal } = this.#options;
    this.observer.show(job);
    await this.#change((ended) => this.#request("confirm", job, cancelOnAbort ? undefined : ended));
    throwIfAborted(signal);
  }

  async cancel(job: BatchJob): Promise<void> {
    await this.#change((ended) => this.#request("cancel", job, ended));
  }

  /** Cancels what nobody needs any more, if it can be done. Returns the job as it was last seen. */
  async drop(job: BatchJob): Promise<BatchJob> {
    if (isFinished(job)) return job;
    try {
      return await this.#request("cancel", job, this.#options.signal);
    } catch {
      throwIfAborted(this.#options.signal);
      return job;
    }
  }

  /** Of what the server answers, a refusal too, the next look tells more. */
  async #change(request: (ended: AbortSignal) => Promise<BatchJob>): Promise<void> {
    try {
      await this.inTime(request);
    } catch (error) {
      throwIfAborted(this.#options.signal);
      if (!isMedusaError(error) || error.ambiguous) throw error;
      await this.pause(error);
    }
  }

  async #request(
    change: "confirm" | "cancel",
    { id }: BatchJob,
    signal: AbortSignal | undefined,
  ): Promise<BatchJob> {
    const { customHeaders } = this.#options;
    return (await this.#calls[change](id, customHeaders, { signal })).batch_job;
  }

  #listen(): void {
    this.observer.pace.onCallbackError = (error) => {
      this.#callbackError ??= { error };
    };
  }

  #timeUp(): Error {
    const { last: job } = this.observer;
    const cause = this.#trouble;
    if (job !== undefined) return this.#time.error(job, cause);
    const message = `The jobs of the key could not be listed within ${this.#time.timeout} ms.`;
    return new MedusaTimeoutError(message, { cause });
  }
}
