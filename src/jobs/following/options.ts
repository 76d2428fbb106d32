import {
  type Checks,
  checkFunction,
  checkOptions,
  checkSignal,
  checkTimeout,
  isMilliseconds,
  oneOf,
  takes,
} from "../../http/checks.js";
import { checkHeaders } from "../../http/headers.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { HeadersLike } from "../../types/http.js";
import type { PollEvent } from "./pace.js";

/** Milliseconds that a wait may take, unless its options say otherwise. */
export const DEFAULT_WAIT_TIMEOUT_MS = 30 * 60_000;

/** How to wait for a job. */
export interface WaitOptions {
  /**
   * What to wait for. `settled`: the job has ended, or it waits for a confirmation. `pre_processed`: it
   * is prepared. `finished`: it has ended. Default: `settled`.
   */
  until?: "settled" | "pre_processed" | "finished" | undefined;
  /**
   * Milliseconds for the whole wait; 0 or `Infinity` for no limit. When they are over, it may take two seconds more to
   * look at what holds the job up. Default: 30 minutes.
   */
  timeout?: number | undefined;
  /** Milliseconds between two polls, or a function of how many polls came since the job last changed. Default: 500 to 10 000, growing by half each time, ± 20 %. */
  interval?: number | ((attempt: number, job: BatchJob | undefined) => number) | undefined;
  /** Ends the wait at once, with `signal.reason`. The job on the server is left alone, unless `cancelOnAbort`. */
  signal?: AbortSignal | undefined;
  /**
   * When `signal` aborts, cancel the job, and settle when it is known what became of it, after 30
   * seconds at most: with a BatchJobCanceledError; with the job, if it was completed before; with a
   * BatchJobError, if it may still be running. Default: false.
   */
  cancelOnAbort?: boolean | undefined;
  /**
   * Called once for each change of the job, its first state included. One that throws, or whose promise
   * rejects, ends the wait with its error.
   */
  onUpdate?: ((job: BatchJob) => void) | undefined;
  /**
   * Called after each poll, changed or not, and after each one that failed while the wait goes on: a
   * heartbeat, and what an outage looks like. One that throws, or whose promise rejects, ends the wait
   * with its error.
   */
  onPoll?: ((event: PollEvent) => void) | undefined;
  customHeaders?: HeadersLike | undefined;
}

export const checkInterval = takes(
  "a number of milliseconds or a function",
  (value) => typeof value === "function" || isMilliseconds(value),
);

/** What all calls that wait take; those that take more add theirs to {@link checkWaitOptions}. */
export const WAIT_OPTIONS: Checks<WaitOptions> = {
  until: oneOf("settled", "pre_processed", "finished"),
  timeout: checkTimeout,
  interval: checkInterval,
  signal: checkSignal,
  cancelOnAbort: takes("a boolean", (value) => typeof value === "boolean"),
  onUpdate: checkFunction,
  onPoll: checkFunction,
  customHeaders: checkHeaders,
};

/**
 * Checks the options of a call that waits, before it sends anything.
 *
 * @param others The options that it takes beside those of a wait.
 * @throws MedusaInvalidRequestError
 */
export function checkWaitOptions(options: WaitOptions = {}, others: Checks = {}): void {
  checkOptions("the wait options", options, { ...WAIT_OPTIONS, ...others });
}
