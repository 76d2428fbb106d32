import { isLimit } from "../../http/deadline.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { Headers as CustomHeaders } from "../../types/http.js";
import { checkId } from "../job.js";
import { JobObserver, type Next } from "./observer.js";
import { checkWaitOptions, DEFAULT_WAIT_TIMEOUT_MS, type WaitOptions } from "./options.js";
import type { JobPoller } from "./poller.js";

/** What waiting needs of a resource. */
export interface FollowCalls {
  poller: JobPoller;
  cancel: (id: string, customHeaders?: CustomHeaders) => PromiseLike<unknown>;
}

/**
 * Waits for a job. The promise settles once: with the job, with the error of how it ended, at the
 * deadline, or on abort; and leaves no timer, listener or request behind.
 */
export function waitForJob(
  { poller, cancel }: FollowCalls,
  target: string | BatchJob,
  options: WaitOptions = {},
): Promise<BatchJob> {
  const known = typeof target === "string" ? undefined : target;
  const id = known?.id ?? target;
  checkId(id);
  checkWaitOptions(options);
  const { signal, customHeaders, timeout = DEFAULT_WAIT_TIMEOUT_MS, cancelOnAbort } = options;
  const observer = new JobObserver(options);

  return new Promise((resolve, reject) => {
    let unfollow = () => {};
    let deadline: ReturnType<typeof setTimeout> | undefined;

    const release = () => {
      unfollow();
      clearTimeout(deadline);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: unknown) => {
      release();
      reject(error);
    };
    const onAbort = () => {
      // The wait is over at once; what becomes of the cancel is the job's matter.
      if (cancelOnAbort) cancel(id, customHeaders).then(undefined, () => {});
      fail(signal?.reason);
    };
    /** The pause before the next poll; `undefined` if the wait is over. */
    const proceed = (look: () => Next): number | undefined => {
      const next = resultOf(look);
      if ("pollIn" in next) return next.pollIn;
      if ("error" in next) fail(next.error);
      else {
        release();
        resolve(next.job);
      }
      return undefined;
    };

    if (signal?.aborted) return onAbort();
    const delay = known === undefined ? 0 : proceed(() => observer.see(known, true));
    if (delay === undefined) return;
    signal?.addEventListener("abort", onAbort, { once: true });
    if (isLimit(timeout)) {
      deadline = setTimeout(() => fail(observer.timeoutError(id, timeout)), timeout);
    }
    const onJob = (job: BatchJob) => proceed(() => observer.see(job));
    const onError = (error: unknown) => proceed(() => observer.seeError(error));
    unfollow = poller.follow({ id, customHeaders, onJob, onError }, delay);
  });
}

/** A callback of the caller's that throws ends the wait, with its error. */
function resultOf(look: () => Next): Next {
  try {
    return look();
  } catch (error) {
    return { error };
  }
}
