import { isMedusaError } from "../errors.js";
import { TIMED_OUT } from "../http/deadline.js";
import { throwIfAborted } from "../http/signals.js";
import type { AdminPostBatchesReq, BatchJob } from "../types/batch-job.js";
import { askConsent, cancelUndecided } from "./consent.js";
import { BatchJobCanceledError, BatchJobError, BatchJobTimeoutError } from "./errors.js";
import type { WaitOptions } from "./following/options.js";
import { waitForJob } from "./following/wait.js";
import { needsConfirmation } from "./job.js";
import { madeUpMarks } from "./once/marks.js";
import type { RunOptions } from "./run-options.js";
import type { Run, RunCalls, RunPlan } from "./run-plan.js";
import { TimeLimit } from "./time-limit.js";

/** Creates a job of its own, waits for it, has it confirmed if it is a dry run, and waits for its end. */
export class JobRun implements Run {
  own: BatchJob | undefined;
  readonly #calls: RunCalls;
  readonly #plan: RunPlan;
  readonly #options: RunOptions;

  constructor(calls: RunCalls, plan: RunPlan, options: RunOptions) {
    this.#calls = calls;
    this.#plan = plan;
    this.#options = options;
  }

  async result(): Promise<BatchJob> {
    const payload = await this.#plan.prepare();
    const time = new TimeLimit(this.#options.timeout);
    const { confirm, until } = this.#options;
    const created = await this.#create(payload);
    if (confirm === undefined) return this.#follow(created, until, time);
    const job = await this.#follow(created, "settled", time);
    if (!needsConfirmation(job)) return job;
    const answer = await this.#ask(confirm, job, time);
    if (answer === false) {
      // What was declined must not be taken for what was done.
      throw new BatchJobCanceledError(await this.#cancel(job), { declined: true });
    }
    // Without an answer, the signal has aborted, which ends this wait.
    return this.#follow(answer ? await this.#confirm(job) : job, "finished", time);
  }

  /** Creates the job, with a key by which it is found if the answer is lost. */
  async #create(payload: AdminPostBatchesReq<string>): Promise<BatchJob> {
    const { customHeaders, signal, cancelOnAbort } = this.#options;
    throwIfAborted(signal);
    // Whoever wants the job canceled must learn which one it is.
    const options = { customHeaders, signal: cancelOnAbort ? undefined : signal };
    try {
      return this.#see(await this.#calls.requestCreate({ payload, marks: madeUpMarks(), options }));
    } catch (error) {
      if (!(isMedusaError(error) && error.ambiguous)) throwIfAborted(signal);
      throw error;
    }
  }

  async #follow(job: BatchJob, until: WaitOptions["until"], time: TimeLimit): Promise<BatchJob> {
    try {
      const options = { ...this.#options, until, timeout: time.left };
      return this.#see({ batch_job: await waitForJob(this.#calls, job, options) });
    } catch (error) {
      if (error instanceof BatchJobError) this.own = error.job;
      throw error instanceof BatchJobTimeoutError ? time.error(error.job, error) : error;
    }
  }

  /** What the caller says of the prepared job; `undefined` if the signal aborts before. */
  async #ask(
    confirm: NonNullable<RunOptions["confirm"]>,
    job: BatchJob,
    time: TimeLimit,
  ): Promise<boolean | undefined> {
    const { signal } = this.#options;
    try {
      return await askConsent(confirm, job, time.left, signal);
    } catch (error) {
      if (signal?.aborted) return undefined;
      if (error === TIMED_OUT) throw time.error(job);
      await cancelUndecided(job, () => this.#cancel(job), error);
      throw error;
    }
  }

  /** Aborted on its way, a confirmed job would go on and could not be canceled any more. */
  async #confirm({ id }: BatchJob): Promise<BatchJob> {
    const { customHeaders, cancelOnAbort, signal } = this.#options;
    const options = { signal: cancelOnAbort ? undefined : signal };
    return this.#see(await this.#calls.confirm(id, customHeaders, options));
  }

  async #cancel({ id }: BatchJob): Promise<BatchJob> {
    const { customHeaders, signal } = this.#options;
    return this.#see(await this.#calls.cancel(id, customHeaders, { signal }));
  }

  #see({ batch_job }: { batch_job: BatchJob }): BatchJob {
    this.own = batch_job;
    return batch_job;
  }
}
