import { MedusaError, MedusaInvalidRequestError, messageOf } from "../../errors.js";
import { TIMED_OUT, withDeadline } from "../../http/deadline.js";
import type { AdminBatchJobRes, BatchJob } from "../../types/batch-job.js";
import type { HeadersLike, RequestOptions } from "../../types/http.js";
import { BatchJobError, endError } from "../errors.js";
import { idOf, isFinished } from "../job.js";
import { TimeLimit } from "../time-limit.js";
import type { WaitOptions } from "./options.js";
import { SETTLE_TIMEOUT_MS, whenSettled } from "./settle.js";

/** Milliseconds that an aborted call with `cancelOnAbort` still waits to hear what became of the job. */
export const CANCEL_ON_ABORT_TIMEOUT_MS = 30_000;

/** What canceling needs of a resource. */
export interface CancelCalls {
  cancel: CallJob;
  retrieve: CallJob;
}

type CallJob = (
  id: string,
  customHeaders?: HeadersLike,
  options?: RequestOptions,
) => PromiseLike<AdminBatchJobRes>;

/**
 * Cancels the job of a call that was aborted with `cancelOnAbort`, and finds out what became of it.
 *
 * @param target The job's id, or the job as it was last seen: one that has ended is not canceled.
 * @returns The job, if it was completed before the cancel reached it.
 * @throws BatchJobCanceledError with `signal.reason` as its cause; BatchJobFailedError.
 * @throws BatchJobError, or MedusaError where the job was never seen: it may still be running.
 */
export async function cancelAborted(
  calls: CancelCalls,
  target: string | BatchJob,
  { signal, customHeaders }: WaitOptions,
): Promise<BatchJob> {
  const reason: unknown = signal?.reason;
  const job = await endedJob(calls, target, customHeaders).catch((cause: unknown) => {
    if (cause === TIMED_OUT) throw mayStillRun(target, NOT_ANSWERED, reason);
    throw mayStillRun(target, `it is not known to be canceled: ${messageOf(cause)}`, cause);
  });
  const error = endError(job, { cause: reason });
  if (error !== undefined) throw error;
  if (isFinished(job)) return job;
  throw mayStillRun(job, GOES_ON, reason);
}

const NOT_ANSWERED = `its cancel was not answered within ${CANCEL_ON_ABORT_TIMEOUT_MS} ms.`;
const GOES_ON = "the server has answered its cancel, but it goes on.";

/** The job after its cancel. */
async function endedJob(
  calls: CancelCalls,
  target: string | BatchJob,
  customHeaders: HeadersLike | undefined,
): Promise<BatchJob> {
  if (typeof target !== "string" && isFinished(target)) return target;
  const id = idOf(target);
  const time = new TimeLimit(CANCEL_ON_ABORT_TIMEOUT_MS);
  const look = async (signal: AbortSignal) =>
    (await calls.retrieve(id, customHeaders, { signal })).batch_job;
  const cancel = async () => {
    const timeout = time.left;
    const ask = (signal: AbortSignal) => cancelJob(calls, id, customHeaders, { timeout, signal });
    const job = await withDeadline(ask, timeout, undefined);
    return whenSettled(job, look, Math.min(SETTLE_TIMEOUT_MS, time.left));
  };
  const job = await cancel();
  // A cancel that arrives while the server prepares the job is answered, and can be lost.
  return isFinished(job) ? job : cancel();
}

/** The server refuses to cancel a job that is completed: read again, it says so. */
async function cancelJob(
  calls: CancelCalls,
  id: string,
  customHeaders: HeadersLike | undefined,
  options: RequestOptions,
): Promise<BatchJob> {
  try {
    return (await calls.cancel(id, customHeaders, options)).batch_job;
  } catch (error) {
    if (!(error instanceof MedusaInvalidRequestError)) throw error;
    const { batch_job } = await calls.retrieve(id, customHeaders, options);
    if (isFinished(batch_job)) return batch_job;
    throw error;
  }
}

function mayStillRun(
  target: string | BatchJob,
  why: string,
  cause: unknown,
): BatchJobError | MedusaError {
  const message = (job: string) => `${job} may still be running: ${why} Retrieve it to find out.`;
  return typeof target === "string"
    ? new MedusaError(message(target), { ambiguous: true, cause })
    : new BatchJobError(message(`The ${target.type} ${target.id}`), target, { cause });
}
