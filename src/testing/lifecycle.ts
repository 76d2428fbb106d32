import { messageOf } from "../errors.js";
import type {
  BatchJob,
  BatchJobResult,
  BatchJobResultError,
  BatchJobStatus,
} from "../types/batch-job.js";
import { notAllowed } from "./api-error.js";

/** What a strategy changes: merged into the job's `context` and `result`, key by key. */
export interface JobChanges {
  context?: Record<string, unknown>;
  result?: BatchJobResult;
}

/** What the server has to do next with a job. */
export type JobStep = "pre-process" | "process" | "report";

/** A job's error as a strategy may give it: with a code, it is written as an object. */
export type JobError = string | { message: string; code: string | number };

/** The last timestamp set, in this order, is the status: failed beats canceled beats completed. */
const STAMPS = [
  ["failed_at", "failed"],
  ["canceled_at", "canceled"],
  ["completed_at", "completed"],
  ["processing_at", "processing"],
  ["confirmed_at", "confirmed"],
  ["pre_processed_at", "pre_processed"],
] as const satisfies readonly (readonly [keyof BatchJob, BatchJobStatus])[];

type Stamp = (typeof STAMPS)[number][0];

/** The status that the timestamps make; those that are not there count as not set. */
export function statusOf(job: Partial<Record<Stamp, unknown>>): BatchJobStatus {
  return STAMPS.find(([stamp]) => job[stamp])?.[1] ?? "created";
}

/** A job that was just created. */
export function newJob(
  job: Pick<BatchJob, "id" | "type" | "created_by" | "context" | "dry_run">,
  at: number,
): BatchJob {
  return {
    dry_run: job.dry_run,
    type: job.type,
    created_by: job.created_by,
    context: job.context,
    id: job.id,
    deleted_at: null,
    result: null,
    pre_processed_at: null,
    processing_at: null,
    confirmed_at: null,
    completed_at: null,
    canceled_at: null,
    failed_at: null,
    created_at: iso(at),
    updated_at: iso(at),
    status: "created",
  };
}

/** What the server does next, or `undefined`: the job has ended, or waits for a confirmation. */
export function nextStep(job: BatchJob): JobStep | undefined {
  if (job.failed_at) return typeof errorsOf(job).at(-1) === "object" ? "report" : undefined;
  if (!job.pre_processed_at) return "pre-process";
  return job.confirmed_at && !job.processing_at ? "process" : undefined;
}

/** The end of the pre-processing, which confirms at once what is not a dry run. */
export function preProcessed(job: BatchJob, changes: JobChanges, at: number): BatchJob {
  // A cancel does not take the job out of the queue: the job meets this guard, and fails.
  if (job.status !== "created") {
    throw notAllowed("Cannot mark a batch job as pre processed if it is not in created status");
  }
  const done = stamped(changed(job, changes), at, "pre_processed_at");
  return job.dry_run ? done : confirmed(done, at);
}

/** A confirmation, by the server or by the client. */
export function confirmed(job: BatchJob, at: number): BatchJob {
  if (job.status !== "pre_processed") {
    throw notAllowed("Cannot confirm processing for a batch job that is not pre processed");
  }
  return stamped(job, at, "confirmed_at");
}

/** Whether the job may be processed; it is asked before the work begins. */
export function assertProcessable(job: BatchJob): void {
  if (job.status !== "confirmed") {
    throw notAllowed(
      "Cannot mark a batch job as processing if the status is different that confirmed",
    );
  }
}

/** The work and its end: one transaction, so that nobody ever sees `processing`. */
export function processed(job: BatchJob, changes: JobChanges, at: number): BatchJob {
  return stamped(changed(job, changes), at, "processing_at", "completed_at");
}

/** A cancel. It is refused for completed jobs only: a failed one stays failed. */
export function canceled(job: BatchJob, at: number): BatchJob {
  if (job.status === "completed") throw notAllowed("Cannot cancel completed batch job");
  return stamped(job, at, "canceled_at");
}

/** A failure, with one more error in the result. */
export function failed(job: BatchJob, error: JobError, at: number): BatchJob {
  return markedFailed(failing(job, error, at), at);
}

/** The first half of a failure: one more error in the result, while the status is still what it was. */
export function failing(job: BatchJob, error: JobError, at: number): BatchJob {
  const written =
    typeof error === "string" ? error : { err: {}, code: error.code, message: error.message };
  const errors = [...errorsOf(job), written];
  return stamped(changed(job, { result: { errors } }), at);
}

/** The second half of a failure. */
export function markedFailed(job: BatchJob, at: number): BatchJob {
  return stamped(job, at, "failed_at");
}

/** Medusa writes an error with a code once more, as a string, about a second after the failure. */
export function reported(job: BatchJob, at: number): BatchJob {
  const last = errorsOf(job).at(-1);
  return typeof last === "object" ? failed(job, last.message, at) : job;
}

/** What a strategy threw, as a job's error. */
export function jobError(thrown: unknown): JobError {
  const message = messageOf(thrown);
  const { code }: { code?: unknown } = Object(thrown);
  return typeof code === "string" || typeof code === "number" ? { message, code } : message;
}

function errorsOf(job: BatchJob): (string | BatchJobResultError)[] {
  return job.result?.errors ?? [];
}

function changed(job: BatchJob, { context, result }: JobChanges): BatchJob {
  return {
    ...job,
    context: context ? { ...job.context, ...context } : job.context,
    result: result ? { ...job.result, ...result } : job.result,
  };
}

function stamped(job: BatchJob, at: number, ...stamps: Stamp[]): BatchJob {
  const set = Object.fromEntries(stamps.map((stamp) => [stamp, iso(at)]));
  const next = { ...job, ...set, updated_at: iso(at) };
  return { ...next, status: statusOf(next) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
