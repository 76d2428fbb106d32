import { brand } from "../brand.js";
import type { BatchJob } from "../types/batch-job.js";
import { explained } from "./causes.js";
import { type JobHold, whatItHangsIn } from "./hold.js";
import { type JobError, jobApplied, jobErrors, jobOutcome } from "./job.js";

/** A job that did not come to what was waited for. */
export class BatchJobError extends Error {
  /** The job as it was last seen. */
  readonly job: BatchJob;

  constructor(message: string, job: BatchJob, options?: ErrorOptions) {
    super(message, options);
    this.job = job;
  }

  /** Whether the job's work took effect all the same; `undefined` where nobody knows (yet), as {@link jobApplied} says. */
  get applied(): boolean | undefined {
    return jobApplied(this.job);
  }

  /** For logs: name, message and `applied` (`null` where nobody knows) too, which `JSON.stringify` would leave out. */
  toJSON(): object {
    const { name, message, applied = null } = this;
    return Object.assign({ name, message, applied }, this);
  }
}

/** The job failed; its work was rolled back unless `applied`. */
export class BatchJobFailedError extends BatchJobError {
  /** What went wrong, each thing once. */
  readonly errors: JobError[];

  constructor(job: BatchJob) {
    const errors = jobErrors(job);
    const reasons = explained(errors.map(({ message }) => message));
    super(`The ${job.type} ${job.id} failed: ${reasons || "the server does not say why"}`, job);
    this.errors = errors;
  }
}

/** What is known of a cancel beside the job. */
export interface CancelDetails extends ErrorOptions {
  /** The caller's own `confirm` said no. Default: false. */
  declined?: boolean | undefined;
  /** Somebody else canceled it, before this call with its key. Default: false. */
  stopped?: boolean | undefined;
}

/**
 * The job was canceled; if it was processing by then, its work is `applied`, and if it may have been, `applied`
 * is `undefined`. Its `cause` is `signal.reason` where an abort canceled it.
 */
export class BatchJobCanceledError extends BatchJobError {
  /** Whether it was the caller's own `confirm` that said no. */
  readonly declined: boolean;
  /** Whether somebody else had stopped it, before this call with its key: nothing was created. */
  readonly stopped: boolean;

  constructor(
    job: BatchJob,
    { declined = false, stopped = false, ...options }: CancelDetails = {},
  ) {
    const why = declined ? ", since confirm said no" : "";
    const told = stopped ? ` ${SOMEONE_STOPPED_IT}` : "";
    super(`The ${job.type} ${job.id} was canceled${why}${whatBecameOf(job)}.${told}`, job, options);
    this.declined = declined;
    this.stopped = stopped;
  }
}

/**
 * The error for a job that ended otherwise than completed; `undefined` for any other.
 *
 * @param details What is known of its cancel, if it was canceled.
 */
export function endError(
  job: BatchJob,
  details?: CancelDetails,
): BatchJobFailedError | BatchJobCanceledError | undefined {
  switch (jobOutcome(job)) {
    case "failed":
      return new BatchJobFailedError(job);
    case "canceled":
      return new BatchJobCanceledError(job, details);
    default:
      return undefined;
  }
}

/** Whether an error says how a job ended. */
export function isEndError(error: unknown): error is BatchJobFailedError | BatchJobCanceledError {
  return error instanceof BatchJobFailedError || error instanceof BatchJobCanceledError;
}

/** What is known of a wait that is over beside the job. */
export interface TimeoutDetails extends ErrorOptions {
  hold?: JobHold | undefined;
}

/** The job did not end in time. It may still be running: the wait is over, not the work. */
export class BatchJobTimeoutError extends BatchJobError {
  /** What the user's other jobs tell of it; `undefined` where they were not, or could not be, looked at. */
  readonly hold: JobHold | undefined;

  constructor(job: BatchJob, timeout: number, { hold, ...options }: TimeoutDetails = {}) {
    super(`The ${job.type} ${job.id} is ${inTime(job, timeout, hold)}`, job, options);
    this.hold = hold;
  }
}

brand({ BatchJobError, BatchJobFailedError, BatchJobCanceledError, BatchJobTimeoutError });

/** Whether a value is a {@link BatchJobError}, also of another copy of the package. */
export function isBatchJobError(value: unknown): value is BatchJobError {
  return value instanceof BatchJobError;
}

/** How far a job has come. One that has ended is that of a key: there may be others, of which one counts. */
function inTime(job: BatchJob, timeout: number, hold: JobHold | undefined): string {
  const { status } = job;
  return status === "completed" || status === "failed"
    ? `${status}, but what else there is of its key could not be looked at within ${timeout} ms. Call again, with the same key.`
    : `still ${status} after ${timeout} ms. ${whatItHangsIn(job, hold)} It may still go on: retrieve it to find out.`;
}

/** What a cancel has come to. */
function whatBecameOf(job: BatchJob): string {
  switch (jobApplied(job)) {
    case true:
      return " while it was processing: its work took effect";
    case undefined:
      return ", perhaps too late: Medusa does not say whether its work took effect. Look in the shop before you run it again";
    case false:
      return "";
  }
}

const SOMEONE_STOPPED_IT =
  'Someone stopped it, so nothing is created for its key. To do it all the same, pass rerun: ["failed", "canceled"], or another key.';
