import type { Finding, ProblemLog } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import { locate } from "../read/locate.js";
import type { Row } from "../read/row.js";
import { byteLength } from "./bytes.js";
import { type Edit, Patch } from "./patch.js";
import { cutCells, deleteMark, REPAIRS } from "./repairs.js";

interface Found {
  finding: Finding;
  /** The cell, if it is about one. */
  index: number | undefined;
}

interface Head {
  row: Row;
  dialect: Dialect;
  /** How many columns there are up to the last that has a name. */
  names: number;
  /** The copy of what is below. */
  below: Patch;
}

/** Repairs rows while they are checked. */
export class RowFixer {
  readonly #file: Blob;
  readonly #log: ProblemLog;
  readonly #width: number | undefined;
  #head: Head | undefined;
  /** What is wrong with the header is found with the rows below it. */
  #inHeader: Found[] = [];
  #inRow: Found[] = [];
  #isFilledBeyond = false;

  /**
   * @param log Gathers what is repaired.
   * @param width How many columns to leave, if those beyond are as empty as their names.
   */
  constructor(file: Blob, log: ProblemLog, width: number | undefined) {
    this.#file = file;
    this.#log = log;
    this.#width = width;
  }

  header(row: Row, dialect: Dialect): void {
    const below = new Patch(this.#file, byteLength(row));
    this.#head = { row, dialect, below, names: filledCells(row) };
  }

  /** Notes what is wrong with the header, or with the row that comes next. */
  note(finding: Finding, { line }: Row, index: number | undefined): void {
    const found = line === this.#head?.row.line ? this.#inHeader : this.#inRow;
    found.push({ finding, index });
  }

  row(row: Row): void {
    if (this.#head === undefined) return;
    const { dialect, below, names } = this.#head;
    this.#isFilledBeyond ||= filledCells(row) > names;
    const cut = this.#width === undefined ? [] : cutCells(row, this.#width, dialect);
    below.row(row, this.#repair(row, this.#inRow, cut, this.#head));
    this.#inRow = [];
  }

  /** The repaired file; undefined if nothing was to repair. */
  end(): Blob | undefined {
    if (this.#head === undefined) return undefined;
    const { row, below } = this.#head;
    const edits = this.#repair(row, this.#inHeader, [], this.#head);
    const header = new Patch(this.#file);
    header.row(row, edits.length > 0 ? edits : deleteMark(row));
    if (header.isEmpty && below.isEmpty) return undefined;
    return new Blob([header.toBlob(), below.toBlob()]);
  }

  /** How many columns to leave next time: those beyond are refused, although there is nothing in them. */
  get width(): number | undefined {
    const { names = 0 } = this.#head ?? {};
    const isRefused = this.#inHeader.some(
      ({ finding, index = 0 }) => finding.rule === "unknown-column" && index >= names,
    );
    return isRefused && !this.#isFilledBeyond && names > 0 ? names : undefined;
  }

  /** From left to right. Of two repairs of one place, the second one is left for the next time. */
  #repair(row: Row, found: readonly Found[], before: readonly Edit[], head: Head): Edit[] {
    const edits = [...before];
    const { dialect } = head;
    const width = this.#width;
    for (const { finding, index } of found) {
      const damage = { finding, index, row, header: head.row, dialect, width };
      const repair = REPAIRS[finding.rule]?.(damage) ?? [];
      // Of two columns without a name, both are cut at once.
      const more = repair.filter((edit) => !edits.some(equals(edit)));
      if (repair.length === 0 || more.some((edit) => edits.some(meets(edit)))) continue;
      edits.push(...more);
      this.#log.add(finding, () =>
        index === undefined ? { line: row.line } : locate(row, dialect, index),
      );
    }
    return edits.sort((a, b) => a.from - b.from);
  }
}

function equals(edit: Edit): (other: Edit) => boolean {
  return ({ from, to, text }) => edit.from === from && edit.to === to && edit.text === text;
}

function meets(edit: Edit): (other: Edit) => boolean {
  return ({ from, to }) => edit.from < to && from < edit.to;
}

/** How many cells a row has up to the last that is not empty. */
function filledCells({ cells }: Row): number {
  let count = cells.length;
  while (count > 0 && cells[count - 1] === "") count -= 1;
  return count;
}
