import { invalidArgument } from "../errors.js";
import type { CheckedImport } from "./options.js";
import { guessDialect } from "./read/dialect.js";
import { type TemplateColumn, templateColumns } from "./template/columns.js";
import { checkTemplateOptions, DELIMITERS, type TemplateOptions } from "./template/options.js";

/**
 * A file to begin with, which Medusa imports as it is: CSV in the columns that an import takes. The rows of a price
 * list's name the variants that those of a product's make.
 *
 * @throws MedusaInvalidRequestError for wrong options, and for names by which no column can be found again.
 *
 * @example
 * ```ts
 * import { importTemplate } from "medusa-batch-jobs/csv";
 *
 * const csv = importTemplate("product-import", { options: ["Size", "Colour"], currencies: ["eur", "usd"] });
 * ```
 */
export function importTemplate(type: CheckedImport, options: TemplateOptions = {}): string {
  checkTemplateOptions(type, options);
  const { delimiter, example = true } = options;
  const columns = templateColumns(type, options);
  const header = columns.map(({ name }) => name);
  const rows = example ? rowsOf(columns) : [];
  return write([header, ...rows], delimiter === undefined ? DELIMITERS : [delimiter]);
}

function rowsOf(columns: readonly TemplateColumn[]): string[][] {
  const count = Math.max(...columns.map(({ cells }) => cells.length));
  return Array.from({ length: count }, (_, row) => columns.map(({ cells }) => cells[row] ?? ""));
}

/**
 * Writes CSV by the first of some delimiters that Medusa will guess. In a small file commas in texts mislead it, and
 * the last line break, behind which it counts one more row.
 */
function write(rows: readonly string[][], delimiters: readonly string[]): string {
  for (const delimiter of delimiters) {
    const lines = rows.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter));
    const csv = lines.join("\r\n");
    const found = [`${csv}\r\n`, csv].find((text) => guessDialect(text).delimiter === delimiter);
    if (found !== undefined) return found;
  }
  throw invalidArgument(
    `Medusa would not guess that ${JSON.stringify(delimiters[0])} separates the cells. Leave delimiter out.`,
  );
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !cell.includes(delimiter) && !/["\r\n]/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
