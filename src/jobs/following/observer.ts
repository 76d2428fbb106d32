import { MedusaTimeoutError, madeHere, messageOf } from "../../errors.js";
import { Patience } from "../../http/may-pass.js";
import type { BatchJob } from "../../types/batch-job.js";
import { BatchJobTimeoutError, endError } from "../errors.js";
import { isFinished, jobOutcome, needsConfirmation } from "../job.js";
import type { Answer } from "./ask.js";
import type { LastLook } from "./last-look.js";
import type { WaitOptions } from "./options.js";
import { Pace } from "./pace.js";

/** A failed job is read again after this many milliseconds: the server adds to its errors. */
export const REREAD_FAILED_AFTER_MS = 1_000;

/** What follows from what was seen: another poll in so many milliseconds, or the end. */
export type Next = { pollIn: number } | Answer;

/** What a wait has seen of its job. Its methods throw what the caller's callbacks do. */
export class JobObserver {
  readonly #options: WaitOptions;
  readonly pace: Pace;
  /** The job as it was last seen. */
  last: BatchJob | undefined;
  #lastError: unknown;
  readonly #patience = new Patience();
  /** The last poll failed. */
  #isOut = false;

  constructor(options: WaitOptions) {
    this.#options = options;
    this.pace = new Pace(options);
  }

  /** The job as the caller knew it: only its end is sure to be so still. */
  begin(job: BatchJob): Next {
    this.show(job);
    return isFinished(job) ? { job } : { pollIn: 0 };
  }

  /** What came of a poll. @param atLeast Milliseconds that there will be none. */
  see(answer: Answer, atLeast = 0): Next {
    this.#isOut = "error" in answer;
    return "job" in answer
      ? this.#seeJob(answer.job, atLeast)
      : this.#seeError(answer.error, atLeast);
  }

  #seeJob(job: BatchJob, atLeast: number): Next {
    this.#patience.renew();
    const isSecondLook = this.last !== undefined && hasFailed(this.last);
    this.show(job);
    const pause = this.#pauseAfter(job, isSecondLook);
    const nextIn = pause === undefined ? undefined : Math.max(pause, atLeast);
    this.pace.tell({ job, nextIn });
    return nextIn === undefined ? { job } : { pollIn: nextIn };
  }

  #pauseAfter(job: BatchJob, isSecondLook: boolean): number | undefined {
    if (!isWanted(job, this.#options.until)) return this.pace.pause(job);
    return hasFailed(job) && !isSecondLook ? REREAD_FAILED_AFTER_MS : undefined;
  }

  #seeError(error: unknown, atLeast: number): Next {
    const job = this.last;
    // The second look at a failed job was for more of its errors; that it failed is known.
    if (job !== undefined && isFinished(job)) return { job };
    if (!this.#patience.mayPass(error, job !== undefined)) return { error };
    this.#lastError = error;
    const nextIn = Math.max(this.pace.pause(job), atLeast);
    this.pace.tell({ job, error, nextIn });
    return { pollIn: nextIn };
  }

  /** The end of a wait after so many milliseconds: the job if it has ended, or else an error that says what it hangs in. */
  async timeUp(id: string, timeout: number, look: LastLook): Promise<BatchJob> {
    const cause = this.#lastError;
    const job = this.last;
    if (job !== undefined) {
      if (isFinished(job)) return endOf({ job });
      const hold = this.#isOut ? undefined : await look.at(job, this.#options);
      throw new BatchJobTimeoutError(job, timeout, { cause, hold });
    }
    const reason = cause === undefined ? "" : ` The last try: ${messageOf(cause)}`;
    throw new MedusaTimeoutError(`${id} could not be read within ${timeout} ms.${reason}`, {
      cause,
    });
  }

  /** Tells of the job, if that is news. */
  show(job: BatchJob): void {
    const isNew = this.last === undefined || fingerprint(this.last) !== fingerprint(job);
    this.last = job;
    if (!isNew) return;
    this.pace.quicken();
    this.pace.attend(this.#options.onUpdate?.(job));
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

/** What makes a change. `updated_at` does not: it is when a transaction began. */
export function fingerprint(job: BatchJob): string {
  const { id, status, result, pre_processed_at, confirmed_at, processing_at } = job;
  const { completed_at, canceled_at, failed_at } = job;
  const began = [pre_processed_at, confirmed_at, processing_at];
  return JSON.stringify([id, status, began, completed_at, canceled_at, failed_at, result]);
}
