import { invalidArgument, isMedusaError } from "../errors.js";
import type { NamedBlob } from "../http/blobs.js";
import { encodeBody } from "../http/body.js";
import { type Checks, checkFunction } from "../http/checks.js";
import { isBlob } from "../http/kinds.js";
import type { BatchJob, BatchJobContext } from "../types/batch-job.js";
import type { UploadOptions, UploadStream } from "../types/uploads.js";
import {
  CHECK_SETTINGS,
  type CheckSettings,
  checkCheckSettings,
  ImportCheck,
  type ShopCalls,
} from "./import-check.js";
import { type ImportFile, openAnyFile, openImportFile, readImportFile } from "./import-source.js";
import { ImportUpload, type UploadCalls } from "./import-upload.js";
import { JOB_OPTIONS, type JobOptions } from "./payload.js";
import { asAsked, openRun } from "./run.js";
import { checkRunOptions, type RunOptions } from "./run-options.js";
import type { RunCalls, RunPlan, RunResult } from "./run-plan.js";

/**
 * How to import a file: `timeout` begins when it is uploaded. The `context` holds what the job needs
 * beside `fileKey`: `{ price_list_id }` for a `price-list-import`.
 */
export type ImportOptions<T extends string = "product-import" | "price-list-import"> =
  ImportSettings & { [P in T]: JobOptions<P, WithoutFileKey<BatchJobContext<P>>> }[T];

/** How to import, whatever the type. */
export interface ImportSettings extends RunOptions, CheckSettings {
  /** The name of the uploaded file, with eight random digits in front. Default: the file's own, or `import.csv`. */
  fileName?: string | undefined;
  /** Called while the file is sent, as in {@link UploadOptions}. */
  onUploadProgress?: UploadOptions["onUploadProgress"];
}

type WithoutFileKey<T> = object & { [K in keyof T as K extends "fileKey" ? never : K]: T[K] };

/** Of whichever type. */
type AnyImport = ImportSettings & { type?: string | undefined; context?: object | undefined };

const IMPORT_OPTIONS: Checks = {
  ...JOB_OPTIONS,
  ...CHECK_SETTINGS,
  fileName: true,
  onUploadProgress: checkFunction,
};

/** What importing needs of a resource. */
export interface ImportCalls extends RunCalls {
  uploads: UploadCalls;
  custom: ShopCalls;
}

/**
 * Uploads a file, imports it, and waits for the end. A file whose job ended unconfirmed, or was never
 * created, is to be deleted again; one that a job may still need is not.
 */
export async function importFile(
  calls: ImportCalls,
  file: ImportFile,
  options: AnyImport = {},
): Promise<RunResult> {
  checkImportOptions(options);
  const { type = "product-import", context = {} } = options;
  const check = options.check ? new ImportCheck(calls.custom, file, options) : undefined;
  const opened = await openFor(options, file, check);
  const content = isBlob(opened) ? opened : undefined;
  const upload = new ImportUpload(calls.uploads, opened, options);
  const plan: RunPlan = {
    type,
    context,
    content,
    isDryRun: options.confirm !== undefined,
    async prepare() {
      // No sooner: what is applied for a key needs no check, and would be found in the shop.
      if (content) await check?.pass(content);
      const fileKey = await upload.send();
      return asAsked({ type, context: { ...context, fileKey } }, options);
    },
  };
  const run = openRun(calls, plan, options);
  let isRefused = false;
  try {
    return await run.result();
  } catch (error) {
    isRefused = isRefusal(error);
    throw error;
  } finally {
    if (run.own === undefined ? isRefused : isNeedless(run.own)) await upload.remove();
  }
}

/** What is checked, or what a key stands for, is read before it is sent; a check sees more than its head. */
async function openFor(
  { type, fileName, fix, idempotencyKey, signal }: AnyImport,
  file: ImportFile,
  check: ImportCheck | undefined,
): Promise<NamedBlob | UploadStream> {
  if (check === undefined) {
    const opened = await openImportFile(file, fileName, signal, type);
    return idempotencyKey === undefined ? opened : readImportFile(opened, signal);
  }
  const content = await readImportFile(await openAnyFile(file, fileName), signal);
  return fix ? check.repaired(content) : content;
}

/** An import that is refused when its file is uploaded already would leave the file behind. */
function checkImportOptions(options: AnyImport): void {
  checkRunOptions(options, IMPORT_OPTIONS);
  const { type, context = {} } = options;
  encodeBody(context);
  checkCheckSettings(options);
  if (type === "price-list-import" && !("price_list_id" in context && context.price_list_id)) {
    throw invalidArgument("A price-list-import needs context.price_list_id.");
  }
}

/** Surely there is no job. */
function isRefusal(error: unknown): boolean {
  return isMedusaError(error) && !error.ambiguous;
}

/** Without its file, a job that the server has yet to prepare would hang, and cost it a database connection. */
function isNeedless({ pre_processed_at, confirmed_at, canceled_at, failed_at }: BatchJob): boolean {
  return !confirmed_at && Boolean(failed_at || (canceled_at && pre_processed_at));
}
