import type { BatchJob } from "../../types/batch-job.js";
import { isFinished, jobApplied, needsConfirmation } from "../job.js";
import type { Times } from "./times.js";

/** The job that stands for a key: the applied one, or else the one that is farthest on; `undefined` if all have ended otherwise. */
export function standingOf(jobs: readonly BatchJob[]): BatchJob | undefined {
  const inOrder = byCreation(jobs);
  return (
    inOrder.find(jobApplied) ??
    inOrder.find(isRunning) ??
    winnerOf(inOrder) ??
    inOrder.find(isAlive)
  );
}

/** Whether a job may still come to something. */
export function isAlive(job: BatchJob): boolean {
  return !isFinished(job);
}

/** Whether nobody has confirmed a job that may still come to something. */
export function isUndecided(job: BatchJob): boolean {
  return isAlive(job) && !job.confirmed_at;
}

/** Confirmed, and on its way to an end. */
export function isRunning(job: BatchJob): boolean {
  return isAlive(job) && Boolean(job.confirmed_at ?? job.processing_at);
}

/**
 * Canceled just now, and not for sure. Of one that was prepared, a confirm may be under way that has read it
 * before: what that writes undoes the cancel. One that was confirmed the server may have begun, and completes.
 */
export function isSettling(job: BatchJob, time: Times): boolean {
  const isCanceled = Boolean(job.pre_processed_at && job.canceled_at && !job.failed_at);
  return isCanceled && !jobApplied(job) && time.isSettling(job);
}

/** Those among which the first one is confirmed. Who is still `created` does not compete: the server may never prepare it. */
export function preparedOf(jobs: readonly BatchJob[]): BatchJob[] {
  return jobs.filter(needsConfirmation);
}

export function winnerOf(jobs: readonly BatchJob[]): BatchJob | undefined {
  return preparedOf(jobs)[0];
}

/** The oldest first. */
export function byCreation(jobs: readonly BatchJob[]): BatchJob[] {
  return [...jobs].sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
