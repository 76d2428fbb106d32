import type { FileKind } from "../../http/csv-files.js";
import { type OnProgress, withProgress } from "../../http/progress.js";
import { onAbort, throwIfAborted } from "../../http/signals.js";
import type { Dialect } from "./dialect.js";
import type { Place } from "./locate.js";
import type { BrokenCharacter } from "./pieces.js";
import { RowReader } from "./row-reader.js";
import { openSource } from "./source.js";
import { Turns } from "./turns.js";

/** A row as papaparse reads it. */
export interface Row {
  cells: readonly string[];
  /** The line of an editor in which it begins, from 1: line breaks in cells count, whichever they are. */
  line: number;
  /** As it stands in the file, with its line break. */
  text: string;
  /** What is broken in it, with places in `text`; undefined if nothing is. {@link meantCells} mends it. */
  broken: readonly BrokenCharacter[] | undefined;
  /** Where in `text` a cell begins whose quotes are not closed, or closed in its midst. */
  badQuote: number | undefined;
}

export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "windows-1252";

/** Something of which there can be many: how many, and the first one. */
export interface Found extends Place {
  count: number;
  /** Where in the file's bytes, from 0. */
  byte: number;
}

/** What a file turned out to be. */
export interface ReadFile {
  /** Rows are read of whatever it is, as the server does. */
  kind: FileKind;
  /** `windows-1252`: more bytes are no UTF-8 than are. */
  encoding: Encoding;
  dialect: Dialect;
  /** The first row; undefined of a file of 0 bytes. */
  header: Row | undefined;
  /** Those below the header. */
  rows: number;
  /** How long the file is. */
  bytes: number;
  /** Bytes that are no UTF-8. */
  invalid: Found | undefined;
  /** Characters that are sound, and that the server breaks: they stand on the edge of two of its pieces. */
  torn: Found | undefined;
  /** U+FFFD in the file itself: characters that were broken before. */
  lost: Found | undefined;
  /** Bytes of 0, which Postgres refuses. */
  nuls: Found | undefined;
  /** The quote that swallows the rest of the file. */
  unclosedQuote: Place | undefined;
}

/** Who is told of rows; at once, so that a million of them take no promise each. */
export interface RowListener {
  /** Before the rows. */
  onHeader?: ((header: Row, dialect: Dialect) => void) | undefined;
  /** Whoever keeps a cell should keep a copy: see {@link keep}. */
  onRow?: ((row: Row) => void) | undefined;
}

export interface ReadOptions extends RowListener {
  /** What separates cells, if it is not what the server guesses. */
  delimiter?: string | undefined;
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
  const { signal, onProgress, delimiter, ...listener } = options;
  return withProgress(onProgress, signal, (ended, tell) =>
    read(file, new RowReader(listener, delimiter), ended, tell),
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
