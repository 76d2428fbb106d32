import { PIECE_BYTES } from "../csv/read/pieces.js";
import { RowReader } from "../csv/read/row-reader.js";
import { type Typed, typed } from "../csv/read/typed.js";

/** What Medusa writes between cells. */
export const DELIMITER = ";";
/** What Medusa writes after rows. */
export const NEWLINE = "\r\n";

/** A row of a CSV by the names of its header. A short row lacks the last names. */
export type CsvRow = Record<string, Typed>;

/** What papaparse calls the cells for which the header has no name. */
const EXTRA = "__parsed_extra";

/** Reads a CSV as Medusa does. */
export function parseCsv(file: Uint8Array): CsvRow[] {
  const rows: CsvRow[] = [];
  let names: readonly string[] = [];
  const reader = new RowReader({
    onHeader: ({ cells }) => {
      names = cells;
    },
    onRow: ({ cells }) => rows.push(toRow(names, cells)),
  });
  for (let at = 0; at < file.length; at += PIECE_BYTES) {
    reader.push(file.subarray(at, at + PIECE_BYTES));
  }
  reader.end();
  return rows;
}

/** One line of a CSV as Medusa's exports write it. */
export function formatLine(cells: readonly string[]): string {
  return cells.map(formatCell).join(DELIMITER) + NEWLINE;
}

// Medusa does not quote a cell for its quotes alone.
function formatCell(cell: string): string {
  return /[\n,;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function toRow(names: readonly string[], cells: readonly string[]): CsvRow {
  const row: CsvRow = {};
  cells.forEach((cell, index) => {
    // A plain object, as papaparse makes it: "__proto__" vanishes, and numbers come first.
    row[names[index] ?? EXTRA] = typed(cell);
  });
  return row;
}
