import { replaceEqualDeep } from "@tanstack/react-query";
import type { AdminBatchJobListRes, BatchJob } from "medusa-batch-jobs";

/** What a job passes through. Each is set once, and never taken back. */
const TIMES = [
  "pre_processed_at",
  "confirmed_at",
  "processing_at",
  "completed_at",
  "canceled_at",
  "failed_at",
] as const;

/** Whether a snapshot was read before the one in the cache: it lacks what that has, and has nothing that that lacks. */
export function isOutdated(seen: BatchJob, cached: BatchJob): boolean {
  return lacksSome(seen, cached) && !lacksSome(cached, seen);
}

/** Whether a job has passed from one state to another; the progress of its work is none. */
export function hasMoved(before: BatchJob, after: BatchJob): boolean {
  return before.status !== after.status || TIMES.some((time) => before[time] !== after[time]);
}

/** TanStack's structural sharing, for answers that overtake one another: what is known of a job is not forgotten. */
export function keepNewest(cached: unknown, seen: unknown): unknown {
  if (isJob(cached) && isJob(seen)) return newest(cached, seen);
  if (!isPage(cached) || !isPage(seen)) return seen;
  const rows = new Map(cached.batch_jobs.map((job) => [job.id, job]));
  const batch_jobs = seen.batch_jobs.map((job) => newest(rows.get(job.id), job));
  return replaceEqualDeep(cached, { ...seen, batch_jobs });
}

function newest(cached: BatchJob | undefined, seen: BatchJob): BatchJob {
  if (cached === undefined) return seen;
  return isOutdated(seen, cached) ? cached : replaceEqualDeep(cached, seen);
}

function lacksSome(job: BatchJob, other: BatchJob): boolean {
  return TIMES.some((time) => !job[time] && other[time]);
}

function isJob(data: unknown): data is BatchJob {
  return typeof Object(data).id === "string";
}

function isPage(data: unknown): data is AdminBatchJobListRes {
  return Array.isArray(Object(data).batch_jobs);
}
