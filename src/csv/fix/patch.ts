import type { Row } from "../read/row.js";
import { byteLength, textBetween } from "./bytes.js";
import { Parts } from "./parts.js";

/** Puts a text in the place of another one, or between two characters of a row's text. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** What is left as it is becomes a slice of the file from this length on: of a file on disk, that takes no memory. */
const MIN_SLICE_BYTES = 64 * 1024;

/** A copy of a file in which some rows are others; all other bytes are those of the file, whatever they are. */
export class Patch {
  /** Whether there is anything to change. */
  isEmpty = true;
  readonly #file: Blob;
  readonly #parts = new Parts();
  /** What is kept since the last change: where it begins and ends in the file, and as text, while it is short. */
  #start: number;
  #end: number;
  #kept: string | undefined = "";

  /** @param start Where the rows begin, in bytes. */
  constructor(file: Blob, start = 0) {
    this.#file = file;
    this.#start = start;
    this.#end = start;
  }

  /** @param edits From left to right, and apart from each other. */
  row(row: Row, edits: readonly Edit[] = []): void {
    let at = 0;
    for (const { from, to, text } of edits) {
      this.#keep(row, at, from);
      this.#replace(byteLength(row, from, to), text);
      at = to;
    }
    this.#keep(row, at, row.text.length);
  }

  toBlob(): Blob {
    this.#flush();
    return this.#parts.toBlob();
  }

  #keep(row: Row, from: number, to: number): void {
    this.#end += byteLength(row, from, to);
    if (this.#kept === undefined) return;
    const text = textBetween(row, from, to);
    const isShort = this.#end - this.#start < MIN_SLICE_BYTES;
    this.#kept = isShort && text !== undefined ? this.#kept + text : undefined;
  }

  #replace(bytes: number, text: string): void {
    this.isEmpty = false;
    this.#flush();
    this.#end += bytes;
    this.#start = this.#end;
    this.#parts.write(text);
  }

  #flush(): void {
    if (this.#kept === undefined) this.#parts.add(this.#file.slice(this.#start, this.#end));
    else this.#parts.write(this.#kept);
    this.#start = this.#end;
    this.#kept = "";
  }
}
