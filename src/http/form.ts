import { invalidArgument } from "../errors.js";
import type { AdminCreateUploadPayload, UploadFile, UploadStream } from "../types/uploads.js";
import { readAll } from "./streams.js";

/** The name of an uploaded file that has none of its own. */
export const DEFAULT_FILE_NAME = "upload.csv";

/** The form field in which Medusa looks for files. */
const FIELD = "files";

/**
 * Files as a multipart form.
 *
 * @throws MedusaInvalidRequestError for no file, and for what is none.
 */
export async function toForm(files: AdminCreateUploadPayload): Promise<FormData | StreamForm> {
  const list = listOf(files);
  if (list.length === 0) throw invalidArgument("There is no file to upload.");
  const parts = list.map(toPart);
  if (IN_NODE && parts.some(isUploadStream)) return new StreamForm(parts);
  const form = new FormData();
  for (const part of parts) {
    const blob = isUploadStream(part) ? await collect(part) : part;
    form.append(FIELD, blob, nameOf(part));
  }
  return form;
}

/** How many bytes files have; `undefined` if one of them is a stream. */
export function sizeOf(files: AdminCreateUploadPayload): number | undefined {
  let size = 0;
  for (const file of listOf(files)) {
    if (file instanceof Blob) size += file.size;
    else if (file instanceof Uint8Array) size += file.byteLength;
    else return undefined;
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

type Part = Blob | UploadStream;

function listOf(files: AdminCreateUploadPayload): readonly UploadFile[] {
  return isFileList(files) ? files : [files];
}

function isFileList(files: AdminCreateUploadPayload): files is readonly UploadFile[] {
  return Array.isArray(files);
}

function toPart(file: UploadFile): Part {
  if (file instanceof Blob || isUploadStream(file)) return file;
  if (file instanceof Uint8Array) return new Blob([file.slice()]);
  throw invalidArgument(
    "A file to upload must be a File, a Blob, a Uint8Array or { name, stream }. In Node, fs.openAsBlob(path) opens one from disk.",
  );
}

function isUploadStream(file: unknown): file is UploadStream {
  return (
    typeof file === "object" &&
    file !== null &&
    "stream" in file &&
    file.stream instanceof ReadableStream
  );
}

function nameOf(part: Part): string {
  return "name" in part ? String(part.name) : DEFAULT_FILE_NAME;
}

async function collect({ stream, type = "" }: UploadStream): Promise<Blob> {
  const blob = await readAll(stream);
  return blob.slice(0, blob.size, type);
}
