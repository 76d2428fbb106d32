import type { BatchJob } from "../../types/batch-job.js";
import { BatchJobCanceledError, BatchJobFailedError } from "../errors.js";
import type { WaitOptions } from "./options.js";
import { type FollowCalls, waitForJob } from "./wait.js";

/**
 * Every change of every job, until all have settled. That a job fails or is canceled is a change like
 * others; what ends the following of a job itself (it is not there, the deadline) is thrown when the
 * others have settled.
 */
export async function* watchJobs(
  calls: FollowCalls,
  jobs: Iterable<string | BatchJob>,
  options: WaitOptions = {},
): AsyncGenerator<BatchJob, void, undefined> {
  const changes: BatchJob[] = [];
  const problems: unknown[] = [];
  let wake = () => {};
  const leave = new AbortController();
  const abort = () => leave.abort(options.signal?.reason);
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  // Who leaves the loop does not abort: nothing is canceled then.
  const cancel: FollowCalls["cancel"] = async (id, headers) => {
    if (options.signal?.aborted) await calls.cancel(id, headers);
  };
  const onUpdate = (job: BatchJob) => {
    options.onUpdate?.(job);
    changes.push(job);
    wake();
  };
  // A string is an iterable of its letters.
  const waits = [...(typeof jobs === "string" ? [jobs] : jobs)].map((job) =>
    waitForJob({ poller: calls.poller, cancel }, job, {
      ...options,
      signal: leave.signal,
      onUpdate,
    }).catch((error: unknown) => {
      const isChange =
        error instanceof BatchJobFailedError || error instanceof BatchJobCanceledError;
      if (!isChange) problems.push(error);
    }),
  );
  let settled = false;
  void Promise.all(waits).then(() => {
    settled = true;
    wake();
  });
  try {
    while (!settled || changes.length > 0) {
      options.signal?.throwIfAborted();
      const change = changes.shift();
      if (change !== undefined) yield change;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    if (problems.length > 0) throw problems[0];
  } finally {
    options.signal?.removeEventListener("abort", abort);
    leave.abort();
  }
}
