import { invalidArgument, isMedusaError, MedusaAPIError } from "../errors.js";
import type { BatchJob } from "../types/batch-job.js";
import type { Headers as CustomHeaders, RequestOptions, ResponsePromise } from "../types/http.js";
import type { AdminUploadsRes, UploadFile } from "../types/uploads.js";
import { BatchJobError } from "./errors.js";
import { type ImportFile, openImportFile } from "./import-source.js";
import { createJob, finishJob, type RunCalls, type RunOptions } from "./run.js";

export { DEFAULT_IMPORT_FILE_NAME, type ImportFile } from "./import-source.js";

/** How to import a file. */
export interface ImportOptions extends RunOptions {
  /** The kind of import. Default: `product-import`. */
  type?: "product-import" | "price-list-import" | (string & {});
  /** What the job's context holds beside `fileKey`: `{ price_list_id }` for a `price-list-import`. */
  context?: object;
  /** The name of the uploaded file. Default: the `File`'s own, or `import.csv`. */
  fileName?: string;
}

/** What importing needs of a resource. */
export interface ImportCalls extends RunCalls {
  uploads: {
    createProtected(
      file: UploadFile,
      customHeaders?: CustomHeaders,
      options?: RequestOptions,
    ): ResponsePromise<AdminUploadsRes>;
    delete(payload: { file_key: string }, customHeaders?: CustomHeaders): PromiseLike<unknown>;
  };
}

/**
 * Uploads a file, imports it, and waits for the end. A file whose job ended unconfirmed, or was never
 * created, is deleted again; one that a job may still need is not.
 */
export async function importFile(
  calls: ImportCalls,
  file: ImportFile,
  options: ImportOptions = {},
): Promise<BatchJob> {
  const { type = "product-import", context: jobContext, fileName, ...run } = options;
  checkImport(type, jobContext);
  const content = await openImportFile(file, fileName, run.signal);
  const fileKey = await upload(calls, content, run);
  // A file that stays harms nobody: the outcome of the import matters more.
  const remove = () =>
    calls.uploads.delete({ file_key: fileKey }, run.customHeaders).then(undefined, () => {});

  const payload = { type, context: { ...jobContext, fileKey } };
  const created = await createJob(calls, payload, run).catch(async (error: unknown) => {
    if (isMedusaError(error) && !error.ambiguous) await remove();
    throw error;
  });
  const job = await finishJob(calls, created, run).catch(async (error: unknown) => {
    if (error instanceof BatchJobError && endedUnconfirmed(error.job)) await remove();
    throw error;
  });
  if (endedUnconfirmed(job)) await remove();
  return job;
}

/** Refuses what the server would hang on for ever, or call a success of nothing. */
function checkImport(type: string, context: object | undefined): void {
  const priceList: unknown = context && Reflect.get(context, "price_list_id");
  if (type === "price-list-import" && !priceList) {
    throw invalidArgument("A price-list-import needs context.price_list_id.");
  }
}

async function upload(
  calls: ImportCalls,
  file: UploadFile,
  { customHeaders, signal }: RunOptions,
): Promise<string> {
  const { uploads } = await calls.uploads.createProtected(file, customHeaders, { signal });
  const fileKey = uploads[0]?.key;
  if (fileKey) return fileKey;
  // Created without a key, the job would stay so for ever and cost the server a database connection.
  throw new MedusaAPIError("The server stored the file, but named no key for it.");
}

function endedUnconfirmed({ failed_at, canceled_at, confirmed_at }: BatchJob): boolean {
  return Boolean(failed_at || canceled_at) && !confirmed_at;
}
