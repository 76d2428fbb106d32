import { invalidArgument, messageOf } from "../../errors.js";
import { readBlob } from "../../http/blobs.js";
import { openCsv } from "../../http/csv-files.js";
import { isBytes, isWebStream } from "../../http/kinds.js";
import { readChunk, toWebStream } from "../../http/streams.js";

/** How much of a file the server reads, and decodes, at once: what `fs.createReadStream` gives. */
export const PIECE_BYTES = 64 * 1024;

/** A file that is read once. */
export interface Source {
  /** Its bytes; `undefined` of a stream. */
  total: number | undefined;
  /** As the server reads it. Each piece is good until the next one is asked for. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Ends it: there are no more pieces. */
  cancel(reason: unknown): void;
}

/**
 * Opens whatever can be imported.
 *
 * @throws MedusaInvalidRequestError for what cannot.
 */
export async function openSource(file: unknown): Promise<Source> {
  if (isWebStream(file)) return sourceOf(file, undefined);
  if (isBytes(file)) return sourceOf(toWebStream(file), file.length);
  const blob = await openCsv(file);
  return sourceOf(toWebStream(readBlob(blob)), blob.size, (error) => {
    throw invalidArgument(`The file to import cannot be read: ${messageOf(error)}.`);
  });
}

/** @param explain Throws something else for an error of the stream. */
function sourceOf(
  stream: ReadableStream<unknown>,
  total: number | undefined,
  explain?: (error: unknown) => never,
): Source {
  if (stream.locked) throw invalidArgument("The stream to import is being read by someone else.");
  const reader = stream.getReader();
  return {
    total,
    pieces: () => recut(() => readChunk(reader).catch(explain)),
    cancel: (reason) => void reader.cancel(reason).catch(() => {}),
  };
}

/** @param next Gives a chunk of any length; `undefined` at the end. */
async function* recut(next: () => Promise<Uint8Array | undefined>): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for (let chunk = await next(); chunk !== undefined; chunk = await next()) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PIECE_BYTES - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
