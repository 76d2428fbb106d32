import type { BatchJob } from "../../types/batch-job.js";
import type { ServerClock } from "./clock.js";
import { KEY_MARGIN_MS } from "./options.js";

/**
 * How long a cancel is not for sure, in milliseconds. Measured: what undoes it had begun before, and does so within
 * a few milliseconds of a request; or, of a job that was confirmed, within those until the server takes it up.
 */
export const SETTLING_MS = { prepared: 3_000, confirmed: 10_000 } as const;

/** What the server's clock says of a job. */
export interface Times {
  /** Whoever created it may still be about to confirm it, as soon as that can be done. */
  isLeased(job: BatchJob, jobs: readonly BatchJob[]): boolean;
  /** Confirmed now, it could leave the window before it ends, and a later call would not see it. */
  isExpiring(job: BatchJob): boolean;
  /** It was canceled so short a time ago that what is under way may still undo that. */
  isSettling(job: BatchJob): boolean;
}

/** What a clock says of jobs. */
export function timesAt(
  { now, atLeast }: Pick<ServerClock, "now" | "atLeast">,
  window: number,
  takeOverAfter: number,
): Times {
  return {
    isLeased: (job, jobs) => atLeast - decidableAt(job, jobs) < takeOverAfter,
    isExpiring: ({ created_at }) => now - Date.parse(created_at) > window - KEY_MARGIN_MS,
    isSettling: (job) => atLeast < settledAt(job),
  };
}

/** When its owner could first confirm a job: prepared, and the cancels of all others for sure. */
function decidableAt(job: BatchJob, jobs: readonly BatchJob[]): number {
  const lost = jobs.filter(({ pre_processed_at }) => pre_processed_at).map(settledAt);
  return Math.max(ms(job.pre_processed_at), ...lost);
}

/** When the cancel of a job is for sure. */
function settledAt({ canceled_at, confirmed_at }: BatchJob): number {
  return ms(canceled_at) + (confirmed_at ? SETTLING_MS.confirmed : SETTLING_MS.prepared);
}

/** Milliseconds since 1970; what is not set is long past. */
function ms(timestamp: string | null | undefined): number {
  return timestamp ? Date.parse(timestamp) : Number.NEGATIVE_INFINITY;
}
