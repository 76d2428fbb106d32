import { type Column, resolveColumn, type Schema } from "../../csv/schema/column.js";
import { messageOf } from "../../errors.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { Bytes } from "../bytes.js";
import { type CsvRow, parseCsv } from "../csv.js";
import type { FakeShop } from "../shop.js";

/** A cell of a row, and the column that the server takes it for. */
export interface ReadCell {
  name: string;
  column: Column;
  value: CsvRow[string];
}

/** The operations of an import, by name: what each of them takes. */
export type Operations = Record<string, readonly object[]>;

/** The file that the job's `fileKey` names, or `undefined`: the server would wait for it for ever. */
export function sourceOf(job: BatchJob, { files }: FakeShop): Bytes | undefined {
  return files.get(String(job.context?.fileKey))?.bytes;
}

/**
 * The rows of a CSV, in the columns of a schema.
 *
 * @throws {Error} with the server's words about what is wrong with the file
 */
export function readRows(csv: Uint8Array, schema: Schema): ReadCell[][] {
  return parseCsv(csv).map((row, index) => {
    try {
      return readRow(row, index + 1, schema);
    } catch (cause) {
      throw new Error(`The csv file parsing failed due to: ${messageOf(cause)}`, { cause });
    }
  });
}

/** Writes the operations to files, as the server does between its two steps, and gives their keys and the counts. */
export function storeOperations(
  job: BatchJob,
  shop: FakeShop,
  { folder, operations, at }: { folder: string; operations: Operations; at: number },
) {
  const files: Record<string, string> = {};
  const counts: Record<string, number> = {};
  for (const [name, rows] of Object.entries(operations)) {
    counts[name] = rows.length;
    if (rows.length === 0) continue;
    files[name] = shop.files.add(`${folder}/${job.id}-${name}.json`, JSON.stringify(rows), at);
  }
  const count = Object.values(counts).reduce((sum, length) => sum + length, 0);
  return { advancement_count: 0, count, files, operations: counts };
}

/** What {@link storeOperations} wrote for an operation. */
export function rowsOf<Row extends object>(job: BatchJob, shop: FakeShop, operation: string) {
  const keys: Record<string, string> = Object(job.result?.files);
  const rows: Row[] = JSON.parse(shop.files.text(keys[operation] ?? "") ?? "[]");
  return rows;
}

/** Deletes the source and the operations' files, which is why a fileKey works once, and counts everything as done. */
export function finishImport(job: BatchJob, { files }: FakeShop) {
  files.delete(String(job.context?.fileKey));
  for (const key of Object.values(Object(job.result?.files))) files.delete(String(key));
  return { result: { advancement_count: job.result?.count } };
}

function readRow(row: CsvRow, line: number, schema: Schema): ReadCell[] {
  const cells = Object.entries(row).flatMap(([name, value]) => {
    const column = columnOf(name, schema);
    if (column?.needs === "always" && !value) {
      throw new Error(
        `No value found for target column "${name}" in line ${line} of the given csv file`,
      );
    }
    return column ? { name, column, value } : [];
  });
  const isThere = ({ name }: Column) => cells.some(({ column }) => column.name === name);
  const missing = schema.find((column) => column.needs === "always" && !isThere(column));
  if (missing) throw new Error(`Missing column(s) "${missing.name}" from the given csv file`);
  return cells;
}

// The server looks names up in an object, which has some from the start: what is in such a column, it ignores.
function columnOf(name: string, schema: Schema): Column | undefined {
  const column = resolveColumn(name, schema);
  if (column || name in {}) return column;
  throw new Error(
    `Unable to treat column ${name} from the csv file. No target column found in the provided schema`,
  );
}
