import { invalidArgument } from "../../errors.js";
import { checkKeys, checkSignal, checkTimeout, isMilliseconds } from "../../http/checks.js";
import { mergeHeaders } from "../../http/headers.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { Headers as CustomHeaders } from "../../types/http.js";

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
  /**
   * When `signal` aborts, cancel the job, and settle when it is known what became of it, after 30
   * seconds at most: with a BatchJobCanceledError; with the job, if it was completed before; with a
   * BatchJobError, if it may still be running. Default: false.
   */
  cancelOnAbort?: boolean;
  /**
   * Called once for each change of the job, its first state included. One that throws, or whose promise
   * rejects, ends the wait with its error.
   */
  onUpdate?: (job: BatchJob) => void;
  customHeaders?: CustomHeaders;
}

const UNTIL = ["settled", "pre_processed", "finished"];

/** All options of a wait; calls that take more add theirs to {@link checkWaitOptions}. */
export const WAIT_OPTION_KEYS: Readonly<Record<keyof WaitOptions, true>> = {
  until: true,
  timeout: true,
  interval: true,
  signal: true,
  cancelOnAbort: true,
  onUpdate: true,
  customHeaders: true,
};

/**
 * Checks the options of a call that waits, before it sends anything.
 *
 * @param others The options that it takes beside those of a wait.
 * @throws MedusaInvalidRequestError
 */
export function checkWaitOptions(
  options: WaitOptions = {},
  others: Readonly<Record<string, true>> = {},
): void {
  checkKeys("the wait options", options, { ...WAIT_OPTION_KEYS, ...others });
  const { until, timeout, interval, signal, cancelOnAbort, onUpdate, customHeaders } = options;
  if (until !== undefined && !UNTIL.includes(until)) {
    throw invalidArgument(`until must be one of ${UNTIL.join(", ")}, not ${String(until)}.`);
  }
  checkTimeout("timeout", timeout);
  if (interval !== undefined && typeof interval !== "function" && !isMilliseconds(interval)) {
    throw invalidArgument(
      `interval must be a number of milliseconds or a function, not ${String(interval)}.`,
    );
  }
  checkSignal(signal);
  checkType("cancelOnAbort", cancelOnAbort, "boolean");
  checkType("onUpdate", onUpdate, "function");
  mergeHeaders(customHeaders);
}

function checkType(name: string, value: unknown, type: "boolean" | "function"): void {
  if (value === undefined || typeof value === type) return;
  throw invalidArgument(`${name} must be a ${type}.`);
}
