import {
  type BatchJob,
  jobApplied,
  jobOutcome,
  jobSummary,
  type RunResult,
  type WaitOptions,
} from "medusa-batch-jobs";
import type { Exit } from "./exit-codes.js";
import type { Result } from "./result.js";

/** From good to bad; what is not in it is worse than all. */
const WORSE: readonly Exit[] = [
  "done",
  "running",
  "canceled",
  "failed",
  "refused",
  "usage",
  "denied",
  "unreachable",
  "ambiguous",
];

/** The worst of several ends: what needs a look hides no other need of one. */
export function worstOf(exits: readonly Exit[]): Exit {
  const rank = (exit: Exit) => {
    const at = WORSE.indexOf(exit);
    return at < 0 ? WORSE.length : at;
  };
  return exits.reduce((worst, exit) => (rank(exit) > rank(worst) ? exit : worst), "done");
}

/** What a job comes to that nobody waits for any more. What is applied is done, whatever became of it later. */
export function exitOfJob(job: BatchJob, until: WaitOptions["until"] = "settled"): Exit {
  if (jobApplied(job)) return "done";
  switch (jobOutcome(job)) {
    case "failed":
      return "failed";
    case "canceled":
      return jobApplied(job) === undefined ? "ambiguous" : "canceled";
    default:
      return until === "pre_processed" && job.pre_processed_at ? "done" : "running";
  }
}

/** Whether a job is applied, for programs: `null` where nobody knows. */
export function appliedOf(job: BatchJob): boolean | null {
  return jobApplied(job) ?? null;
}

/** A job on a line. */
export function lineOf(job: BatchJob): string {
  return `${job.id} ${jobSummary(job)}`;
}

/** What is told of a job that was run. */
export function resultOfRun(job: RunResult): Result {
  const replayed = job.replayed ?? false;
  return {
    text: replayed ? `${lineOf(job)} (it was done before)` : lineOf(job),
    applied: jobApplied(job),
    json: { applied: appliedOf(job), replayed, summary: jobSummary(job), job },
  };
}

/** What is told of a job that nobody waits for: its id, for whoever will. */
export function resultOfDetached(job: BatchJob): Result {
  return {
    text: job.id,
    json: { applied: appliedOf(job), summary: jobSummary(job), job },
    exit: "running",
  };
}
