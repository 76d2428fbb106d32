import { isMedusaError, MedusaAPIError, MedusaConnectionError } from "../errors.js";
import type { Download } from "../http/call.js";
import { withDeadline } from "../http/deadline.js";
import { toFailure } from "../http/failure.js";
import { readAll } from "../http/streams.js";
import type { BatchJob } from "../types/batch-job.js";
import type { Headers as CustomHeaders, RequestOptions, ResponsePromise } from "../types/http.js";
import type { AdminUploadsDownloadUrlRes } from "../types/uploads.js";
import type { WaitOptions } from "./following/options.js";
import { type RunCalls, runJob } from "./run.js";

/** Milliseconds that a download may stand still. */
export const DOWNLOAD_STALL_TIMEOUT_MS = 60_000;

/** How to export. */
export interface ExportOptions extends WaitOptions {
  /** The kind of export. Default: `product-export`. */
  type?: "product-export" | "order-export" | (string & {});
  /** What the job's context holds: filters and the like. Default: `{}`. */
  context?: object;
}

/** A file that the server has made. Each way of reading it downloads it anew. */
export interface ExportedFile {
  /** The completed job. */
  job: BatchJob;
  /** Where it can be downloaded without credentials; it expires. */
  url: string;
  /** Its name on the server. */
  name: string;
  /** Its size in bytes; `undefined` where the server does not say. */
  size: number | undefined;
  /** The file as it comes, in constant memory. Errs if it breaks off, stands still for a minute, or is shorter than `size`. */
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
  { type = "product-export", context: jobContext = {}, ...wait }: ExportOptions = {},
): Promise<ExportedFile> {
  const { customHeaders, signal } = wait;
  const payload = { type, context: jobContext };
  const job = await runJob(calls, payload, { ...wait, until: "finished" });
  const file_key = job.result?.file_key;
  if (!file_key) throw new MedusaAPIError(`The ${job.type} ${job.id} completed without a file.`);
  const getUrl = async () =>
    (await calls.uploads.getPresignedDownloadUrl({ file_key }, customHeaders, { signal }))
      .download_url;

  let url = await getUrl();
  const open = async (): Promise<Download> => {
    try {
      return await calls.uploads.download(url, { signal });
    } catch (error) {
      if (!hasExpired(error)) throw error;
      url = await getUrl();
      return calls.uploads.download(url, { signal });
    }
  };
  const size = job.result?.file_size;
  const stream = () => wholeFile(open, { size, signal });
  return {
    job,
    url,
    name: file_key.split("/").at(-1) ?? file_key,
    size,
    stream,
    blob: () => readAll(stream()),
    text: async () => (await readAll(stream())).text(),
  };
}

/** What a file service answers for a URL whose time is over. */
function hasExpired(error: unknown): boolean {
  return isMedusaError(error) && (error.status === 403 || error.status === 404);
}

/** A download that is whole, or errs. */
function wholeFile(
  open: () => Promise<Download>,
  { size, signal }: { size: number | undefined; signal: AbortSignal | undefined },
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let received = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        reader ??= (await open()).body.getReader();
        const { done, value } = await nextChunk(reader, received, signal);
        if (!done) {
          received += value.byteLength;
          controller.enqueue(value);
        } else if (size !== undefined && received < size) {
          throw brokenOff(`it has ${size} bytes on the server, but ended`, received);
        } else {
          controller.close();
        }
      },
      async cancel(reason) {
        await reader?.cancel(reason);
      },
    },
    // Nothing is downloaded before it is asked for.
    { highWaterMark: 0 },
  );
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  received: number,
  signal: AbortSignal | undefined,
) {
  try {
    return await withDeadline(() => reader.read(), DOWNLOAD_STALL_TIMEOUT_MS, signal);
  } catch (error) {
    // Whatever ended it, the connection is not left open.
    reader.cancel(error).catch(() => {});
    signal?.throwIfAborted();
    const { detail, cause } = toFailure(error);
    throw brokenOff(`it broke off (${detail})`, received, cause);
  }
}

function brokenOff(how: string, received: number, cause?: unknown): MedusaConnectionError {
  const message = `The download is not whole: ${how} after ${received} bytes.`;
  return new MedusaConnectionError(message, { cause });
}
