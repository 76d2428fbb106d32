import { MedusaAPIError } from "../errors.js";
import { type Checks, checkOptions } from "../http/checks.js";
import { type ExportedFile, type FileCalls, openExportedFile } from "./exported-file.js";
import { WAIT_OPTIONS, type WaitOptions } from "./following/options.js";
import { JOB_OPTIONS } from "./payload.js";
import { type RunCalls, runJob } from "./run.js";

/** How to export. */
export interface ExportOptions extends Omit<WaitOptions, "until"> {
  /** The kind of export. Default: `product-export`. */
  type?: "product-export" | "order-export" | (string & {});
  /** What the job's context holds: filters and the like. Default: `{}`. */
  context?: object;
}

const { until: _, ...EXPORT_WAIT_OPTIONS } = WAIT_OPTIONS;

const EXPORT_OPTIONS: Checks<ExportOptions> = { ...JOB_OPTIONS, ...EXPORT_WAIT_OPTIONS };

/** What exporting needs of a resource. */
export interface ExportCalls extends RunCalls, FileCalls {}

/** Runs an export and says where its file is. */
export async function exportFile(
  calls: ExportCalls,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  checkOptions("the options of exportFile", options, EXPORT_OPTIONS);
  const { type = "product-export", context = {}, ...wait } = options;
  const job = await runJob(calls, { type, context }, { ...wait, until: "finished" });
  const file = await openExportedFile(calls, job, wait);
  if (file !== undefined) return file;
  throw new MedusaAPIError(`The ${job.type} ${job.id} completed without a file.`);
}
