import { MedusaNotFoundError, MedusaTimeoutError, madeHere, messageOf } from "../../errors.js";
import { isMilliseconds } from "../../http/checks.js";
import type { BatchJob } from "../../types/batch-job.js";
import { BatchJobTimeoutError, endError } from "../errors.js";
import { isFinished, jobOutcome, needsConfirmation } from "../job.js";
import { type Answer, isTransient } from "./ask.js";
import type { WaitOptions } from "./options.js";

/** The default pause between two polls: the first, and the longest, in milliseconds. It grows by half each time, ± 20 %, and starts anew when the job has changed. */
export const DEFAULT_POLL_INTERVAL_MS = { first: 500, longest: 10_000 } as const;

/** No pause between two polls is shorter, whatever is asked for. */
export const MIN_POLL_INTERVAL_MS = 10;

/** A failed job is read again after this many milliseconds: the server adds to its errors. */
export const REREAD_FAILED_AFTER_MS = 1_000;

/** What follows from what was seen: another poll in so many milliseconds, or the end. */
export type Next = { pollIn: number } | Answer;

/** What a wait has seen of its job. Its methods throw what the caller's callbacks do. */
export class JobObserver {
  readonly #options: WaitOptions;
  /** The job as it was last seen. */
  last: BatchJob | undefined;
  /** Settles with the callbacks of the caller's that returned a promise. */
  callbacks: Promise<unknown> = Promise.resolve();
  /** Told of a callback's promise that rejects. */
  onCallbackError: (error: unknown) => void = () => {};
  #lastError: unknown;
  /** How many polls there were since the job last changed. */
  #attempt = 0;

  constructor(options: WaitOptions) {
    this.#options = options;
  }

  /** The job as the caller knew it: only its end is sure to be so still. */
  begin(job: BatchJob): Next {
    this.#show(job);
    return isFinished(job) ? { job } : { pollIn: 0 };
  }

  /** What came of a poll. */
  see(answer: Answer): Next {
    return "job" in answer ? this.#seeJob(answer.job) : this.#seeError(answer.error);
  }

  #seeJob(job: BatchJob): Next {
    const isSecondLook = this.last !== undefined && hasFailed(this.last);
    this.#show(job);
    if (!isWanted(job, this.#options.until)) return this.#pollAgain();
    return hasFailed(job) && !isSecondLook ? { pollIn: REREAD_FAILED_AFTER_MS } : { job };
  }

  #seeError(error: unknown): Next {
    // The second look at a failed job was for more of its errors; that it failed is known.
    if (this.last !== undefined && isFinished(this.last)) return { job: this.last };
    const mayPass = isTransient(error) || (this.last !== undefined && isForeign404(error));
    if (!mayPass) return { error };
    this.#lastError = error;
    return this.#pollAgain();
  }

  /** The end of a wait after so many milliseconds: the job if it has ended, or else an error that says what it hangs in. */
  timeUp(id: string, timeout: number): BatchJob {
    const cause = this.#lastError;
    if (this.last !== undefined) {
      if (isFinished(this.last)) return endOf({ job: this.last });
      throw new BatchJobTimeoutError(this.last, timeout, { cause });
    }
    const reason = cause === undefined ? "" : ` The last try: ${messageOf(cause)}`;
    throw new MedusaTimeoutError(`${id} could not be read within ${timeout} ms.${reason}`, {
      cause,
    });
  }

  #show(job: BatchJob): void {
    const isNew = this.last === undefined || fingerprint(this.last) !== fingerprint(job);
    this.last = job;
    if (!isNew) return;
    this.#attempt = 0;
    this.#attend(this.#options.onUpdate?.(job));
  }

  #pollAgain(): Next {
    const { interval = growingInterval } = this.#options;
    const attempt = this.#attempt++;
    const wanted = typeof interval === "number" ? interval : interval(attempt, this.last);
    this.#attend(wanted);
    // An interval that makes no sense must not make the wait spin.
    const isSense = isMilliseconds(wanted);
    return { pollIn: isSense ? Math.max(MIN_POLL_INTERVAL_MS, wanted) : growingInterval(attempt) };
  }

  /** What a callback returned: a promise, if it is an async function. */
  #attend(returned: unknown): void {
    if (typeof returned !== "object") return;
    this.callbacks = Promise.all([this.callbacks, returned]);
    this.callbacks.catch(this.onCallbackError);
  }
}

function isWanted(job: BatchJob, until: WaitOptions["until"] = "settled"): boolean {
  if (isFinished(job)) return true;
  if (until === "finished") return false;
  return until === "settled" ? needsConfirmation(job) : Boolean(job.pre_processed_at);
}

/**
 * What a wait ends with. To be called where its caller awaits it, so that the stack names the caller: the
 * poller, in its timer, knows of none.
 */
export function endOf(end: Answer): BatchJob {
  if ("error" in end) throw madeHere(end.error);
  const error = endError(end.job);
  if (error !== undefined) throw error;
  return end.job;
}

function hasFailed(job: BatchJob): boolean {
  return jobOutcome(job) === "failed";
}

/** Not Medusa's own: of a proxy, or of a Medusa that is starting, before it has its routes. */
function isForeign404(error: unknown): boolean {
  return error instanceof MedusaNotFoundError && error.type !== "not_found";
}

function growingInterval(attempt: number): number {
  const { first, longest } = DEFAULT_POLL_INTERVAL_MS;
  return Math.min(longest, first * 1.5 ** attempt) * (0.8 + 0.4 * Math.random());
}

/** What makes a change. `updated_at` does not: it is when a transaction began. */
function fingerprint(job: BatchJob): string {
  const { status, result, pre_processed_at, confirmed_at, processing_at } = job;
  const { completed_at, canceled_at, failed_at } = job;
  const began = [pre_processed_at, confirmed_at, processing_at];
  return JSON.stringify([status, began, completed_at, canceled_at, failed_at, result]);
}
