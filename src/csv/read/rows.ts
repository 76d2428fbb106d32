import Papa from "papaparse";
import type { Encoding } from "./encoding.js";
export interface Row {
  cells: readonly string[];
  line: number;
  text: string;
}
export interface Dialect {
  delimiter: string;
  newline: string;
}
export interface ReadFile {
  encoding: Encoding;
  kind: string;
  dialect?: Dialect;
}
export async function readRows(
  file: unknown,
  options: {
    signal?: AbortSignal | undefined;
    onProgress?: unknown;
    onHeader(header: Row, dialect: Dialect): void;
    onRow(row: Row): void;
  },
): Promise<ReadFile> {
  const text =
    typeof file === "string"
      ? file
      : new TextDecoder("utf-8", { ignoreBOM: true }).decode(file as Uint8Array);
  const result = Papa.parse<string[]>(text);
  const dialect = { delimiter: result.meta.delimiter, newline: result.meta.linebreak };
  const data = text.endsWith(dialect.newline) ? result.data.slice(0, -1) : result.data;
  data.forEach((cells, index) => {
    const row = { cells, line: index + 1, text: cells.join(dialect.delimiter) };
    if (index === 0) options.onHeader(row, dialect);
    else options.onRow(row);
  });
  return { encoding: "utf-8", kind: "csv", dialect };
}
