import type { BatchJob } from "../../types/batch-job.js";
import { jobOutcome } from "../job.js";
import type { Times } from "./times.js";

/**
 * The last jobs that lived at the same time: who wins and who loses among them is decided there, and what ended
 * before does not count any more. Nor do those of which one is canceled that would be too old: nobody wished that.
 */
export function lastRound(jobs: readonly BatchJob[], time: Times): BatchJob[] {
  let round: BatchJob[] = [];
  let end = "";
  for (const job of jobs) {
    if (job.created_at > end) round = [];
    round.push(job);
    end = [end, endOf(job)].sort().at(-1) ?? "";
  }
  return round.some((job) => hasExpired(job, time)) ? [] : round;
}

/** What came of a round: a failure; else it was canceled. */
export function outcomeOf(round: readonly BatchJob[]): BatchJob | undefined {
  return round.find(hasFailed) ?? round[0];
}

export function hasExpired(job: BatchJob, time: Times): boolean {
  return jobOutcome(job) === "canceled" && time.isExpiring(job);
}

function endOf({ failed_at, canceled_at, created_at }: BatchJob): string {
  return failed_at ?? canceled_at ?? created_at;
}

export function hasFailed(job: BatchJob): boolean {
  return jobOutcome(job) === "failed";
}
