import type { Column, FileColumn, Schema } from "../schema/column.js";
import { CELL_JUDGES, type CellJudge } from "./cells.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";

/** Judges those cells of a product or a variant that can be judged by themselves. */
export class CellsJudge {
  readonly #columns: readonly { index: number; column: Column; judge: CellJudge }[];
  /** What a row needs to create something, and no column has. */
  readonly #missing: readonly string[];
  readonly #reporter: Reporter;

  constructor(
    of: Column["of"],
    schema: Schema,
    columns: readonly FileColumn[],
    reporter: Reporter,
  ) {
    this.#reporter = reporter;
    this.#columns = columns.flatMap(({ index, column }) => {
      const judge = column?.of === of ? CELL_JUDGES[column.kind] : undefined;
      return column && judge ? [{ index, column, judge }] : [];
    });
    this.#missing = schema
      .filter((column) => column.of === of && column.needs === "value")
      .map(({ name }) => name)
      .filter((name) => !columns.some((column) => column.name === name));
  }

  judge(row: ProductRow, isNew: boolean): void {
    for (const { index, column, judge } of this.#columns) {
      // Options of a product that is there stay as they are.
      if (!isNew && column.kind === "optionName") continue;
      const value = row.values[index];
      if (value === undefined || value === null) {
        if (isMissing(value, column, isNew)) this.#reporter.cell(row, index, { rule: "no-value" });
        continue;
      }
      const found = judge(row.cells[index] ?? "", value);
      if (found) this.#reporter.cell(row, index, found);
      // A date that there is not is null.
      if (found?.becomes === null && column.needs === "value") {
        this.#reporter.cell(row, index, { rule: "no-value" });
      }
    }
    if (!isNew) return;
    for (const columnName of this.#missing) {
      this.#reporter.row(row, { rule: "no-value", columnName });
    }
  }
}

/** Of a cell that is not there, the database takes its default, if it has one; of an empty one, null. */
function isMissing(value: null | undefined, { needs }: Column, isNew: boolean): boolean {
  return value === null ? needs !== undefined : isNew && needs === "value";
}
