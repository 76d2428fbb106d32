import { invalidArgument, messageOf } from "../errors.js";
import { withDeadline } from "../http/deadline.js";
import type { BatchJob } from "../types/batch-job.js";
import { BatchJobError } from "./errors.js";
import type { RunOptions } from "./run-options.js";

/**
 * What the caller says of a prepared job.
 *
 * @param timeout Milliseconds that it may take.
 * @throws What `confirm` throws; `TIMED_OUT`; the reason of the signal.
 */
export async function askConsent(
  confirm: NonNullable<RunOptions["confirm"]>,
  job: BatchJob,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (typeof confirm === "boolean") return confirm;
  const answer: unknown = await withDeadline(async () => confirm(job), timeout, signal);
  if (typeof answer === "boolean") return answer;
  throw invalidArgument(`confirm must return true or false; it returned ${typeof answer}.`);
}

/**
 * Ends a job about which nobody decides, since `confirm` threw: it must not stay prepared, for anyone to confirm.
 *
 * @throws BatchJobError if it could not be canceled.
 */
export async function cancelUndecided(
  job: BatchJob,
  cancel: () => Promise<unknown>,
  cause: unknown,
): Promise<void> {
  try {
    await cancel();
  } catch (error) {
    const message = `confirm threw (${messageOf(cause)}), and the ${job.type} ${job.id} could not be canceled: ${messageOf(error)} It may still be confirmed.`;
    throw new BatchJobError(message, job, { cause });
  }
}
