import { type BatchJob, jobOutcome, needsConfirmation } from "medusa-batch-jobs";

/** What the server does with a job, for people. */
export interface Phase {
  label: string;
  /** How it ended, if it has. */
  end?: "completed" | "failed" | "canceled" | "prepared" | undefined;
}

/** Preparing, then the work itself. A job that waits for a confirmation is prepared. */
export function phaseOf(job: BatchJob): Phase {
  const end = jobOutcome(job);
  if (end !== undefined) return { label: workOf(job), end };
  if (needsConfirmation(job)) return { label: PREPARING, end: "prepared" };
  const isPreparing = job.status === "created" || job.status === "pre_processed";
  return { label: isPreparing ? PREPARING : workOf(job) };
}

const PREPARING = "Preparing";

function workOf({ type }: BatchJob): string {
  if (/-import$/.test(type)) return "Importing";
  return /-export$/.test(type) ? "Exporting" : "Running";
}
