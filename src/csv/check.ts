import type { ImportFile } from "../jobs/import-source.js";
import { FileJudge } from "./judge/file.js";
import { type CheckOptions, checkCheckOptions } from "./options.js";
import { readRows } from "./read/rows.js";
import type { CheckReport } from "./report.js";
import { serverOf } from "./server.js";

/**
 * Tells what Medusa will do with a file, before it is asked.
 *
 * @param file As for `importFile`: CSV text, `{ path }`, a `File`, a `Blob`, bytes, a stream.
 * @returns Also for a file that Medusa refuses: see `verdict` and `problems`.
 * @throws MedusaInvalidRequestError for what is no file, or for wrong options; `signal.reason` after an abort.
 *
 * @example
 * ```ts
 * import { checkImport } from "medusa-batch-jobs/csv";
 *
 * const report = await checkImport({ path: "products.csv" });
 * for (const { line, message } of report.problems) console.log(`Line ${line}: ${message}`);
 * if (report.verdict === "refused") process.exitCode = 1;
 * ```
 */
export async function checkImport(
  file: ImportFile,
  options: CheckOptions = {},
): Promise<CheckReport> {
  checkCheckOptions(options);
  const { signal, onProgress } = options;
  const judge = new FileJudge(options);
  const { parser } = serverOf(options.type, options.medusa);
  const read = await readRows(file, {
    signal,
    onProgress,
    parser,
    onHeader: (header, dialect) => judge.header(header, dialect),
    onRow: (row) => judge.row(row),
  });
  return judge.report(read);
}
