import { MedusaAPIError } from "../errors.js";
import { type Checks, checkOptions } from "../http/checks.js";
import type { BatchJobContext } from "../types/batch-job.js";
import { type ExportedFile, type FileCalls, openExportedFile } from "./exported-file.js";
import { WAIT_OPTIONS, type WaitOptions } from "./following/options.js";
import { KEY_OPTIONS, type KeyOptions } from "./once/options.js";
import { JOB_OPTIONS, type JobOptions } from "./payload.js";
import { runJob } from "./run.js";
import type { RunCalls } from "./run-plan.js";

/** How to export. The `context` holds filters and the like. */
export type ExportOptions<T extends string = "product-export" | "order-export"> = ExportSettings &
  { [P in T]: JobOptions<P, BatchJobContext<P>> }[T];

/** How to export, whatever the type. */
export interface ExportSettings extends Omit<WaitOptions, "until">, KeyOptions {}

/** Of whichever type. */
type AnyExport = ExportSettings & { type?: string | undefined; context?: object | undefined };

const { until: _, ...EXPORT_WAIT_OPTIONS } = WAIT_OPTIONS;

const EXPORT_OPTIONS: Checks<AnyExport> = {
  ...JOB_OPTIONS,
  ...EXPORT_WAIT_OPTIONS,
  ...KEY_OPTIONS,
};

/** What exporting needs of a resource. */
export interface ExportCalls extends RunCalls, FileCalls {}

/** Runs an export and says where its file is. */
export async function exportFile(
  calls: ExportCalls,
  options: AnyExport = {},
): Promise<ExportedFile> {
  checkOptions("the options of exportFile", options, EXPORT_OPTIONS);
  const { type = "product-export", context = {}, ...run } = options;
  const job = await runJob(calls, { type, context }, { ...run, until: "finished" });
  const file = await openExportedFile(calls, job, options);
  if (file !== undefined) return file;
  throw new MedusaAPIError(`The ${job.type} ${job.id} completed without a file.`);
}
