import type { BatchJob } from "../../types/batch-job.js";
import { type CsvRow, parseCsv } from "../csv.js";
import type { FakeShop } from "../shop.js";

/** What a CSV may, and must, hold. */
export interface CsvSchema {
  isColumn: (name: string) => boolean;
  /** The name of the column that no row may leave empty. */
  required?: string;
}

/** The operations of an import, by name: the rows that each of them takes. */
export type Operations = Record<string, CsvRow[]>;

/** The text of the file that the job's `fileKey` names, or `undefined`: the server would wait for it for ever. */
export function sourceOf(job: BatchJob, { files }: FakeShop): string | undefined {
  return files.text(String(job.context?.fileKey));
}

/**
 * The rows of a CSV.
 *
 * @throws {Error} with the server's words about what is wrong with the file
 */
export function readRows(csv: string, schema: CsvSchema): CsvRow[] {
  const rows = parseCsv(csv);
  rows.forEach((row, index) => {
    const complaint = complaintAbout(row, index + 1, schema);
    if (complaint) throw new Error(`The csv file parsing failed due to: ${complaint}`);
  });
  return rows;
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

/** The rows that {@link storeOperations} wrote for an operation. */
export function rowsOf(job: BatchJob, shop: FakeShop, operation: string): CsvRow[] {
  const keys: Record<string, string> = Object(job.result?.files);
  return JSON.parse(shop.files.text(keys[operation] ?? "") ?? "[]");
}

/** Deletes the source and the operations' files, which is why a fileKey works once, and counts everything as done. */
export function finishImport(job: BatchJob, { files }: FakeShop) {
  files.delete(String(job.context?.fileKey));
  for (const key of Object.values(Object(job.result?.files))) files.delete(String(key));
  return { result: { advancement_count: job.result?.count } };
}

function complaintAbout(row: CsvRow, line: number, schema: CsvSchema): string | undefined {
  for (const [name, value] of Object.entries(row)) {
    if (!schema.isColumn(name)) {
      return `Unable to treat column ${name} from the csv file. No target column found in the provided schema`;
    }
    if (name === schema.required && !value) {
      return `No value found for target column "${name}" in line ${line} of the given csv file`;
    }
  }
  const isMissing = schema.required !== undefined && !(schema.required in row);
  return isMissing ? `Missing column(s) "${schema.required}" from the given csv file` : undefined;
}
