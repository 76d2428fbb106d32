import type { Dialect } from "../read/dialect.js";
import type { Row } from "../read/row.js";
import { readRows } from "../read/rows.js";
import { MovableRow } from "./movable-row.js";
import { Patch } from "./patch.js";

/**
 * The file, with what follows a cell moved by some bytes wherever a character would stand on the edge of two of the
 * pieces in which the server reads it: quotes around a cell, and blanks behind them, are no part of it.
 *
 * @returns Undefined if a character cannot be moved: one of a text that is longer than a piece.
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

class Mover {
  readonly #patch: Patch;
  #dialect: Dialect | undefined;
  /** It is needed where the first cell of the next row is to be moved. */
  #last: MovableRow | undefined;
  #isTorn = false;

  constructor(file: Blob) {
    this.#patch = new Patch(file);
  }

  header(row: Row, dialect: Dialect): void {
    this.#dialect = dialect;
    this.row(row);
  }

  row(row: Row): void {
    if (this.#dialect === undefined) return;
    const next = new MovableRow(row, this.#dialect, this.#last?.end ?? 0);
    if (!next.settle() && !this.#settleByLast(next)) this.#isTorn = true;
    if (this.#last) this.#patch.row(this.#last.row, this.#last.edits);
    this.#last = next;
  }

  end(): Blob | undefined {
    if (this.#last) this.#patch.row(this.#last.row, this.#last.edits);
    return this.#isTorn ? undefined : this.#patch.toBlob();
  }

  #settleByLast(next: MovableRow): boolean {
    const last = this.#last;
    if (last === undefined) return false;
    const { edits } = last;
    for (const moved of last.moves(last.row.text.length)) {
      last.edits = moved;
      next.start = last.end;
      next.edits = [];
      if (last.torn === undefined && next.settle()) return true;
      last.edits = edits;
    }
    return false;
  }
}
