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

/**
 * Makes a file ready to be uploaded, and refuses what is surely no CSV: the server would call it a
 * success of 0 rows, empty a price list by it, or hang on it for ever.
 *
 * @param fileName Default: the file's own name, or {@link DEFAULT_IMPORT_FILE_NAME}.
 * @param signal Ends the wait for the head of a stream.
 * @throws MedusaInvalidRequestError
 */
export async function openImportFile(
  file: unknown,
  fileName?: string,
  signal?: AbortSignal,
): Promise<NamedBlob | UploadStream> {
  if (isWebStream(file)) {
    const stream = await checkedStream(file, signal);
    return { name: fileName || DEFAULT_IMPORT_FILE_NAME, stream, type: CSV };
  }
  const blob = await openCsv(file);
  await checkBlob(blob);
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

async function checkBlob(blob: Blob): Promise<void> {
  // Those of React Native and of jsdom are sent unread: only some can be read there, and none this way.
  if (blob.size > 0 && !("arrayBuffer" in blob)) return;
  const head = await blob
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch((error: unknown) => {
      throw invalidArgument(`The file to import cannot be read: ${messageOf(error)}.`);
    });
  checkHead(new Uint8Array(head));
}

/** A stream whose head was looked at, and put back in front. It is canceled if it is refused. */
async function checkedStream(
  stream: ReadableStream<unknown>,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  if (stream.locked) throw invalidArgument("The stream to import is being read by someone else.");
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  try {
    const head = withDeadline(() => readHead(reader, chunks), 0, signal);
    checkHead(await head);
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
): Promise<Uint8Array> {
  const head: number[] = [];
  while (head.length < HEAD_BYTES) {
    const chunk = await readChunk(reader);
    if (chunk === undefined) break;
    chunks.push(chunk);
    head.push(...chunk.subarray(0, HEAD_BYTES));
  }
  return Uint8Array.from(head);
}

function checkHead(head: Uint8Array): void {
  const { kind, what } = kindOfFile(head);
  if (kind === "csv") return;
  if (kind === "empty") throw invalidArgument("The file to import is empty.");
  throw invalidArgument(
    `The file to import is no CSV: it is ${what}. Medusa would import nothing, or never end. Save it as CSV (UTF-8).`,
  );
}
