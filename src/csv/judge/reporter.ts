import type { Finding, ProblemLog } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import { locate } from "../read/locate.js";
import type { Row } from "../read/rows.js";

/** What is known of a finding beside its column; its value is the cell's, if it is not given. */
export type Found = Omit<Finding, "columnName">;

/** Tells a log what is wrong, and where. */
export class Reporter {
  readonly #log: ProblemLog;
  readonly #dialect: Dialect;
  readonly #header: Row;

  constructor(log: ProblemLog, dialect: Dialect, header: Row) {
    this.#log = log;
    this.#dialect = dialect;
    this.#header = header;
  }

  /** A cell of a row; a row that has none there is told as a whole. */
  cell(row: Row, index: number | undefined, found: Found): void {
    if (index === undefined) {
      this.row(row, found);
      return;
    }
    const columnName = this.#header.cells[index];
    const value = row.cells[index];
    this.#log.add({ value, ...found, columnName }, () =>
      value === undefined ? { line: row.line } : locate(row, this.#dialect, index),
    );
  }

  /** A column, by the cell of the header. */
  column(index: number, found: Found): void {
    this.cell(this.#header, index, found);
  }

  /** A whole row. */
  row(row: Row, found: Finding): void {
    this.#log.add(found, () => ({ line: row.line }));
  }

  /** A column that is not there. */
  missing(columnName: string, found: Found): void {
    this.row(this.#header, { ...found, columnName });
  }
}
