import {
  type AdminGetBatchParams,
  type BatchJob,
  jobSummary,
  type Medusa,
} from "medusa-batch-jobs";
import type { Cli } from "../cli.js";
import type { Host } from "../host.js";
import type { Result } from "../result.js";
import type { Style } from "../terminal/style.js";
import { alignRows, tabRows } from "../terminal/table.js";
import { ago } from "../terminal/time.js";

/** Which jobs. */
export interface JobFilters {
  status?: Exclude<AdminGetBatchParams["status"], string>;
  type?: string[] | undefined;
  since?: Date | undefined;
}

/** The flags of `list`. */
export interface ListFlags extends JobFilters {
  limit: number;
}

/** The most that one request asks for. */
const PAGE_SIZE = 100;

/** Lists jobs, the newest first. */
export async function runList(cli: Cli, flags: ListFlags): Promise<Result> {
  const { host, output } = cli;
  const { admin } = await cli.connect();
  const jobs = await newest(admin, queryOf(flags), flags.limit, host.interrupted);
  if (jobs.length === 0) output.note("There are no such jobs.");
  return { text: describeJobs(jobs, host.stdout, output.style), json: { batch_jobs: jobs } };
}

/** What the server is asked for. */
export function queryOf({ status, type, since }: JobFilters) {
  return { status, type, created_at: since && { gte: since } };
}

async function newest(
  { batchJobs }: Medusa["admin"],
  query: AdminGetBatchParams,
  limit: number,
  signal: AbortSignal,
): Promise<BatchJob[]> {
  // An iteration asks for the next page while one is read: for what fits one, that is a request too many.
  if (limit <= PAGE_SIZE) return (await batchJobs.list({ ...query, limit }, { signal })).batch_jobs;
  const jobs: BatchJob[] = [];
  for await (const job of batchJobs.list({ ...query, limit: PAGE_SIZE }, { signal })) {
    jobs.push(job);
    if (jobs.length === limit) break;
  }
  return jobs;
}

/** A table on a terminal; elsewhere lines for programs, which need no header and all of it. */
function describeJobs(
  jobs: readonly BatchJob[],
  { isTTY, columns }: Host["stdout"],
  style: Style,
): string {
  if (jobs.length === 0) return "";
  if (!isTTY) return tabRows(jobs.map((job) => rowOf(job, job.created_at))).join("\n");
  const rows = jobs.map((job) => rowOf(job, ago(new Date(job.created_at))));
  const [header = "", ...lines] = alignRows([HEADER, ...rows], columns);
  return [style("dim", header), ...lines].join("\n");
}

const HEADER = ["ID", "TYPE", "STATUS", "CREATED", "SUMMARY"];

function rowOf(job: BatchJob, created: string): string[] {
  return [job.id, job.type, job.status, created, jobSummary(job)];
}
