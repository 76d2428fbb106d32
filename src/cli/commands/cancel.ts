import {
  type BatchJob,
  isFinished,
  jobApplied,
  jobOutcome,
  jobSummary,
  type Medusa,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import type { Exit } from "../exit-codes.js";
import type { Result } from "../result.js";

/** Cancels a job, and says whether it was applied all the same. */
export async function runCancel(cli: Cli, id: string): Promise<Result> {
  const { host, progress } = cli;
  progress.step(`Canceling ${id}`);
  const { admin } = await cli.connect();
  const job = await cancelJob(admin, id, host.interrupted);
  const applied = jobApplied(job);
  return {
    text: `${id} ${wordsFor(job)}`,
    json: { canceled: isCanceled(job), applied, summary: jobSummary(job), job },
    exit: exitOf(job),
  };
}

/** Medusa can lose a cancel that arrives while it prepares the job: it is asked again, once. */
async function cancelJob(
  { batchJobs }: Medusa["admin"],
  id: string,
  signal: AbortSignal,
): Promise<BatchJob> {
  try {
    const { batch_job: job } = await batchJobs.cancel(id, { signal });
    return isFinished(job) ? job : (await batchJobs.cancel(id, { signal })).batch_job;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { batch_job: job } = await batchJobs.retrieve(id, { signal });
    if (!isFinished(job)) throw error;
    return job;
  }
}

/** Medusa refuses to cancel a job that is completed. */
function isRefusal(error: unknown): boolean {
  return error instanceof MedusaInvalidRequestError && !(error instanceof MedusaNotFoundError);
}

function exitOf(job: BatchJob): Exit {
  if (!isFinished(job)) return "running";
  return isCanceled(job) && !jobApplied(job) ? "done" : "failed";
}

function isCanceled(job: BatchJob): boolean {
  return jobOutcome(job) === "canceled";
}

function wordsFor(job: BatchJob): string {
  if (!isFinished(job))
    return `goes on, although the server answered its cancel: ${jobSummary(job)}`;
  if (isCanceled(job)) return jobSummary(job);
  return `was not canceled, it had ended: ${jobSummary(job)}`;
}
