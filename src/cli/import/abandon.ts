import { type BatchJob, isFinished, type Medusa, type MedusaError } from "medusa-batch-jobs";
import { commandOf } from "../command.js";
import type { Importing } from "./options.js";

/** What is asked for the last time must not take long. */
const LAST_CALLS_MS = 10_000;

/**
 * Sees to the job of an import that ended by something else than its job: what nobody will confirm is canceled, and Medusa
 * asked to delete its upload. The error names the job, and a person is told what became of it.
 */
export async function abandon(
  { cli, flags, leave: { job } }: Importing,
  admin: Medusa["admin"],
  error: MedusaError,
): Promise<void> {
  if (job === undefined || isFinished(job)) return;
  // A rerun with the key goes on with it; and what may be confirmed is no longer ours to cancel.
  const isOurs = !error.ambiguous && !job.confirmed_at && (flags.key === undefined || flags.dryRun);
  const canceled = isOurs ? await drop(admin, job) : undefined;
  Object.assign(error, { job: canceled ?? job });
  const command = commandOf(cli.host, cli.flags);
  cli.progress.pause();
  cli.output.explain(
    canceled
      ? `The ${job.type} ${job.id} was canceled: nothing was written.`
      : `There is a ${job.type} ${job.id}, and it may go on. To look at it: ${command} get ${job.id}`,
  );
}

/** The canceled job, if it could be canceled. */
async function drop({ batchJobs, uploads }: Medusa["admin"], { id }: BatchJob) {
  const signal = AbortSignal.timeout(LAST_CALLS_MS);
  try {
    const { batch_job: job } = await batchJobs.cancel(id, { signal });
    // What the server has yet to prepare would hang without its file.
    if (job.pre_processed_at && !job.confirmed_at) {
      await uploads.delete({ file_key: String(job.context?.fileKey) }, { signal });
    }
    return job;
  } catch {
    return undefined;
  }
}
