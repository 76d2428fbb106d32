import type { Dialect } from "../read/dialect.js";
import { PIECE_BYTES } from "../read/pieces.js";
import type { Row } from "../read/row.js";
import { byteLength, byteSizes } from "./bytes.js";
import type { Edit } from "./patch.js";
import { insertion, isQuoted, quote, soundSpans } from "./spans.js";

/** How many blanks move what follows them at most: a character has 4 bytes. */
const MAX_BLANKS = 4;

/** A row, of which parts can be moved off the edges of pieces, by quotes around cells and blanks behind these. */
export class MovableRow {
  readonly row: Row;
  /** Where it begins in the file, in bytes. */
  start: number;
  /** What moves it, from left to right. */
  edits: readonly Edit[] = [];
  readonly #dialect: Dialect;
  readonly #bytes: number;
  #offsets: Uint32Array | undefined;

  constructor(row: Row, dialect: Dialect, start: number) {
    this.row = row;
    this.start = start;
    this.#dialect = dialect;
    this.#bytes = byteLength(row);
  }

  get end(): number {
    return this.start + this.#bytes + this.edits.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** The first character that stands on an edge, by its index; undefined if none does. */
  get torn(): number | undefined {
    for (let edge = nextEdge(this.start); edge < this.end; edge += PIECE_BYTES) {
      const index = this.#tornBy(edge - this.start);
      if (index !== undefined) return index;
    }
    return undefined;
  }

  /** Moves each character off its edge. Returns whether that is possible. */
  settle(): boolean {
    for (let torn = this.torn; torn !== undefined; torn = this.torn) {
      if (!this.#settle(torn)) return false;
    }
    return true;
  }

  /** All ways to move what is behind a cell, or in it, by the last of those cells that begin before an index first. */
  *moves(index: number): Generator<readonly Edit[]> {
    const before = soundSpans(this.row, this.#dialect).filter(({ from }) => from <= index);
    for (const span of before.reverse()) {
      if (this.edits.some(({ from }) => from >= span.from && from <= span.to)) continue;
      const quotes = isQuoted(this.row, span) ? [] : quote(this.row, span);
      for (let blanks = 0; blanks <= MAX_BLANKS; blanks++) {
        const move = [...quotes, insertion(span.to, " ".repeat(blanks))];
        yield [...this.edits, ...move].sort((a, b) => a.from - b.from);
      }
    }
  }

  #settle(torn: number): boolean {
    const { edits } = this;
    for (const moved of this.moves(torn)) {
      this.edits = moved;
      if ((this.torn ?? Number.POSITIVE_INFINITY) > torn) return true;
      this.edits = edits;
    }
    return false;
  }

  /** The character that a place in the row, in bytes, is in the midst of. */
  #tornBy(place: number): number | undefined {
    this.#offsets ??= offsetsOf(this.row);
    let before = place;
    for (const { from, text } of this.edits) {
      const at = this.#offsets[from] ?? 0;
      if (at >= before) break;
      if (at + text.length >= before) return undefined;
      before -= text.length;
    }
    const index = lastUpTo(before, this.#offsets);
    return this.#offsets[index] === before ? undefined : index;
  }
}

function nextEdge(byte: number): number {
  return (Math.floor(byte / PIECE_BYTES) + 1) * PIECE_BYTES;
}

/** Where each character begins, in bytes; at last, where the row ends. */
function offsetsOf(row: Row): Uint32Array {
  const offsets = new Uint32Array(row.text.length + 1);
  byteSizes(row).forEach((size, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + size;
  });
  return offsets;
}

/** The index of the last of some ascending numbers that is not above a limit. */
function lastUpTo(limit: number, numbers: Uint32Array): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
