import { isMedusaError, MedusaAPIError, MedusaConnectionError } from "../errors.js";
import { type Checks, checkOptions } from "../http/checks.js";
import { withDeadline } from "../http/deadline.js";
import type { Download } from "../http/download.js";
import { toFailure } from "../http/failure.js";
import { toFileName } from "../http/file-name.js";
import { abortWith, onAbort, throwIfAborted } from "../http/signals.js";
import { readAll, readChunk, streamOf } from "../http/streams.js";
import type { BatchJob } from "../types/batch-job.js";
import type { Headers as CustomHeaders, RequestOptions, ResponsePromise } from "../types/http.js";
import type { AdminUploadsDownloadUrlRes } from "../types/uploads.js";
import { WAIT_OPTIONS, type WaitOptions } from "./following/options.js";
import { JOB_OPTIONS } from "./payload.js";
import { type RunCalls, runJob } from "./run.js";

/** Milliseconds that a download may stand still. */
export const DOWNLOAD_STALL_TIMEOUT_MS = 60_000;

/** The name of an exported file whose key holds none. */
export const DEFAULT_EXPORT_FILE_NAME = "export.csv";

/** How to export. */
export interface ExportOptions extends Omit<WaitOptions, "until"> {
  /** The kind of export. Default: `product-export`. */
  type?: "product-export" | "order-export" | (string & {});
  /** What the job's context holds: filters and the like. Default: `{}`. */
  context?: object;
}

const { until: _, ...EXPORT_WAIT_OPTIONS } = WAIT_OPTIONS;

const EXPORT_OPTIONS: Checks<ExportOptions> = { ...JOB_OPTIONS, ...EXPORT_WAIT_OPTIONS };

/** A file that the server has made. Each way of reading it downloads it anew. */
export interface ExportedFile {
  /** The completed job. */
  job: BatchJob;
  /** Where it can be downloaded without credentials; it expires. Once reading has renewed it, the new one. */
  url: string;
  /** Its name on the server, fit to be the name of a file here. */
  name: string;
  /** Its size in bytes; `undefined` where the server does not say. */
  size: number | undefined;
  /** The file as it comes, in constant memory. Errs if it breaks off, stands still for a minute, or has not `size` bytes. */
  stream(): ReadableStream<Uint8Array>;
  /** The whole file in memory; for a large one, see {@link stream}. */
  blob(): Promise<Blob>;
  /** The whole file in memory; for a large one, see {@link stream}. */
  text(): Promise<string>;
}

/** What exporting needs of a resource. */
export interface ExportCalls extends RunCalls {
  uploads: {
    getPresignedDownloadUrl(
      payload: { file_key: string },
      customHeaders?: CustomHeaders,
      options?: RequestOptions,
    ): ResponsePromise<AdminUploadsDownloadUrlRes>;
    download(url: string, options?: RequestOptions): Promise<Download>;
  };
}

/** Runs an export and says where its file is. */
export async function exportFile(
  calls: ExportCalls,
  options: ExportOptions = {},
): Promise<ExportedFile> {
  checkOptions("the options of exportFile", options, EXPORT_OPTIONS);
  const { type = "product-export", context: jobContext = {}, ...wait } = options;
  const { customHeaders, signal } = wait;
  const payload = { type, context: jobContext };
  const job = await runJob(calls, payload, { ...wait, until: "finished" });
  const { file_key, file_size: size } = job.result ?? {};
  if (!file_key) throw new MedusaAPIError(`The ${job.type} ${job.id} completed without a file.`);
  const getUrl = async (ended: AbortSignal | undefined) => {
    const request = { signal: ended };
    return (await calls.uploads.getPresignedDownloadUrl({ file_key }, customHeaders, request))
      .download_url;
  };
  const open = async (ended: AbortSignal): Promise<Download> => {
    try {
      return await calls.uploads.download(file.url, { signal: ended });
    } catch (error) {
      if (!hasExpired(error)) throw error;
      file.url = await getUrl(ended);
      return calls.uploads.download(file.url, { signal: ended });
    }
  };
  const stream = () => wholeFile(open, size, signal);
  const file: ExportedFile = {
    job,
    url: await getUrl(signal),
    name: toFileName(file_key, DEFAULT_EXPORT_FILE_NAME),
    size,
    stream,
    blob: () => readAll(stream()),
    text: async () => (await readAll(stream())).text(),
  };
  return file;
}

/** What file services answer for a URL whose time is over: S3 403, Google 400. */
function hasExpired(error: unknown): boolean {
  return isMedusaError(error) && [400, 401, 403, 404, 410].includes(error.status ?? 0);
}

/** A download that is whole, or errs. Whatever ends it, its connection does not stay open. */
function wholeFile(
  open: (ended: AbortSignal) => Promise<Download>,
  size: number | undefined,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  const { signal: ended } = ending;
  let unsubscribe = () => {};
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let received = 0;
  ended.addEventListener("abort", () => {
    unsubscribe();
    reader?.cancel(ended.reason).catch(() => {});
  });
  const next = async () => {
    try {
      if (reader === undefined) {
        throwIfAborted(signal);
        unsubscribe = onAbort(signal, (reason) => abortWith(ending, reason));
        reader = (await open(ended)).body.getReader();
      }
      const chunk = await nextChunk(reader, received, ended);
      received += chunk?.byteLength ?? 0;
      checkSize(received, size, chunk === undefined);
      if (chunk === undefined) unsubscribe();
      return chunk;
    } catch (error) {
      abortWith(ending, error);
      throw error;
    }
  };
  return streamOf(next, async (reason) => abortWith(ending, reason), ended);
}

/** More than was promised is as wrong as less: a page of the file service's, for instance. */
function checkSize(received: number, size: number | undefined, done: boolean): void {
  if (size === undefined || received === size || (received < size && !done)) return;
  throw brokenOff(
    `it has ${size} bytes on the server, but ${done ? "ended" : "goes on"}`,
    received,
  );
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  received: number,
  ended: AbortSignal,
) {
  try {
    return await withDeadline(() => readChunk(reader), DOWNLOAD_STALL_TIMEOUT_MS, ended);
  } catch (error) {
    // The head may have come just when it was over.
    reader.cancel(error).catch(() => {});
    throwIfAborted(ended);
    const { detail, cause } = toFailure(error);
    throw brokenOff(`it broke off (${detail})`, received, cause);
  }
}

function brokenOff(how: string, received: number, cause?: unknown): MedusaConnectionError {
  const message = `The download is not whole: ${how} after ${received} bytes.`;
  return new MedusaConnectionError(message, { cause });
}
