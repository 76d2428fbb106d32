import { madeHere, mustBe } from "../../errors.js";
import { isObject } from "../../http/kinds.js";
import { abortWith, onAbort, reasonOf, throwIfAborted } from "../../http/signals.js";
import type { BatchJob } from "../../types/batch-job.js";
import { isEndError } from "../errors.js";
import { wayTo } from "../job.js";
import { Changes } from "./changes.js";
import { checkWaitOptions, type WaitOptions } from "./options.js";
import { checkTarget, type FollowCalls, waitForJob } from "./wait.js";

/**
 * Every change of every job, until all have settled. That a job fails or is canceled is a change like
 * others; what ends the following of a job itself (it is not there, the deadline) is thrown when the
 * others have settled. An abort is thrown at once; with `cancelOnAbort`, when all cancels are answered
 * and what they came to was shown.
 */
export async function* watchJobs(
  calls: FollowCalls,
  jobs: Iterable<string | BatchJob>,
  options: WaitOptions = {},
): AsyncGenerator<BatchJob, void, undefined> {
  checkWaitOptions(options);
  const targets = listOf(jobs);
  targets.forEach(checkTarget);

  const { signal } = options;
  const changes = new Changes();
  const shown = new Map<string, BatchJob>();
  const show = (job: BatchJob) => {
    if (shown.get(job.id) !== job) changes.show(job);
    shown.set(job.id, job);
  };
  const problems: unknown[] = [];
  const leave = new AbortController();
  const abort = (reason: unknown) => abortWith(leave, reason);
  if (signal?.aborted) abort(reasonOf(signal));
  const unsubscribe = onAbort(signal, abort);
  const wait: WaitOptions = {
    ...options,
    signal: leave.signal,
    onUpdate(job) {
      const told: unknown = options.onUpdate?.(job);
      show(job);
      return told;
    },
  };
  const follow = async (target: string | BatchJob) => {
    try {
      const job = await waitForJob(calls, target, wait);
      if (signal?.aborted) show(job);
    } catch (error) {
      if (!isEndError(error)) problems.push(error);
      else if (signal?.aborted) show(error.job);
    }
  };
  void Promise.all(targets.map(follow)).then(() => changes.end());
  try {
    for (let job = await changes.next(); job !== undefined; job = await changes.next()) {
      if (!options.cancelOnAbort) throwIfAborted(signal);
      yield job;
    }
    if (!options.cancelOnAbort) throwIfAborted(signal);
    if (problems.length > 0) throw madeHere(problems[0]);
    throwIfAborted(signal);
  } finally {
    unsubscribe();
    // Who leaves the loop does not abort: nothing is canceled then.
    wait.cancelOnAbort = false;
    leave.abort();
  }
}

/** A lone job is one, and so is a lone id, although it is an iterable of its letters. */
function listOf(jobs: Iterable<string | BatchJob> | string | BatchJob): (string | BatchJob)[] {
  if (isObject(jobs) && Symbol.iterator in jobs) return [...jobs];
  if (typeof jobs === "string" || typeof jobs?.id === "string") return [jobs];
  throw mustBe(
    "What is watched",
    "an array, each a job or a batch job's id",
    jobs,
    wayTo("jobs", jobs),
  );
}
