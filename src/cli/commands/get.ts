import {
  type BatchJob,
  isFinished,
  jobErrors,
  jobSummary,
  needsConfirmation,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import { commandOf } from "../command.js";
import type { Result } from "../result.js";
import { oneLine } from "../terminal/text.js";
import { ago } from "../terminal/time.js";

/** Shows a job. */
export async function runGet(cli: Cli, id: string): Promise<Result> {
  const { host, flags, output } = cli;
  const { admin } = await cli.connect();
  const { batch_job } = await admin.batchJobs.retrieve(id, { signal: host.interrupted });
  const command = commandOf(host, flags);
  const when = host.stdout.isTTY ? withAgo : (date: string) => date;
  const text = rowsOf(batch_job, command, when)
    .map(
      ([name, value]) => `${output.style("bold", `${name}:`.padEnd(NAME_WIDTH))} ${oneLine(value)}`,
    )
    .join("\n");
  return { text, json: batch_job };
}

const NAME_WIDTH = 11;

function rowsOf(
  job: BatchJob,
  command: string,
  when: (date: string) => string,
): [string, string][] {
  const times = TIMES.map(([name, column]): [string, string | null] => [name, job[column]]);
  const rows: [string, string | null | undefined][] = [
    ["Id", job.id],
    ["Type", job.type],
    ["Status", job.status],
    ["Summary", jobSummary(job)],
    ...times.map(([name, date]): [string, string | null] => [name, date && when(date)]),
    ["By", job.created_by],
    ["Context", job.context && JSON.stringify(job.context)],
    ["File", job.result?.file_key],
    ["Next", nextStep(job, command)],
  ];
  return rows.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
}

const TIMES = [
  ["Created", "created_at"],
  ["Prepared", "pre_processed_at"],
  ["Confirmed", "confirmed_at"],
  ["Begun", "processing_at"],
  ["Completed", "completed_at"],
  ["Canceled", "canceled_at"],
  ["Failed", "failed_at"],
] as const;

function withAgo(date: string): string {
  return `${date} (${ago(new Date(date))})`;
}

/** What a person would do now. */
function nextStep(job: BatchJob, command: string): string | undefined {
  if (needsConfirmation(job)) return `${command} confirm ${job.id}`;
  if (!isFinished(job)) return `${command} wait ${job.id}`;
  if (jobErrors(job).length > 0) return `${command} errors ${job.id}`;
  return job.result?.file_key ? `${command} download ${job.id}` : undefined;
}
