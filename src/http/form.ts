import { invalidArgument, mustBe } from "../errors.js";
import type { AdminCreateUploadPayload, UploadFile, UploadStream } from "../types/uploads.js";
import { readBlob } from "./blobs.js";
import { KINDS_OF_FILES, openFile } from "./disk.js";
import { isObject, isWebStream, tagOf } from "./kinds.js";
import { toMultipart } from "./multipart.js";
import { endedBy, hasStreams, readAll } from "./streams.js";

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
): Promise<FormData | StreamForm | Blob> {
  const parts = files.map((file) =>
    isUploadStream(file) ? { ...file, stream: endedBy(ended, file.stream) } : file,
  );
  if (IN_NODE && (parts.some(isUploadStream) || isForeign())) return new StreamForm(parts);
  const blobs: { name: string; content: Blob }[] = [];
  for (const part of parts) {
    const content = isUploadStream(part) ? await collect(part) : part;
    blobs.push({ name: nameOf(part), content });
  }
  if ("getParts" in FormData.prototype) return toMultipart(FIELD, blobs);
  const form = new FormData();
  for (const { name, content } of blobs) form.append(FIELD, content, name);
  return form;
}

/** Whether blobs and forms are those of an imitated browser, which axios's Node adapter cannot read. */
function isForeign(): boolean {
  return hasStreams() && !("stream" in Blob.prototype && tagOf(new FormData()) === "FormData");
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

/** A form as axios's Node adapter reads one, also with streams in it: a `FormData` holds nothing but blobs. */
export class StreamForm {
  readonly [Symbol.toStringTag] = "FormData";
  /** A stream can be read once. */
  readonly replayable: boolean;
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.replayable = !parts.some(isUploadStream);
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
      const { type = "" } = part;
      const name = nameOf(part);
      const file = isUploadStream(part)
        ? { name, type, stream: () => part.stream }
        : { name, type, size: part.size, stream: () => readBlob(part) };
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
  throw mustBe("A file to upload", `${KINDS_OF_FILES} or an unread { name, stream }`, file);
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
