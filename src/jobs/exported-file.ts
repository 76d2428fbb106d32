import { invalidArgument, isMedusaError } from "../errors.js";
import { type Checks, checkOptions, checkSignal } from "../http/checks.js";
import type { Download } from "../http/download.js";
import { toFileName } from "../http/file-name.js";
import { checkHeaders } from "../http/headers.js";
import type { OpenFile } from "../http/pieces.js";
import type { Rest } from "../http/resume.js";
import { saveFile } from "../http/save.js";
import { throwIfAborted } from "../http/signals.js";
import { type ByteStream, iterable, readAll, readText } from "../http/streams.js";
import { wholeFile } from "../http/whole-file.js";
import type { AdminBatchJobRes, BatchJob } from "../types/batch-job.js";
import type { HeadersLike, RequestOptions, ResponsePromise } from "../types/http.js";
import type { AdminUploadsDownloadUrlRes } from "../types/uploads.js";
import { checkId, idOf, isFinished, jobApplied, jobOutcome } from "./job.js";

/** The name of an exported file whose key holds none. */
export const DEFAULT_EXPORT_FILE_NAME = "export.csv";

/**
 * A file that the server has made. Each way of reading it downloads it anew. A download that breaks off, or
 * stands still for a minute, goes on where it was, for as many attempts as any other call, if the server says
 * by what its file can be known (a strong ETag, or the time of its last change) and the job how large it is.
 */
export interface ExportedFile {
  /** The completed job. */
  job: BatchJob;
  /**
   * Where it can be downloaded without credentials; it expires. Once reading has renewed it, the new one.
   * A dashboard links to it: Medusa's local file service allows no script of another origin to read its files.
   */
  url: string;
  /** Its name on the server, fit to be the name of a file here. */
  name: string;
  /** Its size in bytes; `undefined` where the server does not say. */
  size: number | undefined;
  /**
   * The file as it comes, in constant memory; whoever leaves its loop ends the download. Errs if it
   * breaks off and cannot go on, or has not `size` bytes.
   */
  stream(): ByteStream;
  /**
   * Saves it to disk (Node, Bun, Deno), in constant memory. It is written to a temporary file beside its
   * place, which it takes when it is whole: no half file is ever there, and of a file that was there
   * before nothing is lost until then.
   *
   * @param path Where to. A folder (one that exists, or a path that ends with a slash) gets a file
   *   called `name`, and nothing outside of it is touched; a link in place of a file is followed.
   * @returns The path of the file.
   * @throws MedusaConnectionError if it is not whole; MedusaError with the `code` of what went wrong on disk, such as `ENOSPC`.
   * @throws MedusaInvalidRequestError where there is no file system, as in a browser: link to `url` there.
   */
  save(path: string | URL, options?: SaveOptions): Promise<string>;
  /** The whole file in memory; for a large one, see {@link stream}. */
  blob(): Promise<Blob>;
  /** The whole file in memory; for a large one, see {@link stream}. */
  text(): Promise<string>;
}

/** How to save a file. */
export interface SaveOptions {
  /** Ends it with `signal.reason`; nothing is left of it. */
  signal?: AbortSignal | undefined;
}

const SAVE_OPTIONS: Checks<SaveOptions> = { signal: checkSignal };

/** How to get the file of a job. */
export interface FileOptions {
  customHeaders?: HeadersLike | undefined;
  /** Ends the call, and all reading of the file. */
  signal?: AbortSignal | undefined;
}

const FILE_OPTIONS: Checks<FileOptions> = { customHeaders: checkHeaders, signal: checkSignal };

/** What getting a file needs of a resource. */
export interface FileCalls {
  retrieve(
    id: string,
    customHeaders?: HeadersLike,
    options?: RequestOptions,
  ): PromiseLike<AdminBatchJobRes>;
  uploads: {
    getPresignedDownloadUrl(
      payload: { file_key: string },
      customHeaders?: HeadersLike,
      options?: RequestOptions,
    ): ResponsePromise<AdminUploadsDownloadUrlRes>;
    download(url: string, options?: RequestOptions, rest?: Rest): Promise<Download>;
  };
}

/** The file of an export that is completed. A job that was seen before it had its file is read again. */
export async function fileOf(
  calls: FileCalls,
  target: string | BatchJob,
  options: FileOptions = {},
): Promise<ExportedFile> {
  checkOptions("the options of fileOf", options, FILE_OPTIONS);
  const id = idOf(target);
  checkId(id);
  const { customHeaders, signal } = options;
  const known =
    typeof target === "string" ? undefined : await openExportedFile(calls, target, options);
  if (known !== undefined) return known;
  const { batch_job: job } = await calls.retrieve(id, customHeaders, { signal });
  const file = await openExportedFile(calls, job, options);
  if (file !== undefined) return file;
  throw invalidArgument(`The ${job.type} ${job.id} has no file: ${whyNot(job)}`);
}

/** The file that a job has made; `undefined` if it has none. */
export async function openExportedFile(
  calls: FileCalls,
  job: BatchJob,
  { customHeaders, signal }: FileOptions,
): Promise<ExportedFile | undefined> {
  const { file_key, file_size: size } = job.result ?? {};
  if (!file_key || !jobApplied(job)) return undefined;
  const getUrl = async (ended: AbortSignal | undefined) => {
    const request = { signal: ended };
    return (await calls.uploads.getPresignedDownloadUrl({ file_key }, customHeaders, request))
      .download_url;
  };
  const open: OpenFile = async (ended, rest) => {
    const request = { signal: ended };
    try {
      return await calls.uploads.download(file.url, request, rest);
    } catch (error) {
      if (!hasExpired(error)) throw error;
      file.url = await getUrl(ended);
      // At once: the pause after what broke it is over.
      return calls.uploads.download(file.url, request, rest && { ...rest, broke: undefined });
    }
  };
  const read = (own?: AbortSignal) => iterable(wholeFile(open, size, signal, own));
  const name = toFileName(file_key, DEFAULT_EXPORT_FILE_NAME);
  const file: ExportedFile = {
    job,
    url: await getUrl(signal),
    name,
    size,
    stream: () => read(),
    async save(path, options = {}) {
      checkOptions("the options of save", options, SAVE_OPTIONS);
      throwIfAborted(options.signal);
      return saveFile(path, name, () => read(options.signal));
    },
    blob: () => readAll(read()),
    text: () => readText(read()),
  };
  return file;
}

/** What file services answer for a URL whose time is over: S3 403, Google 400. */
function hasExpired(error: unknown): boolean {
  return isMedusaError(error) && [400, 401, 403, 404, 410].includes(error.status ?? 0);
}

function whyNot(job: BatchJob): string {
  if (jobApplied(job)) return "it is no export.";
  return isFinished(job)
    ? `it ended ${jobOutcome(job)}.`
    : `it is ${job.status}. Wait until it is completed.`;
}
