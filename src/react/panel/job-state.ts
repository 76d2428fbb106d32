import { type BatchJob, type JobOutcome, jobOutcome, needsConfirmation } from "medusa-batch-jobs";

/** A job stays `created` for a tick of the server's, and as long as others are ahead of it: this long is unusual. */
const STUCK_AFTER_MS = 2 * 60_000;

/** Where a job stands, for people. */
export type JobState = "preparing" | "waiting" | "running" | JobOutcome;

/** Where a job stands: by its timestamps, as Medusa's status alone does not tell. */
export function jobState(job: BatchJob): JobState {
  const outcome = jobOutcome(job);
  if (outcome !== undefined) return outcome;
  if (needsConfirmation(job)) return "waiting";
  return job.status === "created" ? "preparing" : "running";
}

/** Whether the server works on it, or is about to. */
export function isGoingOn(state: JobState): boolean {
  return state === "preparing" || state === "running";
}

/** Milliseconds that a job has taken, or takes by now; a person's time to confirm is not the job's. */
export function jobDuration(job: BatchJob, now: number): number | undefined {
  const state = jobState(job);
  if (state === "waiting" || (state === "canceled" && !job.confirmed_at)) return undefined;
  const begun = Date.parse(job.confirmed_at ?? job.created_at);
  const ended = isGoingOn(state) ? now : endOf(job);
  // The server's clock may be ahead.
  return ended === undefined ? undefined : Math.max(0, ended - begun);
}

/** Whether a job has not begun for so long that it may never. */
export function isStuck(job: BatchJob, now: number): boolean {
  return jobState(job) === "preparing" && now - Date.parse(job.created_at) > STUCK_AFTER_MS;
}

function endOf({ completed_at, canceled_at, failed_at }: BatchJob): number | undefined {
  const ended = completed_at ?? canceled_at ?? failed_at;
  return ended ? Date.parse(ended) : undefined;
}
