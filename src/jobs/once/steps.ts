import { isMedusaError, type MedusaError, MedusaTimeoutError } from "../../errors.js";
import { pause, TIMED_OUT, withDeadline } from "../../http/deadline.js";
import { throwIfAborted } from "../../http/signals.js";
import type { AdminPostBatchesReq, BatchJob } from "../../types/batch-job.js";
import { askConsent, cancelUndecided } from "../consent.js";
import { BatchJobTimeoutError, isBatchJobError, isEndError } from "../errors.js";
import { cancelAborted } from "../following/abort.js";
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
  /** The job that it has created, as it was last seen. */
  own: BatchJob | undefined;
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
      throw error === TIMED_OUT ? await this.#timeUp() : error;
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
    this.own = batch_job;
    this.observer.show(batch_job);
    return batch_job;
  }

  /** A list that does not show what was created just now, as that of a read replica, must not make it be created again. */
  withOwn(jobs: BatchJob[]): BatchJob[] {
    const { own } = this;
    if (own === undefined) return jobs;
    this.own = jobs.find(({ id }) => id === own.id) ?? own;
    return jobs.includes(this.own) ? jobs : [this.own, ...jobs];
  }

  /** Follows a job to its end. What that is comes out at the next look. */
  async follow(job: BatchJob): Promise<void> {
    const time = { timeout: this.#time.left, until: "finished", cancelOnAbort: false } as const;
    try {
      await waitForJob(this.#calls, job, { ...this.#options, ...time }, this.observer);
    } catch (error) {
      if (error instanceof BatchJobTimeoutError) throw this.#time.error(error.job, error);
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
      if (error === TIMED_OUT) throw await this.#timeUp();
      await cancelUndecided(job, () => this.#request("cancel", job, signal), error);
      throw error;
    }
  }

  /**
   * Confirms a job, unless the server refuses. One that may still be on its way is never sent again; and whoever
   * would have to cancel what it does waits for it.
   */
  async confirm(job: BatchJob): Promise<void> {
    const { cancelOnAbort, signal } = this.#options;
    this.observer.show(job);
    throwIfAborted(signal);
    try {
      if (cancelOnAbort) await this.#request("confirm", job);
      else await this.inTime((ended) => this.#request("confirm", job, ended));
    } catch (error) {
      if (isMedusaError(error) && error.ambiguous) throw error;
      await this.#rest(error);
    }
  }

  async cancel(job: BatchJob): Promise<void> {
    try {
      await this.inTime((ended) => this.#request("cancel", job, ended));
    } catch (error) {
      await this.#rest(error);
    }
  }

  /** Cancels what nobody needs any more, if it can be done. */
  async drop(job: BatchJob): Promise<void> {
    if (isFinished(job)) return;
    try {
      await this.inTime((ended) => this.#request("cancel", job, ended));
    } catch {
      throwIfAborted(this.#options.signal);
    }
  }

  /** @throws What {@link cancelAborted} throws. */
  async cancelAborted(job: BatchJob): Promise<BatchJob> {
    try {
      return await cancelAborted(this.#calls, job, this.#options);
    } catch (error) {
      if (isBatchJobError(error)) this.own = error.job;
      throw error;
    }
  }

  /** What became of a change that failed, the next look tells; what failed otherwise ends the run. */
  async #rest(error: unknown): Promise<void> {
    throwIfAborted(this.#options.signal);
    if (!isMedusaError(error)) throw error;
    await this.pause(error);
  }

  async #request(
    change: "confirm" | "cancel",
    { id }: BatchJob,
    signal?: AbortSignal,
  ): Promise<void> {
    const { customHeaders } = this.#options;
    const { batch_job } = await this.#calls[change](id, customHeaders, { signal });
    if (id === this.own?.id) this.own = batch_job;
  }

  #listen(): void {
    this.observer.pace.onCallbackError = (error) => {
      this.#callbackError ??= { error };
    };
  }

  async #timeUp(): Promise<Error> {
    const { last: job } = this.observer;
    const cause = this.#trouble;
    if (job !== undefined) {
      const hold = cause ? undefined : await this.#calls.poller.lastLook.at(job, this.#options);
      return this.#time.error(job, { cause, hold });
    }
    const message = `The jobs of the key could not be listed within ${this.#time.timeout} ms.`;
    return new MedusaTimeoutError(message, { cause });
  }
}
