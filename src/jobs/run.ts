import { invalidArgument, isMedusaError, messageOf } from "../errors.js";
import { isLimit, TIMED_OUT, withDeadline } from "../http/deadline.js";
import { throwIfAborted } from "../http/signals.js";
import { randomUuid } from "../http/uuid.js";
import type { AdminBatchJobRes, AdminPostBatchesReq, BatchJob } from "../types/batch-job.js";
import type { HeadersLike, RequestOptions, ResponsePromise } from "../types/http.js";
import { BatchJobCanceledError, BatchJobError, BatchJobTimeoutError } from "./errors.js";
import { DEFAULT_WAIT_TIMEOUT_MS, type WaitOptions } from "./following/options.js";
import { type FollowCalls, waitForJob } from "./following/wait.js";
import { needsConfirmation } from "./job.js";
import { checkRunOptions, type RunOptions } from "./run-options.js";

/** What running needs of a resource. */
export interface RunCalls extends FollowCalls {
  create(
    payload: AdminPostBatchesReq<string>,
    customHeaders?: HeadersLike,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes>;
  confirm(
    id: string,
    customHeaders?: HeadersLike,
    options?: RequestOptions,
  ): ResponsePromise<AdminBatchJobRes>;
}

/** Creates a job, waits for it, has it confirmed if it is a dry run, and waits for its end. */
export async function runJob(
  calls: RunCalls,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions = {},
): Promise<BatchJob> {
  checkRunOptions(options);
  const run = await JobRun.start(calls, payload, options);
  return run.finish();
}

/** A job on its way from its creation to its end, under one deadline. */
export class JobRun {
  /** The job as it was last seen. */
  job: BatchJob;
  readonly #calls: RunCalls;
  readonly #options: RunOptions;
  readonly #startedAt: number;

  /** Creates the job, with a key by which it is found if the answer is lost. */
  static async start(
    calls: RunCalls,
    payload: AdminPostBatchesReq<string>,
    options: RunOptions,
  ): Promise<JobRun> {
    const startedAt = performance.now();
    const { customHeaders, signal, cancelOnAbort, idempotencyKey = randomUuid() } = options;
    throwIfAborted(signal);
    // Whoever wants the job canceled must learn which one it is.
    const request = { idempotencyKey, signal: cancelOnAbort ? undefined : signal };
    try {
      const { batch_job } = await calls.create(asAsked(payload, options), customHeaders, request);
      return new JobRun(calls, options, startedAt, batch_job);
    } catch (error) {
      if (!(isMedusaError(error) && error.ambiguous)) throwIfAborted(signal);
      throw error;
    }
  }

  private constructor(calls: RunCalls, options: RunOptions, startedAt: number, job: BatchJob) {
    this.#calls = calls;
    this.#options = options;
    this.#startedAt = startedAt;
    this.job = job;
  }

  /** Waits for the job, has it confirmed or canceled if it is a dry run, and waits for its end. */
  async finish(): Promise<BatchJob> {
    const { confirm, until } = this.#options;
    if (confirm === undefined) return this.#follow(until);
    await this.#follow("settled");
    if (!needsConfirmation(this.job)) return this.job;
    const answer = typeof confirm === "function" ? await this.#ask(confirm) : confirm;
    if (answer === true) await this.#confirm();
    if (answer === false) {
      await this.#cancel();
      // What was declined must not be taken for what was done.
      throw new BatchJobCanceledError(this.job, { declined: true });
    }
    // Without an answer, the signal has aborted, which ends this wait.
    return this.#follow("finished");
  }

  async #follow(until: WaitOptions["until"]): Promise<BatchJob> {
    const options = { ...this.#options, until, timeout: this.#timeLeft };
    try {
      this.job = await waitForJob(this.#calls, this.job, options);
      return this.job;
    } catch (error) {
      if (error instanceof BatchJobError) this.job = error.job;
      throw error instanceof BatchJobTimeoutError ? this.#timeoutError(error.cause) : error;
    }
  }

  /** What the caller says of the prepared job; `undefined` if the signal aborts before. */
  async #ask(confirm: (job: BatchJob) => unknown): Promise<boolean | undefined> {
    const { signal } = this.#options;
    try {
      const answer = await withDeadline(async () => confirm(this.job), this.#timeLeft, signal);
      if (typeof answer === "boolean") return answer;
      throw invalidArgument(`confirm must return true or false; it returned ${typeof answer}.`);
    } catch (error) {
      if (signal?.aborted) return undefined;
      if (error === TIMED_OUT) throw this.#timeoutError();
      await this.#cancelUndecided(error);
      throw error;
    }
  }

  /** Aborted on its way, a confirmed job would go on and could not be canceled any more. */
  #confirm(): Promise<void> {
    return this.#change("confirm", this.#options.cancelOnAbort ? undefined : this.#options.signal);
  }

  #cancel(): Promise<void> {
    return this.#change("cancel", this.#options.signal);
  }

  async #change(change: "confirm" | "cancel", signal: AbortSignal | undefined): Promise<void> {
    const { customHeaders } = this.#options;
    this.job = (await this.#calls[change](this.job.id, customHeaders, { signal })).batch_job;
  }

  /** A job about which nobody decides must not stay prepared, for anyone to confirm. */
  async #cancelUndecided(cause: unknown): Promise<void> {
    try {
      await this.#cancel();
    } catch (error) {
      const message = `confirm threw (${messageOf(cause)}), and the ${this.job.type} ${this.job.id} could not be canceled: ${messageOf(error)} It may still be confirmed.`;
      throw new BatchJobError(message, this.job, { cause });
    }
  }

  get #timeout(): number {
    return this.#options.timeout ?? DEFAULT_WAIT_TIMEOUT_MS;
  }

  /** Milliseconds; at least 1, since 0 would be no limit. */
  get #timeLeft(): number {
    const elapsed = performance.now() - this.#startedAt;
    return isLimit(this.#timeout) ? Math.max(1, this.#timeout - elapsed) : this.#timeout;
  }

  #timeoutError(cause?: unknown): BatchJobTimeoutError {
    return new BatchJobTimeoutError(this.job, this.#timeout, { cause });
  }
}

/** A confirmation is for dry runs alone. */
function asAsked(
  payload: AdminPostBatchesReq<string>,
  { confirm }: RunOptions,
): AdminPostBatchesReq<string> {
  if (confirm === undefined) return payload;
  if (payload.dry_run === false) {
    throw invalidArgument("confirm is for dry runs: leave dry_run out, or set it to true.");
  }
  return { ...payload, dry_run: true };
}
