import { TIMED_OUT, withDeadline } from "../../http/deadline.js";
import type { BatchJob } from "../../types/batch-job.js";
import { checkJob, idOf } from "../job.js";
import { type CancelCalls, cancelAborted } from "./abort.js";
import type { Answer, Answers } from "./ask.js";
import { endOf, JobObserver, type Next } from "./observer.js";
import { DEFAULT_WAIT_TIMEOUT_MS, type WaitOptions } from "./options.js";
import type { JobPoller } from "./poller.js";

/** What waiting needs of a resource. */
export interface FollowCalls extends CancelCalls {
  poller: JobPoller;
}

/**
 * Waits for a job. The promise settles once: with the job, with the error of how it ended, at the
 * deadline, or on abort; and leaves no timer, listener or request behind.
 *
 * @param options Checked already; those of a call that takes more than a wait will do.
 * @param observer Of a call that has seen the job before.
 */
export async function waitForJob(
  calls: FollowCalls,
  target: string | BatchJob,
  options: WaitOptions = {},
  observer = new JobObserver(options),
): Promise<BatchJob> {
  checkTarget(target);
  const { signal, timeout = DEFAULT_WAIT_TIMEOUT_MS } = options;
  try {
    const toItsEnd = (stop: AbortSignal) => follow(calls.poller, target, observer, options, stop);
    return endOf(await withDeadline(toItsEnd, timeout, signal));
  } catch (error) {
    if (error === TIMED_OUT) return observer.timeUp(idOf(target), timeout, calls.poller.lastLook);
    if (!options.cancelOnAbort || !signal?.aborted || error !== signal.reason) throw error;
    return cancelAborted(calls, observer.last ?? target, options);
  }
}

/**
 * Refuses what is neither an id nor a job.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkTarget(target: string | BatchJob): void {
  checkJob(target);
}

function follow(
  poller: JobPoller,
  target: string | BatchJob,
  observer: JobObserver,
  { customHeaders }: WaitOptions,
  stop: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let unfollow = () => {};
    const fail = (error: unknown) => {
      unfollow();
      reject(error);
    };
    /** The pause before the next poll; `undefined` if the wait is over. */
    const proceed = (look: () => Next): number | undefined => {
      try {
        const next = look();
        if ("pollIn" in next) return next.pollIn;
        observer.pace.callbacks.then(() => resolve(next), fail);
      } catch (error) {
        observer.pace.callbacks.then(() => fail(error), fail);
      }
      return undefined;
    };

    observer.pace.onCallbackError = fail;
    const delay = typeof target === "string" ? 0 : proceed(() => observer.begin(target));
    // The caller's own onUpdate may have aborted it.
    if (delay === undefined || stop.aborted) return;
    const id = idOf(target);
    const onAnswers = (answers: Answers, atLeast: number) =>
      proceed(() => observer.see(answers.get(id) ?? { error: undefined }, atLeast));
    unfollow = poller.follow({ id, customHeaders, onAnswers }, delay);
    stop.addEventListener("abort", unfollow, { once: true });
  });
}
