import { setTimeout } from "node:timers/promises";
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
import { appliedOf } from "../outcome.js";
import type { Result } from "../result.js";

/** Cancels a job, and says whether it was applied all the same. */
export async function runCancel(cli: Cli, id: string): Promise<Result> {
  const { host, progress } = cli;
  progress.step(`Canceling ${id}`);
  const { admin } = await cli.connect();
  const canceled = await cancelJob(admin, id, host.interrupted);
  const job = await whenKnown(admin, canceled, host.interrupted);
  return {
    text: `${id} ${wordsFor(job)}`,
    json: { canceled: isCanceled(job), applied: appliedOf(job), summary: jobSummary(job), job },
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

/** Of a job that it had begun, or was about to, the server shows what became of it when its turn has come: within seconds, unless others are before it. */
async function whenKnown(
  { batchJobs }: Medusa["admin"],
  job: BatchJob,
  signal: AbortSignal,
): Promise<BatchJob> {
  let last = job;
  for (const rest of LOOKS_MS) {
    if (!isCanceled(last) || jobApplied(last) !== undefined) return last;
    await setTimeout(rest, undefined, { signal }).catch(() => signal.throwIfAborted());
    last = (await batchJobs.retrieve(last.id, { signal })).batch_job;
  }
  return last;
}

/** Milliseconds before each look. */
const LOOKS_MS = [250, 500, 1_000, 2_000, 4_000] as const;

/** Medusa refuses to cancel a job that is completed. */
function isRefusal(error: unknown): boolean {
  return error instanceof MedusaInvalidRequestError && !(error instanceof MedusaNotFoundError);
}

function exitOf(job: BatchJob): Exit {
  if (!isFinished(job)) return "running";
  if (isCanceled(job) && jobApplied(job) === undefined) return "ambiguous";
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
