import type { Cell } from "./shop.js";

/** What Medusa writes between cells. */
export const DELIMITER = ";";
/** What Medusa writes after rows. */
export const NEWLINE = "\r\n";

const DELIMITERS = [",", "\t", "|", DELIMITER];

/** A row of a CSV by the names of its header. A short row lacks the last names. */
export type CsvRow = Record<string, Cell>;

/** Reads a CSV as Medusa does, with papaparse: it guesses the delimiter and the types of the cells. */
export function parseCsv(text: string): CsvRow[] {
  const [header = [], ...lines] = parseLines(text, guessDelimiter(text));
  // A stream's last line break begins no line.
  const rows = /[\r\n]$/.test(text) ? lines.slice(0, -1) : lines;
  return rows.map((cells) =>
    Object.fromEntries(
      cells.map((cell, index) => [header[index] ?? "__parsed_extra", typed(cell)]),
    ),
  );
}

/** One line of a CSV as Medusa's exports write it. */
export function formatLine(cells: readonly string[]): string {
  return cells.map(formatCell).join(DELIMITER) + NEWLINE;
}

// Medusa does not quote a cell for its quotes alone.
function formatCell(cell: string): string {
  return /[\n,;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

// The delimiter with the steadiest and longest of the first ten lines; the empty "line" after the last line break
// counts. So a file of two columns and a few rows has none, and is read as one column: papaparse's trap, kept.
function guessDelimiter(text: string): string {
  let best: { delimiter: string; delta: number; average: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const lengths = parseLines(text, delimiter, 10).map((line) => line.length);
    const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const delta = lengths.reduce(
      (sum, length, index) => sum + Math.abs(length - (lengths[index - 1] ?? length)),
      0,
    );
    const isBetter = !best || (delta <= best.delta && average > best.average);
    if (isBetter && average > 1.99) best = { delimiter, delta, average };
  }
  return best?.delimiter ?? ",";
}

function parseLines(text: string, delimiter: string, limit = Infinity): string[][] {
  const end = delimiter === "|" ? "\\|" : delimiter;
  const cells = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^${end}\\r\\n]*))(${end}|\\r\\n|\\r|\\n|$)`,
    "y",
  );
  const lines: string[][] = text === "" ? [] : [[]];
  for (let cell = cells.exec(text); cell; cell = cells.exec(text)) {
    const [, quoted, plain = "", separator] = cell;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (separator === "" || (separator !== delimiter && lines.length === limit)) break;
    if (separator !== delimiter) lines.push([]);
  }
  return lines;
}

// papaparse's dynamicTyping.
function typed(cell: string): Cell {
  if (cell === "") return null;
  if (/^true$|^TRUE$/.test(cell)) return true;
  if (/^false$|^FALSE$/.test(cell)) return false;
  return /^\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*$/.test(cell) ? Number(cell) : cell;
}
