import type { CheckOptions } from "../options.js";
import type { ProblemLog } from "../problem-log.js";
import type { ReadFile, Row } from "../read/rows.js";
import type { Reporter } from "./reporter.js";

/** Judges what any row can have. Returns whether there is more to judge. */
export function judgeRow(row: Row, header: Row, reporter: Reporter): boolean {
  const { cells } = row;
  if (isBlank(cells)) {
    reporter.row(row, { rule: "blank-line" });
    return false;
  }
  if (cells.length > header.cells.length) {
    const details = { cells: cells.length, columns: header.cells.length };
    reporter.row(row, { rule: "extra-cells", details });
  }
  if (row.text.includes("\0")) {
    const index = cells.findIndex((cell) => cell.includes("\0"));
    reporter.cell(row, index, { rule: "nul" });
  }
  return true;
}

/** A line of nothing, or of nothing but delimiters. */
function isBlank(cells: readonly string[]): boolean {
  return cells[0] === "" && cells.every((cell) => cell === "");
}

/** Judges the file as a whole. */
export function judgeFile(
  read: ReadFile,
  rows: number,
  { medusa }: CheckOptions,
  log: ProblemLog,
): void {
  const first = () => ({ line: 1 });
  if (rows === 0) log.add({ rule: "no-rows" }, first);
}
