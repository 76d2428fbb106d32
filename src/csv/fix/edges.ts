import type { Dialect } from "../read/dialect.js";
import { type Row, readRows } from "../read/rows.js";
import { PIECE_BYTES } from "../read/source.js";
import { byteLength, byteSizes } from "./bytes.js";
import { type Edit, Patch } from "./patch.js";
import { insertion, isQuoted, quote, soundSpans } from "./spans.js";

/** How many bytes further the rest of a file is moved at most; a character has 4. */
const MAX_BLANKS = 8;

/**
 * The file, with what follows a cell moved by some bytes wherever a character would stand on the edge of two of the
 * pieces in which the server reads it: quotes around a cell, and blanks behind them, are no part of it.
 *
 * @returns Undefined if a character remains on an edge.
 */
export async function moveOffEdges(
  file: Blob,
  signal: AbortSignal | undefined,
): Promise<Blob | undefined> {
  const mover = new Mover(file);
  await readRows(file, {
    signal,
    onHeader: (row, dialect) => mover.header(row, dialect),
    onRow: (row) => mover.row(row),
  });
  return mover.end();
}

/** A row, and where it begins in the file that is written. */
interface Placed {
  row: Row;
  start: number;
  edits: readonly Edit[];
}

class Mover {
  readonly #patch: Patch;
  #dialect: Dialect | undefined;
  /** The row before may be needed, to move the one that follows. */
  #last: Placed | undefined;
  #start = 0;
  #isTorn = false;

  constructor(file: Blob) {
    this.#patch = new Patch(file);
  }

  header(row: Row, dialect: Dialect): void {
    this.#dialect = dialect;
    this.row(row);
  }

  row(row: Row): void {
    const [last, placed] = this.#moved({ row, start: this.#start, edits: [] });
    if (last) this.#patch.row(last.row, last.edits);
    this.#last = placed;
    this.#start = endOf(placed);
  }

  end(): Blob | undefined {
    if (this.#last) this.#patch.row(this.#last.row, this.#last.edits);
    return this.#isTorn ? undefined : this.#patch.toBlob();
  }

  /** Moves a row by one of its own cells or, where that does not help, by one of the row before. */
  #moved(placed: Placed): [last: Placed | undefined, placed: Placed] {
    const last = this.#last;
    if (!isTorn(placed)) return [last, placed];
    for (const edits of this.#movesIn(placed.row)) {
      const moved = { ...placed, edits };
      if (!isTorn(moved)) return [last, moved];
    }
    return this.#movedWith(last, placed) ?? this.#left(placed);
  }

  #movedWith(last: Placed | undefined, placed: Placed): [Placed, Placed] | undefined {
    if (last === undefined || last.edits.length > 0) return undefined;
    for (const edits of this.#movesIn(last.row)) {
      const before = { ...last, edits };
      const moved = { ...placed, start: endOf(before) };
      if (!isTorn(before) && !isTorn(moved)) return [before, moved];
    }
    return undefined;
  }

  #left(placed: Placed): [Placed | undefined, Placed] {
    this.#isTorn = true;
    return [this.#last, placed];
  }

  /** All ways to move the end of a row, by its last cells first. */
  *#movesIn(row: Row): Generator<Edit[]> {
    const spans = this.#dialect ? soundSpans(row, this.#dialect) : [];
    for (const span of [...spans].reverse()) {
      const quotes = isQuoted(row, span) ? [] : quote(row, span);
      for (let blanks = 0; blanks <= MAX_BLANKS; blanks++) {
        yield [...quotes, insertion(span.to, " ".repeat(blanks))];
      }
    }
  }
}

function endOf({ row, start, edits }: Placed): number {
  return start + byteLength(row) + edits.reduce((sum, { text }) => sum + text.length, 0);
}

/** Whether a character of a row, of which more is inserted than cut, stands on an edge. */
function isTorn(placed: Placed): boolean {
  const { row, start, edits } = placed;
  if (pieceOf(start) === pieceOf(endOf(placed))) return false;
  const inserted = new Map<number, number>();
  for (const { from, text } of edits) inserted.set(from, (inserted.get(from) ?? 0) + text.length);
  let at = start;
  return byteSizes(row).some((size, index) => {
    const first = at + (inserted.get(index) ?? 0);
    at = first + size;
    return size > 1 && pieceOf(first) !== pieceOf(at - 1);
  });
}

function pieceOf(byte: number): number {
  return Math.floor(byte / PIECE_BYTES);
}
