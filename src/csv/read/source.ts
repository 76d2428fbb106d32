import { invalidArgument, messageOf } from "../../errors.js";
import { readBlob } from "../../http/blobs.js";
import { checkText, openCsv } from "../../http/csv-files.js";
import { isBytes, isWebStream } from "../../http/kinds.js";
import { readChunk } from "../../http/streams.js";
import { PIECE_BYTES } from "./pieces.js";
import { encodeUtf8 } from "./utf8.js";

/** A file that is read once. */
export interface Source {
  /** Its bytes; `undefined` where only reading it will tell. */
  total?: number | undefined;
  /** As the server reads it. Each piece is good until the next one is asked for. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Ends it: there are no more pieces. */
  cancel(reason: unknown): void;
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Opens whatever can be imported.
 *
 * @throws MedusaInvalidRequestError for what cannot.
 */
export async function openSource(file: unknown): Promise<Source> {
  // Text and bytes are read as they are: in React Native no blob can be made of bytes, and none be read.
  if (typeof file === "string") {
    checkText(file);
    return sourceOf(utf8Of(file));
  }
  if (isBytes(file)) return { ...sourceOf([file]), total: file.length };
  if (isWebStream(file)) return streamed(file);
  const blob = await openCsv(file);
  const source = "stream" in blob ? streamed(blob.stream()) : sourceOf(readBlob(blob));
  return { ...source, total: blob.size, pieces: () => explained(source.pieces()) };
}

function sourceOf(chunks: Chunks): Source {
  return { pieces: () => recut(chunks), cancel: () => {} };
}

function streamed(stream: ReadableStream<unknown>): Source {
  if (stream.locked) throw invalidArgument("The stream to import is being read by someone else.");
  const reader = stream.getReader();
  return {
    pieces: () => recut(chunksOf(reader)),
    cancel: (reason) => void reader.cancel(reason).catch(() => {}),
  };
}

/** Whoever reads it cancels it, too: they know why. */
async function* chunksOf(reader: ReadableStreamDefaultReader<unknown>): AsyncGenerator<Uint8Array> {
  for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) yield chunk;
}

/** A text in parts, which cut no pair of surrogates in two. */
function* utf8Of(text: string): Generator<Uint8Array> {
  for (let start = 0; start < text.length; ) {
    const next = start + PIECE_BYTES;
    const end = (text.codePointAt(next - 1) ?? 0) > 0xffff ? next + 1 : next;
    yield encodeUtf8(text.slice(start, end));
    start = end;
  }
}

async function* recut(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
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

/** What a blob throws says not what cannot be read. */
async function* explained(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw invalidArgument(`The file to import cannot be read: ${messageOf(error)}.`);
  }
}
