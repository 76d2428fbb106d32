import { pause, TIMED_OUT, withDeadline } from "../../http/deadline.js";
import type { BatchJob } from "../../types/batch-job.js";
import { jobApplied, jobOutcome } from "../job.js";

/** Milliseconds for which a job that was canceled is looked at again; the server takes it up within 3 s, unless others are before it. */
export const SETTLE_TIMEOUT_MS = 10_000;

/** Milliseconds before the first look; each pause is twice the one before. */
const FIRST_PAUSE_MS = 250;

/**
 * A job that was canceled, as soon as it is known whether its work took effect: its turn comes all the same, and then the
 * server fails it, or completes what it had begun. Or the job as it goes on, if what the server wrote undid the cancel.
 *
 * @param look Reads it again. What fails tells nothing of it.
 * @returns The job as it was last seen, when `timeout` milliseconds are over.
 */
export async function whenSettled(
  job: BatchJob,
  look: (signal: AbortSignal) => Promise<BatchJob>,
  timeout: number,
): Promise<BatchJob> {
  let last = job;
  const untilSettled = async (signal: AbortSignal) => {
    for (let rest = FIRST_PAUSE_MS; isSettling(last); rest *= 2) {
      await pause(rest, signal);
      last = await look(signal).catch(() => last);
    }
  };
  try {
    await withDeadline(untilSettled, Math.max(1, timeout), undefined);
  } catch (error) {
    if (error !== TIMED_OUT) throw error;
  }
  return last;
}

/** Canceled, and nobody has found that yet who would have worked at it. Nobody was about to where it waited for a confirmation. */
function isSettling(job: BatchJob): boolean {
  if (jobOutcome(job) !== "canceled" || job.failed_at || !job.canceled_at) return false;
  return !job.pre_processed_at || jobApplied(job) === undefined;
}
