import type { BatchJob } from "../../types/batch-job.js";
import { KEY_MARGIN_MS } from "./options.js";
import type { Times } from "./rules.js";

/** How long after the cancel of a confirmed job the server may still complete it: measured, it does so at once or never. */
export const SETTLING_MS = 10_000;

/** What a clock says of jobs. */
export function timesAt(now: number, window: number, takeOverAfter: number): Times {
  const isExpiringAt = (job: BatchJob, at: number) =>
    at - ms(job.created_at) > window - KEY_MARGIN_MS;
  return {
    isLeased: ({ pre_processed_at }) => now - ms(pre_processed_at) < takeOverAfter,
    isExpiring: (job) => isExpiringAt(job, now),
    isCanceledInTime: (job) => !isExpiringAt(job, ms(job.canceled_at)),
    isSettling: ({ canceled_at }) => now - ms(canceled_at) < SETTLING_MS,
  };
}

/** Milliseconds since 1970. */
function ms(timestamp: string | null | undefined): number {
  return Date.parse(timestamp ?? "");
}
