import { brand } from "../brand.js";
import type { BatchJob } from "../types/batch-job.js";
import { explained } from "./causes.js";
import { type JobError, jobApplied, jobErrors, jobOutcome } from "./job.js";

/** A job that did not come to what was waited for. */
export class BatchJobError extends Error {
  /** The job as it was last seen. */
  readonly job: BatchJob;

  constructor(message: string, job: BatchJob, options?: ErrorOptions) {
    super(message, options);
    this.job = job;
  }

  /** Whether the job's work took effect all the same. */
  get applied(): boolean {
    return jobApplied(this.job);
  }

  /** For logs: name, message and `applied` too, which `JSON.stringify` would leave out. */
  toJSON(): object {
    const { name, message, applied } = this;
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
 * The job was canceled; if it was processing by then, its work is `applied`. Its `cause` is
 * `signal.reason` where an abort canceled it.
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
    const applied = jobApplied(job) ? " while it was processing: its work took effect" : "";
    const told = stopped ? ` ${SOMEONE_STOPPED_IT}` : "";
    super(`The ${job.type} ${job.id} was canceled${why}${applied}.${told}`, job, options);
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

/** The job did not end in time. It may still be running: the wait is over, not the work. */
export class BatchJobTimeoutError extends BatchJobError {
  constructor(job: BatchJob, timeout: number, options?: ErrorOptions) {
    super(
      `The ${job.type} ${job.id} is still ${job.status} after ${timeout} ms. ${whatItHangsIn(job)} It may still go on: retrieve it to find out.`,
      job,
      options,
    );
  }
}

brand({ BatchJobError, BatchJobFailedError, BatchJobCanceledError, BatchJobTimeoutError });

/** Whether a value is a {@link BatchJobError}, also of another copy of the package. */
export function isBatchJobError(value: unknown): value is BatchJobError {
  return value instanceof BatchJobError;
}

const SOMEONE_STOPPED_IT =
  'Someone stopped it, so nothing is created for its key. To do it all the same, pass rerun: ["failed", "canceled"], or another key.';

/** What the state that a job hangs in usually means on a Medusa server. */
function whatItHangsIn(job: BatchJob): string {
  switch (job.status) {
    case "created":
      return QUEUED + (typeof job.context?.fileKey === "string" ? WRONG_FILE_KEY : "") + LOST_EVENT;
    case "pre_processed":
      return "A dry run waits there until someone confirms it.";
    case "confirmed":
    case "processing":
      return "It is in progress, or queued behind others, or the server was stopped while it was: on a Redis event bus Medusa takes such a job up again by itself, on the local one never. If Postgres was down meanwhile, its event is lost, and it does not go on at all.";
    case "canceled":
      return "It was canceled when it was prepared or confirmed, and may have been running by then: whether its work takes effect all the same is not known yet.";
    default:
      return "This is no state that the SDK knows.";
  }
}

const QUEUED =
  "The server has not prepared the job. It may be queued: a Redis event bus runs one job at a time. ";

const WRONG_FILE_KEY =
  "If no other runs: its fileKey is wrong or was used before. Such an import hangs for ever (on S3 it fails instead), and may hold up the queue. ";

const LOST_EVENT =
  "Otherwise its event is lost, as by a restart, or the event bus is down: it does not begin by itself then. If no job of the shop goes on any more, restart Medusa: after an outage of Redis it may hand out no event until then, and loses none.";
