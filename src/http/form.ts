import { invalidArgument, mustBe } from "../errors.js";
import type { AdminCreateUploadPayload, UploadFile, UploadStream } from "../types/uploads.js";
import { KINDS_OF_FILES, openFile } from "./disk.js";
import { isObject, isWebStream } from "./kinds.js";
import { endedBy, readAll } from "./streams.js";

/** The name of an uploaded file that has none of its own. */
export const DEFAULT_FILE_NAME = "upload.csv";

/** The form field in which Medusa looks for files. */
const FIELD = "files";

/** A file that can be sent. */
export type Part = Blob | UploadStream;

/**
 * Checks files, and opens those on disk.
 *
 * @throws MedusaInvalidRequestError for no file, and for what is none.
 */
export async function openFiles(files: AdminCreateUploadPayload): Promise<readonly Part[]> {
  const list = isFileList(files) ? files : [files];
  if (list.length === 0) throw invalidArgument("There is no file to upload.");
  return Promise.all(list.map(toPart));
}

/**
 * Files as a multipart form.
 *
 * @param ended Ends streams that are not read to their end by then.
 */
export async function toForm(
  files: readonly Part[],
  ended: AbortSignal,
): Promise<FormData | StreamForm> {
  const parts = files.map((file) =>
    isUploadStream(file) ? { ...file, stream: endedBy(ended, file.stream) } : file,
  );
  if (IN_NODE && parts.some(isUploadStream)) return new StreamForm(parts);
  const form = new FormData();
  for (const part of parts) {
    const blob = isUploadStream(part) ? await collect(part) : part;
    form.append(FIELD, blob, nameOf(part));
  }
  return form;
}

/** How many bytes files have; `undefined` if one of them is a stream. */
export function sizeOf(parts: readonly Part[]): number | undefined {
  let size = 0;
  for (const part of parts) {
    if (isUploadStream(part)) return undefined;
    size += part.size;
  }
  return size;
}

/** A form with streams in it, as axios's Node adapter reads one: a `FormData` holds nothing but blobs. */
export class StreamForm {
  readonly [Symbol.toStringTag] = "FormData";
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  /** There for axios to recognise a form. */
  append(): void {
    throw new TypeError("The form is complete.");
  }

  [Symbol.iterator](): Iterator<[name: string, file: object]> {
    return this.entries();
  }

  *entries(): Iterator<[name: string, file: object]> {
    for (const part of this.#parts) {
      const file = isUploadStream(part)
        ? { name: part.name, type: part.type ?? "", stream: () => part.stream }
        : new File([part], nameOf(part), { type: part.type });
      yield [FIELD, file];
    }
  }
}

/** Where a request's body can be a stream. */
const IN_NODE =
  typeof process !== "undefined" &&
  Boolean(process.versions?.node) &&
  globalThis.navigator?.userAgent !== "Cloudflare-Workers";

function isFileList(files: AdminCreateUploadPayload): files is readonly UploadFile[] {
  return Array.isArray(files);
}

async function toPart(file: UploadFile): Promise<Part> {
  if (isUploadStream(file) && !file.stream.locked) return file;
  const blob = await openFile(file, DEFAULT_FILE_NAME);
  if (blob !== undefined) return blob;
  throw mustBe("A file to upload", `${KINDS_OF_FILES} or an unread { name, stream }`);
}

function isUploadStream(file: unknown): file is UploadStream {
  return isObject(file) && "stream" in file && isWebStream(file.stream);
}

function nameOf(part: Part): string {
  return "name" in part ? String(part.name) : DEFAULT_FILE_NAME;
}

async function collect({ stream, type = "" }: UploadStream): Promise<Blob> {
  const blob = await readAll(stream);
  return blob.slice(0, blob.size, type);
}
