import { invalidArgument } from "../../errors.js";
import { checkSignal, checkTimeout, isMilliseconds } from "../../http/checks.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { Headers } from "../../types/http.js";

/** Milliseconds that a wait may take, unless its options say otherwise. */
export const DEFAULT_WAIT_TIMEOUT_MS = 30 * 60_000;

/** How to wait for a job. */
export interface WaitOptions {
  /**
   * What to wait for. `settled`: the job has ended, or it waits for a confirmation. `pre_processed`: it
   * is prepared. `finished`: it has ended. Default: `settled`.
   */
  until?: "settled" | "pre_processed" | "finished";
  /** Milliseconds for the whole wait; 0 or `Infinity` for no limit. Default: 30 minutes. */
  timeout?: number;
  /** Milliseconds between two polls, or a function of how many polls came since the job last changed. Default: 500 to 10 000, growing by half each time, ± 20 %. */
  interval?: number | ((attempt: number, job: BatchJob | undefined) => number);
  /** Ends the wait at once, with `signal.reason`. The job on the server is left alone, unless `cancelOnAbort`. */
  signal?: AbortSignal;
  /** Cancel the job when `signal` aborts. Default: false. */
  cancelOnAbort?: boolean;
  /** Called once for each change of the job, its first state included. */
  onUpdate?: (job: BatchJob) => void;
  customHeaders?: Headers;
}

/** @throws MedusaInvalidRequestError */
export function checkWaitOptions({ timeout, interval, signal }: WaitOptions): void {
  checkTimeout("timeout", timeout);
  if (interval !== undefined && typeof interval !== "function" && !isMilliseconds(interval)) {
    throw invalidArgument(
      `interval must be a number of milliseconds or a function, not ${String(interval)}.`,
    );
  }
  checkSignal(signal);
}
