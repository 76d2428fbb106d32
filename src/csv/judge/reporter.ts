import type { Finding, ProblemLog } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import { locate } from "../read/locate.js";
import type { Row } from "../read/row.js";

/** What is known of a finding beside its column; its value is the cell's, if it is not given. */
export type Found = Omit<Finding, "columnName">;

/** Is told of each finding in a row, and in which cell it is, if in one. */
export type OnFinding = (finding: Finding, row: Row, index: number | undefined) => void;

/** Tells a log what is wrong, and where. */
export class Reporter {
  readonly #log: ProblemLog;
  readonly #dialect: Dialect;
  readonly #header: Row;
  readonly #onFinding: OnFinding | undefined;

  constructor(log: ProblemLog, dialect: Dialect, header: Row, onFinding?: OnFinding) {
    this.#log = log;
    this.#dialect = dialect;
    this.#header = header;
    this.#onFinding = onFinding;
  }

  /** A cell of a row; a row that has none there is told as a whole. */
  cell(row: Row, index: number | undefined, found: Found): void {
    if (index === undefined) {
      this.row(row, found);
      return;
    }
    const columnName = this.#header.cells[index];
    const value = row.cells[index];
    const finding = { value, ...found, columnName };
    this.#log.add(finding, () =>
      value === undefined ? { line: row.line } : locate(row, this.#dialect, index),
    );
    this.#onFinding?.(finding, row, value === undefined ? undefined : index);
  }

  /** A column, by the cell of the header. */
  column(index: number, found: Found): void {
    this.cell(this.#header, index, found);
  }

  /** A whole row. */
  row(row: Row, found: Finding): void {
    this.#log.add(found, () => ({ line: row.line }));
    this.#onFinding?.(found, row, undefined);
  }

  /** A column that is not there. */
  missing(columnName: string, found: Found): void {
    this.row(this.#header, { ...found, columnName });
  }
}
