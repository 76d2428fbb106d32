import { invalidArgument, messageOf } from "../errors.js";
import { type NamedBlob, toNamedBlob } from "../http/blobs.js";
import { DEFAULT_IMPORT_FILE_NAME, HEAD_BYTES, kindOfFile, openCsv } from "../http/csv-files.js";
import { withDeadline } from "../http/deadline.js";
import { isBlob, isWebStream } from "../http/kinds.js";
import { readAll, readChunk, streamOf } from "../http/streams.js";
import type { FileOnDisk, UploadStream } from "../types/uploads.js";

/**
 * What can be imported: a file on disk (`{ path: "products.csv" }` or a `file:` URL, read in constant
 * memory), a `File`, a `Blob`, bytes, a web stream, or CSV as text.
 */
export type ImportFile = Blob | Uint8Array | ReadableStream<Uint8Array> | FileOnDisk | string;

const CSV = "text/csv";

/** How much of the file of a price list is looked at: whether it has rows. */
const PRICE_LIST_HEAD_BYTES = 64 * 1024;

/**
 * Makes a file ready to be uploaded, and refuses what is surely no CSV: the server would call it a
 * success of 0 rows, empty a price list by it, or hang on it for ever.
 *
 * @param fileName Default: the file's own name, or {@link DEFAULT_IMPORT_FILE_NAME}.
 * @param signal Ends the wait for the head of a stream.
 * @param type What it is for.
 * @throws MedusaInvalidRequestError
 */
export async function openImportFile(
  file: unknown,
  fileName?: string,
  signal?: AbortSignal,
  type?: string,
): Promise<NamedBlob | UploadStream> {
  return refuseForeign(await openAnyFile(file, fileName), type, signal);
}

/** Makes a file ready to be uploaded, whatever it holds. */
export async function openAnyFile(
  file: unknown,
  fileName?: string,
): Promise<NamedBlob | UploadStream> {
  if (isWebStream(file)) {
    if (file.locked) throw invalidArgument("The stream to import is being read by someone else.");
    return { name: fileName || DEFAULT_IMPORT_FILE_NAME, stream: file, type: CSV };
  }
  const blob = await openCsv(file);
  const name = fileName || Reflect.get(blob, "name") || DEFAULT_IMPORT_FILE_NAME;
  return toNamedBlob(blob, String(name), blob.type || CSV);
}

/** A file that can be read twice: of a stream, what it holds, in memory. */
export async function readImportFile(
  file: NamedBlob | UploadStream,
  signal?: AbortSignal,
): Promise<NamedBlob> {
  if (isBlob(file)) return file;
  const { name, stream, type } = file;
  const blob = await withDeadline(() => readAll(stream), 0, signal);
  return toNamedBlob(blob, name, type);
}

/**
 * The same file, if its head may be that of a CSV.
 *
 * @throws MedusaInvalidRequestError
 */
export async function refuseForeign(
  file: NamedBlob | UploadStream,
  type?: string,
  signal?: AbortSignal,
): Promise<NamedBlob | UploadStream> {
  const isPriceList = type === "price-list-import";
  if (!isBlob(file))
    return { ...file, stream: await checkedStream(file.stream, isPriceList, signal) };
  await checkBlob(file, isPriceList);
  return file;
}

async function checkBlob(blob: Blob, isPriceList: boolean): Promise<void> {
  // Those of React Native and of jsdom are sent unread: only some can be read there, and none this way.
  if (blob.size > 0 && !("arrayBuffer" in blob)) return;
  const head = await blob
    .slice(0, headBytes(isPriceList))
    .arrayBuffer()
    .catch((error: unknown) => {
      throw invalidArgument(`The file to import cannot be read: ${messageOf(error)}.`);
    });
  checkHead(new Uint8Array(head), isPriceList);
}

/** A stream whose head was looked at, and put back in front. It is canceled if it is refused. */
async function checkedStream(
  stream: ReadableStream<unknown>,
  isPriceList: boolean,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  try {
    const head = withDeadline(() => readHead(reader, chunks, headBytes(isPriceList)), 0, signal);
    checkHead(await head, isPriceList);
  } catch (error) {
    reader.cancel(error).catch(() => {});
    throw error;
  }
  const next = async () => chunks.shift() ?? readChunk(reader);
  return streamOf(next, (reason) => reader.cancel(reason));
}

/** Keeps what it reads in `chunks`. */
async function readHead(
  reader: ReadableStreamDefaultReader<unknown>,
  chunks: Uint8Array[],
  bytes: number,
): Promise<Uint8Array> {
  const head = new Uint8Array(bytes);
  let length = 0;
  while (length < bytes) {
    const chunk = await readChunk(reader);
    if (chunk === undefined) break;
    chunks.push(chunk);
    const part = chunk.subarray(0, bytes - length);
    head.set(part, length);
    length += part.length;
  }
  return head.subarray(0, length);
}

function headBytes(isPriceList: boolean): number {
  return isPriceList ? PRICE_LIST_HEAD_BYTES : HEAD_BYTES;
}

function checkHead(head: Uint8Array, isPriceList: boolean): void {
  const { kind, what } = kindOfFile(head.subarray(0, HEAD_BYTES));
  if (kind === "empty") throw invalidArgument("The file to import is empty.");
  if (kind !== "csv") {
    throw invalidArgument(
      `The file to import is no CSV: it is ${what}. Medusa would import nothing, or never end. Save it as CSV (UTF-8).`,
    );
  }
  if (isPriceList && head.length < PRICE_LIST_HEAD_BYTES && isOneLine(head)) {
    throw invalidArgument(
      "The file to import has no rows below its header. Medusa would delete all prices of the price list, and call that completed.",
    );
  }
}

function isOneLine(text: Uint8Array): boolean {
  const start = text.findIndex(isInk);
  const end = text.findIndex((byte, at) => at > start && (byte === 0x0a || byte === 0x0d));
  return end < 0 || !text.subarray(end).some(isInk);
}

/** Neither a blank nor a control character. */
function isInk(byte: number): boolean {
  return byte > 0x20;
}
