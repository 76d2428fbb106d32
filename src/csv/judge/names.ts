import { judgeListed } from "./cells.js";
import type { Reporter } from "./reporter.js";
import type { ReadRow } from "./values.js";

/** Judges the name of something that the shop has: `007` finds what is called 7. */
export function judgeName(row: ReadRow, index: number, reporter: Reporter): void {
  const value = row.values[index];
  const found = value === undefined ? undefined : judgeListed(row.cells[index] ?? "", value);
  if (found) reporter.cell(row, index, found);
}
