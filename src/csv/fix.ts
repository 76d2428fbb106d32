import { invalidArgument } from "../errors.js";
import { DEFAULT_IMPORT_FILE_NAME, openCsv } from "../http/csv-files.js";
import { isWebStream } from "../http/kinds.js";
import { throwIfAborted } from "../http/signals.js";
import { readAll } from "../http/streams.js";
import type { ImportFile } from "../jobs/import-source.js";
import { toFile } from "./fix/file.js";
import { checkFixOptions, type FixOptions } from "./fix/options.js";
import { isFine, repair } from "./fix/repair.js";
import type { CheckReport, Problem } from "./report.js";

/** A file that was repaired. */
export interface FixedImport {
  /** CSV in UTF-8, named as the file that it was made of. */
  file: File;
  /** What is not wrong any more, as often as it was, and where it was in the file that it was made of. */
  applied: readonly Problem[];
  /** What Medusa will do with `file`. */
  report: CheckReport;
}

/** One repair can bring another thing to light, but not for ever. */
const MAX_REPAIRS = 10;

/**
 * Repairs a file as far as there can be no doubt what is meant: byte order marks, UTF-16, empty lines and cells too
 * many, capitals and blanks in names of columns, statuses, `yes` for `true`, `10,50` for `10.50`, invisible
 * characters, separators that Medusa would guess wrong, and letters that it would break. All else stays byte by byte.
 *
 * @param file What the report is of; a stream cannot be read twice.
 * @param report What `checkImport` said of it.
 * @returns The same file, if there is nothing to repair.
 * @throws MedusaInvalidRequestError for what is no file, a report of another one, or wrong options; `signal.reason`
 * after an abort.
 *
 * @example
 * ```ts
 * import { checkImport, fixImport } from "medusa-batch-jobs/csv";
 *
 * const file = { path: "products.csv" };
 * const fixed = await fixImport(file, await checkImport(file));
 * for (const { line, fix } of fixed.applied) console.log(`Line ${line}: ${fix?.description}`);
 * if (fixed.report.verdict === "ok") console.log(`${fixed.file.name} can be imported.`);
 * ```
 */
export async function fixImport(
  file: ImportFile,
  report: CheckReport,
  options: FixOptions = {},
): Promise<FixedImport> {
  checkFixOptions(report, options);
  throwIfAborted(options.signal);
  const original = isWebStream(file) ? await readAll(file) : await openCsv(file);
  const name = options.fileName || Reflect.get(original, "name") || DEFAULT_IMPORT_FILE_NAME;
  const fixed = isFine(report, options)
    ? { blob: original, applied: [], report }
    : await fixBlob(original, report, options);
  return { file: toFile(fixed.blob, String(name)), applied: fixed.applied, report: fixed.report };
}

async function fixBlob(original: Blob, checked: CheckReport, options: FixOptions) {
  const applied: Problem[] = [];
  let blob = original;
  let step = await repair(blob, options);
  checkSame(step.report, checked);
  for (let count = 0; step.file !== undefined && count < MAX_REPAIRS; count++) {
    blob = step.file;
    applied.push(...step.applied);
    step = await repair(blob, options);
  }
  return { blob, applied, report: step.report };
}

/** A stream that was read before is empty, and what is repaired by the report of another file is ruined. */
function checkSame({ rows, columns }: CheckReport, report: CheckReport): void {
  if (rows === report.rows && columns.join("\0") === report.columns.join("\0")) return;
  throw invalidArgument(
    "The report is of another file, or of a stream: that can be read once only. Read it into a Blob first.",
  );
}
