import { type OnProgress, withProgress } from "../../http/progress.js";
import { onAbort, throwIfAborted } from "../../http/signals.js";
import type { ReadFile } from "./read-file.js";
import { type ReaderOptions, type RowListener, RowReader } from "./row-reader.js";
import { openSource } from "./source.js";
import { Turns } from "./turns.js";

export interface ReadOptions extends RowListener, ReaderOptions {
  /** Ends the reading within a piece of 64 KiB; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How many bytes are read, of how many, if that is known. What it throws, or rejects with, ends the reading. */
  onProgress?: OnProgress | undefined;
}

/**
 * Reads a file as the server does, in constant memory, and lets the page breathe meanwhile. What the file
 * comes from is canceled if it is not read to its end.
 *
 * @throws MedusaInvalidRequestError for what cannot be opened
 */
export function readRows(file: unknown, options: ReadOptions = {}): Promise<ReadFile> {
  const { signal, onProgress, parser, delimiter, ...listener } = options;
  return withProgress(onProgress, signal, (ended, tell) =>
    read(file, new RowReader(listener, { parser, delimiter }), ended, tell),
  );
}

async function read(
  file: unknown,
  reader: RowReader,
  signal: AbortSignal | undefined,
  tell: OnProgress | undefined,
): Promise<ReadFile> {
  throwIfAborted(signal);
  const { total, cancel, pieces } = await openSource(file);
  const unsubscribe = onAbort(signal, cancel);
  const turns = new Turns();
  try {
    throwIfAborted(signal);
    for await (const piece of pieces()) {
      reader.push(piece);
      tell?.({ loaded: reader.bytes, total });
      await turns.next();
      throwIfAborted(signal);
    }
    // A source that was canceled while it was waited for has ended like any other.
    throwIfAborted(signal);
    return reader.end();
  } catch (error) {
    cancel(error);
    throw error;
  } finally {
    unsubscribe();
  }
}
