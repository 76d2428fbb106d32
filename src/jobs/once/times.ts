import type { BatchJob } from "../../types/batch-job.js";
import { KEY_MARGIN_MS } from "./options.js";
import type { Times } from "./rules.js";

/**
 * How long a cancel is not for sure, in milliseconds. Measured: what undoes it had begun before, and does so within
 * a few milliseconds of a request; or, of a job that was confirmed, within those until the server takes it up.
 */
export const SETTLING_MS = { prepared: 3_000, confirmed: 10_000 } as const;

/** What a clock says of jobs. */
export function timesAt(now: number, window: number, takeOverAfter: number): Times {
  const isExpiringAt = (job: BatchJob, at: number) =>
    at - ms(job.created_at) > window - KEY_MARGIN_MS;
  return {
    isLeased: ({ pre_processed_at }) => now - ms(pre_processed_at) < takeOverAfter,
    isExpiring: (job) => isExpiringAt(job, now),
    isCanceledInTime: (job) => !isExpiringAt(job, ms(job.canceled_at)),
    isSettling: ({ canceled_at, confirmed_at }) =>
      now - ms(canceled_at) < (confirmed_at ? SETTLING_MS.confirmed : SETTLING_MS.prepared),
  };
}

/** Milliseconds since 1970. */
function ms(timestamp: string | null | undefined): number {
  return Date.parse(timestamp ?? "");
}
