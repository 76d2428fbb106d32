import { UnrecoverableError, WaitingError } from "bullmq";
import Medusa, {
  BatchJobCanceledError,
  BatchJobFailedError,
  jobSummary,
  MedusaInvalidRequestError,
} from "medusa-batch-jobs";
import { type ImportJob, STANDSTILL_MS } from "./queue.js";

const medusa = new Medusa({
  baseUrl: process.env.MEDUSA_BACKEND_URL,
  apiKey: process.env.MEDUSA_API_TOKEN,
});

/**
 * Imports the file of a job, once, however many workers have had the job before.
 *
 * @throws UnrecoverableError where no further attempt can help; what it throws else is tried again.
 */
export async function importOnce(job: ImportJob, stop: AbortSignal): Promise<string> {
  try {
    const done = await medusa.admin.batchJobs.importFile(job.data, {
      idempotencyKey: job.id,
      takeOverAfter: STANDSTILL_MS,
      check: true,
      shop: false, // what the shop holds by now may come from this very file
      signal: stop,
      onUpdate: ({ id, status }) => job.updateProgress({ batchJob: id, status }),
    });
    return jobSummary(done);
  } catch (error) {
    if (stop.aborted) return giveBack(job);
    throw isFinal(error) ? new UnrecoverableError(error.message) : error;
  }
}

/** The import goes on at the shop; the next worker finds it by its key. */
async function giveBack(job: ImportJob): Promise<never> {
  await job.moveToWait(job.token);
  throw new WaitingError();
}

/** The shop, or a person, said no to this file. An outage, a full server, a wrong token may pass. */
function isFinal(error: unknown): error is Error {
  if (error instanceof MedusaInvalidRequestError) return error.status !== 409;
  return error instanceof BatchJobFailedError || error instanceof BatchJobCanceledError;
}
