import { invalidArgument, isMedusaError, MedusaAPIError } from "../errors.js";
import { encodeBody } from "../http/body.js";
import { type Checks, checkFunction } from "../http/checks.js";
import type { BatchJob, BatchJobContext } from "../types/batch-job.js";
import type { HeadersLike, ResponsePromise } from "../types/http.js";
import type { AdminUploadsRes, UploadFile, UploadOptions } from "../types/uploads.js";
import { type ImportFile, openImportFile } from "./import-source.js";
import { JOB_OPTIONS, type JobOptions } from "./payload.js";
import { JobRun, type RunCalls } from "./run.js";
import { checkRunOptions, type RunOptions } from "./run-options.js";

/**
 * How to import a file: `timeout` begins when it is uploaded. The `context` holds what the job needs
 * beside `fileKey`: `{ price_list_id }` for a `price-list-import`.
 */
export type ImportOptions<T extends string = "product-import" | "price-list-import"> =
  ImportSettings & { [P in T]: JobOptions<P, WithoutFileKey<BatchJobContext<P>>> }[T];

/** How to import, whatever the type. */
export interface ImportSettings extends RunOptions {
  /** The name of the uploaded file. Default: the file's own, or `import.csv`. */
  fileName?: string | undefined;
  /** Called while the file is sent, as in {@link UploadOptions}. */
  onUploadProgress?: UploadOptions["onUploadProgress"];
}

type WithoutFileKey<T> = object & { [K in keyof T as K extends "fileKey" ? never : K]: T[K] };

/** Of whichever type. */
type AnyImport = ImportSettings & { type?: string | undefined; context?: object | undefined };

const IMPORT_OPTIONS: Checks = {
  ...JOB_OPTIONS,
  fileName: true,
  onUploadProgress: checkFunction,
};

/** What importing needs of a resource. */
export interface ImportCalls extends RunCalls {
  uploads: {
    createProtected(
      file: UploadFile,
      customHeaders?: HeadersLike,
      options?: UploadOptions,
    ): ResponsePromise<AdminUploadsRes>;
    delete(payload: { file_key: string }, customHeaders?: HeadersLike): PromiseLike<unknown>;
  };
}

/**
 * Uploads a file, imports it, and waits for the end. A file whose job ended unconfirmed, or was never
 * created, is deleted again; one that a job may still need is not.
 */
export async function importFile(
  calls: ImportCalls,
  file: ImportFile,
  options: AnyImport = {},
): Promise<BatchJob> {
  checkImportOptions(options);
  const {
    type = "product-import",
    context,
    fileName,
    onUploadProgress: _,
    ...runOptions
  } = options;
  const content = await openImportFile(file, fileName, runOptions.signal);
  const fileKey = await upload(calls, content, options);
  let run: JobRun | undefined;
  try {
    run = await JobRun.start(calls, { type, context: { ...context, fileKey } }, runOptions);
    return await run.finish();
  } catch (error) {
    // A file that stays harms nobody: the outcome of the import matters more.
    const remove = () => calls.uploads.delete({ file_key: fileKey }, options.customHeaders);
    if (run === undefined ? isRefusal(error) : endedUnconfirmed(run.job)) {
      await remove().then(undefined, () => {});
    }
    throw error;
  }
}

/** An import that is refused when its file is uploaded already would leave the file behind. */
function checkImportOptions(options: AnyImport): void {
  checkRunOptions(options, IMPORT_OPTIONS);
  const { type, context = {} } = options;
  encodeBody(context);
  if (type === "price-list-import" && !("price_list_id" in context && context.price_list_id)) {
    throw invalidArgument("A price-list-import needs context.price_list_id.");
  }
}

async function upload(
  calls: ImportCalls,
  file: UploadFile,
  { customHeaders, signal, onUploadProgress }: ImportSettings,
): Promise<string> {
  const { uploads } = await calls.uploads.createProtected(file, customHeaders, {
    signal,
    onUploadProgress,
  });
  const fileKey = uploads[0]?.key;
  if (fileKey) return fileKey;
  // Created without a key, the job would stay so for ever and cost the server a database connection.
  throw new MedusaAPIError("The server stored the file, but named no key for it.");
}

/** Surely there is no job. */
function isRefusal(error: unknown): boolean {
  return isMedusaError(error) && !error.ambiguous;
}

function endedUnconfirmed({ failed_at, canceled_at, confirmed_at }: BatchJob): boolean {
  return Boolean(failed_at || canceled_at) && !confirmed_at;
}
