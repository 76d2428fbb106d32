import type { Parser } from "../read/parser.js";
import type { Row } from "../read/row.js";
import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";

/** What the server reads in cells, by their index; of a cell that is not there, `undefined`. */
export type Values = readonly (Typed | undefined)[];

/** A row as the server reads it. */
export interface ReadRow extends Row {
  values: Values;
}

/** Reads the cells of the columns that count. */
export function valuesOf(
  { cells }: Row,
  columns: readonly FileColumn[],
  { typed }: Pick<Parser, "typed">,
): Values {
  const values: (Typed | undefined)[] = [];
  for (const { index } of columns) {
    const cell = cells[index];
    values[index] = cell === undefined ? undefined : typed(cell);
  }
  return values;
}

/** Where a column is, if there is one. */
export function indexOf(name: string, columns: readonly FileColumn[]): number | undefined {
  return columns.find((column) => column.name === name)?.index;
}

/** The value of a column, if both are there. */
export function valueAt(values: Values, index: number | undefined): Typed | undefined {
  return index === undefined ? undefined : values[index];
}
