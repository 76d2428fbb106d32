import stringWidth from "string-width";
import { cut, oneLine } from "./text.js";

/** Between two columns on a terminal. */
const GAP = "  ";

/**
 * Rows for people: in columns, each line no wider than the terminal.
 *
 * @returns A line for each row.
 */
export function alignRows(rows: readonly (readonly string[])[], columns: number): string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = (cells[0] ?? []).map((_cell, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? "")), 0),
  );
  return cells.map((row) =>
    cut(
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
      columns,
    ),
  );
}

/** Rows for programs: between tabs, uncut. */
export function tabRows(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => row.map(oneLine).join("\t"));
}

function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}
