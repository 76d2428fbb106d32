import { mustBe } from "../errors.js";
import { isObject } from "../http/kinds.js";
import type { BatchJob } from "../types/batch-job.js";

/** Milliseconds between two looks of the server's at its events: what a job was asked may take as long until it goes on. */
export const SERVER_TICK_MS = 3_000;

/** How a job ended. */
export type JobOutcome = "completed" | "failed" | "canceled";

/** One thing that went wrong in a job. */
export interface JobError {
  message: string;
  code?: string | number;
}

/**
 * How a job ended; `undefined` while it has not. A job that the server failed because it had been
 * canceled (Medusa does so to one that was on its way) is canceled.
 *
 * @example
 * ```ts
 * import { jobOutcome, Medusa } from "medusa-batch-jobs";
 *
 * const { batch_job } = await new Medusa().admin.batchJobs.retrieve("batch_01");
 * if (jobOutcome(batch_job) === "failed") console.error("it failed");
 * ```
 */
export function jobOutcome(job: BatchJob): JobOutcome | undefined {
  const { failed_at, canceled_at, completed_at, status } = job;
  if (failed_at) return canceled_at && canceled_at <= failed_at ? "canceled" : "failed";
  if (canceled_at) return "canceled";
  if (completed_at) return "completed";
  // Mocks have a status and no timestamps.
  return status === "completed" || status === "failed" || status === "canceled"
    ? status
    : undefined;
}

/**
 * Whether a job's work took effect, whatever came later: a job that is canceled while it is
 * processing, or confirmed twice at once, ends canceled or failed with everything applied.
 *
 * `undefined` where that is not known: the job has not ended, and waits for no confirmation; or it was
 * canceled when it was prepared, and was no dry run that waited for one. A cancel writes back what it had read
 * of the job a few milliseconds before: where it meets the end of the work it erases `completed_at`, for good
 * (measured on 1.20.11). Where it came before the work, the server fails the job when its turn has come: then
 * `false` is for sure.
 *
 * @example
 * ```ts
 * import { jobApplied, Medusa } from "medusa-batch-jobs";
 *
 * const { batch_job } = await new Medusa().admin.batchJobs.retrieve("batch_01");
 * if (jobApplied(batch_job) === undefined) console.log("Look in the shop.");
 * ```
 */
export function jobApplied(job: BatchJob): boolean | undefined {
  if (job.completed_at || (job.status === "completed" && !job.failed_at)) return true;
  switch (jobOutcome(job)) {
    case undefined:
      return needsConfirmation(job) ? false : undefined;
    case "canceled":
      return wasStoppedInTime(job) ? false : undefined;
    default:
      return false;
  }
}

/**
 * Nobody was to work at a canceled job, or whoever was has found out that it is canceled. Between `created` and the end
 * of the work are two ticks of the server: no cancel takes as long. Mocks have no timestamps.
 */
function wasStoppedInTime(job: BatchJob): boolean {
  const { dry_run, pre_processed_at, confirmed_at, processing_at, canceled_at, failed_at } = job;
  if (failed_at || !canceled_at) return true;
  return !confirmed_at && !processing_at && (!pre_processed_at || Boolean(dry_run));
}

/** How much of a job is done, 0 to 1; `undefined` where the server does not say. */
export function jobProgress(job: BatchJob): number | undefined {
  if (jobOutcome(job) === "completed") return 1;
  const { progress, advancement_count: done, count } = job.result ?? {};
  const share = progress ?? (done !== undefined && count ? done / count : undefined);
  return share === undefined || Number.isNaN(share) ? undefined : Math.min(1, Math.max(0, share));
}

/**
 * What went wrong in a job: strings and objects alike, on one line each, each once. The server adds
 * to them for about a second after a job failed.
 */
export function jobErrors(job: BatchJob): JobError[] {
  const errors = new Map<string, JobError>();
  for (const entry of [job.result?.errors ?? []].flat()) {
    const error = toJobError(entry);
    if (!errors.has(error.message)) errors.set(error.message, error);
  }
  return [...errors.values()];
}

/** Whether a job has ended. */
export function isFinished(job: BatchJob): boolean {
  return jobOutcome(job) !== undefined;
}

/** Whether a job waits for someone's `confirm`. Only dry runs do; a list's rows show it too. */
export function needsConfirmation(job: BatchJob): boolean {
  if (isFinished(job) || job.confirmed_at || job.processing_at) return false;
  return Boolean(job.pre_processed_at) || job.status === "pre_processed";
}

/** The id of a job, or of what was given for one. */
export function idOf(target: string | BatchJob): string {
  return typeof target === "string" ? target : target?.id;
}

/** Letters, digits, `_` and `-`: what Medusa's ids are made of. One that no URL can hold would be refused with all that stand beside it. */
const ID = /^[\w-]{1,255}$/;

/**
 * Refuses what is no id before it becomes part of a path: an empty one would list instead of
 * retrieve, one with slashes would reach another endpoint.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkId(id: unknown): asserts id is string {
  if (typeof id === "string" && ID.test(id)) return;
  throw mustBe("A batch job's id", 'a string like "batch_01HXYZ"', id, wayTo("job.id", id));
}

/**
 * Refuses what is neither a job nor an id, an answer that holds a job among them.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkJob(target: unknown): asserts target is string | BatchJob {
  if (typeof target === "string") checkId(target);
  else if (typeof Object(target).id === "string") checkId(Object(target).id);
  else
    throw mustBe(
      "What is followed",
      "a batch job, or a batch job's id",
      target,
      wayTo("job", target),
    );
}

/** How to come from what was given to what was meant; `undefined` where nobody knows. */
export function wayTo(meant: "job" | "job.id" | "jobs", given: unknown): string | undefined {
  if (!isObject(given)) return undefined;
  if ("then" in given) return "Await it first.";
  if ("batch_job" in given) return `Pass answer.batch_job${meant === "job.id" ? ".id" : ""}.`;
  if ("batch_jobs" in given) {
    return meant === "jobs"
      ? "Pass answer.batch_jobs."
      : "It is a list: pass one of its batch_jobs.";
  }
  if (Array.isArray(given)) return "For several jobs, there is watch.";
  return "id" in given ? "Pass job.id." : undefined;
}

function toJobError(entry: unknown): JobError {
  if (!isObject(entry)) return { message: oneLine(String(entry)) };
  const message: unknown = Reflect.get(entry, "message");
  const code: unknown = Reflect.get(entry, "code");
  const text = oneLine(typeof message === "string" ? message : JSON.stringify(entry));
  return typeof code === "string" || typeof code === "number"
    ? { message: text, code }
    : { message: text };
}

/** Medusa's messages carry the indentation of its source. A byte order mark, which `\s` takes for a blank, is what some are about. */
function oneLine(text: string): string {
  return text.replace(/[^\S\ufeff]+/g, " ").trim();
}
