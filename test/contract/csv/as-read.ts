import { parse } from "csv-parse/sync";

/** A file as a person reads it who looks at it in a spreadsheet that guesses right. */
export interface PersonsFile {
  columns: string[];
  rows: PersonsRow[];
}

/** A row that is not blank. A column may be there twice; a cell that is missing is not there. */
export type PersonsRow = readonly (readonly [column: string, text: string])[];

const DELIMITERS = [";", ",", "\t", "|", ":"];

/** Reads a file without papaparse and without the checker, so that it can judge both. */
export function readAsPerson(csv: string | Uint8Array): PersonsFile {
  const text = decode(csv);
  const [header = [], ...rows] = cellsOf(text, delimiterOf(text)).filter(isFull);
  const columns = header.map((name) => name.trim());
  return {
    columns,
    rows: rows.map((cells) =>
      cells.map((cell, index) => [columns[index] ?? "", visible(cell)] as const),
    ),
  };
}

/** The first cell of a row's column that is not empty, or `""`. */
export function cellOf(row: PersonsRow, column: string): string {
  return row.find(([name, text]) => name === column && text !== "")?.[1] ?? "";
}

// Nobody sees half a line break, or a blank after a closing quote.
function visible(cell: string): string {
  const [, quoted] = cell.match(/^"((?:[^"]|"")*)"[ \t]+$/) ?? [];
  return quoted?.replaceAll('""', '"') ?? cell.replace(/\r$/, "");
}

function isFull(cells: string[]): boolean {
  return cells.some((cell) => cell.trim() !== "");
}

function decode(csv: string | Uint8Array): string {
  const bytes = typeof csv === "string" ? new TextEncoder().encode(csv) : csv;
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.replaceAll(/\r{2,}\n/g, "\r\n");
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0) return "utf-16le";
  if (first === 0 && second !== 0) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// The one that makes columns of the first line which the imports know.
function delimiterOf(text: string): string {
  const [header = ""] = text.trimStart().split(/[\r\n]/);
  const known = (delimiter: string) =>
    header
      .split(delimiter)
      .filter((name) => /^["' ]*(Product|Variant|Price|Option|SKU)\b/i.test(name));
  const [best = ";"] = DELIMITERS.toSorted((one, other) => known(other).length - known(one).length);
  return best;
}

// A quote that nobody closes, or that has swallowed rows, is a character to a person.
function cellsOf(text: string, delimiter: string): string[][] {
  const plain = () => linesOf(text, delimiter);
  try {
    const options = {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    };
    const rows: string[][] = parse(text, options);
    const width = rows[0]?.length ?? 0;
    return rows.some((cells) => cells.some((cell) => holdsRow(cell, delimiter, width)))
      ? plain()
      : rows;
  } catch {
    return plain();
  }
}

function holdsRow(cell: string, delimiter: string, width: number): boolean {
  const lines = cell.split(/\r\n|[\r\n]/).slice(1);
  return lines.some((line) => width > 2 && line.split(delimiter).length >= width - 1);
}

function linesOf(text: string, delimiter: string): string[][] {
  return text.split(/\r\n|[\r\n]/).map((line) => line.split(delimiter));
}
