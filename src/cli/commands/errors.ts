import { type BatchJob, BatchJobFailedError, type JobError, jobErrors } from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import type { Result } from "../result.js";
import { oneLine } from "../terminal/text.js";

/** Shows what went wrong in a job, each thing on a line, and what it means. */
export async function runErrors(cli: Cli, id: string): Promise<Result> {
  const { host, output } = cli;
  const { admin } = await cli.connect();
  const { batch_job: job } = await admin.batchJobs.retrieve(id, { signal: host.interrupted });
  const errors = jobErrors(job).map((error) => ({ ...error, explained: explain(job, error) }));
  if (errors.length === 0) output.note(`${id} has no errors.`);
  return {
    text: errors.map(({ explained }) => oneLine(explained)).join("\n"),
    json: { job, errors },
  };
}

/** What the server says, and what it means. The error of a failed job knows: it gets a job that failed for this alone. */
function explain(job: BatchJob, error: JobError): string {
  const alone = { ...job, result: { ...job.result, errors: [error.message] } };
  const { message } = new BatchJobFailedError(alone);
  return message.slice(message.indexOf("failed: ") + "failed: ".length);
}
