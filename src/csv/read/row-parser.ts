import Papa, { type ParseError, type ParseStepResult } from "papaparse";
import type { Dialect } from "./dialect.js";

/** What is wrong with the quotes of a row; papaparse's types leave out where: behind the cell's first quote. */
type QuoteError = ParseError & { index: number };

interface Step extends ParseStepResult<string[][]> {
  errors: QuoteError[];
}

/** A row, as papaparse reads it. */
export interface ParsedRow {
  cells: readonly string[];
  text: string;
  /** Where in the text a cell begins whose quotes are not closed, or closed in its midst. */
  badQuote: number | undefined;
  /** Whether its quotes swallow the rest of the file. */
  isUnclosed: boolean;
}

/** Parses rows of a text that comes in pieces. */
export class RowParser {
  // One for all pieces: of one for each, V8 keeps the text until it collects its old garbage.
  readonly #parser: Papa.Parser;
  readonly #onRow: (row: ParsedRow) => void;
  /** What is no row yet, and what was parsed in vain of it. */
  #rest = "";
  #tried = 0;
  /** Where in it the next row begins. */
  #start = 0;

  constructor({ delimiter, newline }: Dialect, onRow: (row: ParsedRow) => void) {
    this.#onRow = onRow;
    const step = (found: Step) => this.#step(found);
    this.#parser = new Papa.Parser({ delimiter, newline, step });
  }

  push(text: string): void {
    this.#rest += text;
    // A row of many pieces would else be parsed anew with each of them.
    if (this.#rest.length >= 2 * this.#tried) this.#parse(true);
  }

  /** As the server does: the end comes after the last piece. In one go, a last line break would begin one more row. */
  end(): void {
    this.#parse(true);
    this.#parse(false);
  }

  /** @param more Whether the text goes on: what seems to be its last row is none yet. */
  #parse(more: boolean): void {
    this.#start = 0;
    this.#parser.parse(this.#rest, 0, more);
    this.#rest = this.#rest.slice(this.#start);
    this.#tried = this.#rest.length;
  }

  #step({ data: [cells = []], errors, meta }: Step): void {
    const start = this.#start;
    this.#start = meta.cursor;
    this.#onRow({
      cells,
      text: this.#rest.slice(start, meta.cursor),
      badQuote: errors[0] && errors[0].index - 1 - start,
      isUnclosed: errors.some(({ code }) => code === "MissingQuotes"),
    });
  }
}
