import { invalidArgument, MedusaNotFoundError, MedusaTimeoutError } from "../errors.js";
import { checkId } from "../paths.js";
import type { BatchJob } from "../types/batch-job.js";
import type { Headers } from "../types/http.js";
import { BatchJobCanceledError, BatchJobFailedError, BatchJobTimeoutError } from "./errors.js";
import { isFinished, jobOutcome, needsConfirmation } from "./job.js";
import { isTransient, type JobPoller } from "./poller.js";

/** Milliseconds that a wait may take, unless its options say otherwise. */
export const DEFAULT_WAIT_TIMEOUT_MS = 30 * 60_000;

/** The default pause between two polls: the first, and the longest, in milliseconds. It grows by half each time, ± 20 %, and starts anew when the job has changed. */
export const DEFAULT_POLL_INTERVAL_MS = { first: 500, longest: 10_000 } as const;

/** No pause between two polls is shorter, whatever is asked for. */
export const MIN_POLL_INTERVAL_MS = 10;

/** A failed job is read again after this many milliseconds: the server adds to its errors. */
export const REREAD_FAILED_AFTER_MS = 1_000;

/** How to wait for a job. */
export interface WaitOptions {
  /**
   * What to wait for. `settled`: the job has ended, or it waits for a confirmation. `pre_processed`: it
   * is prepared. `finished`: it has ended. Default: `settled`.
   */
  until?: "settled" | "pre_processed" | "finished";
  /** Milliseconds for the whole wait; `Infinity` for no limit. Default: 30 minutes. */
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

/** What waiting needs of a client. */
export interface WaitContext {
  poller: JobPoller;
  cancel: (id: string, customHeaders?: Headers) => PromiseLike<unknown>;
}

/**
 * Waits for a job. The promise settles once: with the job, with the error of how it ended, at the
 * deadline, or on abort; and leaves no timer, listener or request behind.
 */
export function waitForJob(
  { poller, cancel }: WaitContext,
  target: string | BatchJob,
  options: WaitOptions = {},
): Promise<BatchJob> {
  const known = typeof target === "string" ? undefined : target;
  const id = known?.id ?? target;
  checkId(id);
  checkWaitOptions(options);
  const { signal, customHeaders, timeout = DEFAULT_WAIT_TIMEOUT_MS } = options;

  return new Promise((resolve, reject) => {
    let last: BatchJob | undefined;
    let lastError: unknown;
    let attempt = 0;
    let stop = () => {};
    let deadline: ReturnType<typeof setTimeout> | undefined;

    const end = (settle: () => void): undefined => {
      stop();
      clearTimeout(deadline);
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const fail = (error: unknown) => end(() => reject(error));
    const onAbort = () => {
      // The wait is over at once; what becomes of the cancel is the job's matter.
      if (options.cancelOnAbort) cancel(id, customHeaders).then(undefined, () => {});
      fail(signal?.reason);
    };
    const onDeadline = () => fail(timeoutError(id, last, timeout, lastError));
    const onJob = (job: BatchJob): number | undefined => {
      const wasFailed = last !== undefined && jobOutcome(last) === "failed";
      if (last === undefined || hasChanged(last, job)) {
        attempt = 0;
        try {
          options.onUpdate?.(job);
        } catch (error) {
          return fail(error);
        }
      }
      last = job;
      if (!isWanted(job, options.until)) return pause(options.interval, attempt++, job);
      if (jobOutcome(job) === "failed" && !wasFailed && known !== job)
        return REREAD_FAILED_AFTER_MS;
      return end(() => settle(job, resolve, reject));
    };
    const onError = (error: unknown): number | undefined => {
      const mayPass = isTransient(error) || (last !== undefined && isForeign404(error));
      if (!mayPass) return fail(error);
      lastError = error;
      return pause(options.interval, attempt++, last);
    };

    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const delay = known === undefined ? 0 : onJob(known);
    if (delay === undefined) return;
    if (timeout !== Number.POSITIVE_INFINITY) deadline = setTimeout(onDeadline, timeout);
    stop = poller.follow({ id, customHeaders, onJob, onError }, delay);
  });
}

/** @throws MedusaInvalidRequestError */
export function checkWaitOptions({ timeout, interval, signal }: WaitOptions): void {
  const isTimer = timeout === Number.POSITIVE_INFINITY || isMilliseconds(timeout);
  if (timeout !== undefined && !isTimer) {
    throw invalidArgument(
      `A wait's timeout must be a number of milliseconds, or Infinity, not ${String(timeout)}.`,
    );
  }
  if (interval !== undefined && typeof interval !== "function" && !isMilliseconds(interval)) {
    throw invalidArgument(
      `interval must be a number of milliseconds or a function, not ${String(interval)}.`,
    );
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidArgument("signal must be an AbortSignal.");
  }
}

/** Longer timers fire at once, in every runtime. */
function isMilliseconds(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < 2 ** 31;
}

/** Not Medusa's own: of a proxy, or of a Medusa that is starting, before it has its routes. */
function isForeign404(error: unknown): boolean {
  return error instanceof MedusaNotFoundError && error.type !== "not_found";
}

function isWanted(job: BatchJob, until: WaitOptions["until"] = "settled"): boolean {
  if (isFinished(job)) return true;
  if (until === "finished") return false;
  return until === "settled" ? needsConfirmation(job) : Boolean(job.pre_processed_at);
}

function settle(
  job: BatchJob,
  resolve: (job: BatchJob) => void,
  reject: (error: unknown) => void,
): void {
  const outcome = jobOutcome(job);
  if (outcome === "failed") reject(new BatchJobFailedError(job));
  else if (outcome === "canceled") reject(new BatchJobCanceledError(job));
  else resolve(job);
}

/** A result that makes no sense does not make the wait spin. */
function pause(
  interval: WaitOptions["interval"] = growingInterval,
  attempt: number,
  job: BatchJob | undefined,
): number {
  const wanted = typeof interval === "number" ? interval : interval(attempt, job);
  return isMilliseconds(wanted)
    ? Math.max(MIN_POLL_INTERVAL_MS, wanted)
    : DEFAULT_POLL_INTERVAL_MS.longest;
}

function growingInterval(attempt: number): number {
  const { first, longest } = DEFAULT_POLL_INTERVAL_MS;
  return Math.min(longest, first * 1.5 ** attempt) * (0.8 + 0.4 * Math.random());
}

/** `updated_at` is left out: it is when the transaction began, and changes without the job. */
function hasChanged(a: BatchJob, b: BatchJob): boolean {
  return fingerprint(a) !== fingerprint(b);
}

function fingerprint(job: BatchJob): string {
  const { pre_processed_at, confirmed_at, processing_at, completed_at, canceled_at, failed_at } =
    job;
  const timestamps = [
    pre_processed_at,
    confirmed_at,
    processing_at,
    completed_at,
    canceled_at,
    failed_at,
  ];
  return JSON.stringify([job.status, timestamps, job.result]);
}

function timeoutError(
  id: string,
  job: BatchJob | undefined,
  timeout: number,
  cause: unknown,
): BatchJobTimeoutError | MedusaTimeoutError {
  if (job !== undefined) return new BatchJobTimeoutError(job, timeout, { cause });
  const reason = cause instanceof Error ? ` The last try: ${cause.message}` : "";
  return new MedusaTimeoutError(`${id} could not be read within ${timeout} ms.${reason}`, {
    cause,
  });
}
