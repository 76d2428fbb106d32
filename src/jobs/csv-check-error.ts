import { brand } from "../brand.js";
import type { CheckReport, Problem } from "../csv/report.js";
import { INVALID_ARGUMENT, MedusaInvalidRequestError, sentences } from "../errors.js";

/** How many problems the message tells; `report` has them all. */
const TOLD_PROBLEMS = 3;

/**
 * The file of an import was checked, and not sent: Medusa would refuse it or, where `check` is `"strict"`, import
 * something else than it says. Its message tells the first problems, each with its line and what to do.
 *
 * @example
 * ```ts
 * import Medusa, { isCsvCheckError } from "medusa-batch-jobs";
 *
 * const { batchJobs } = new Medusa({ apiKey: "my-token" }).admin;
 * try {
 *   await batchJobs.importFile({ path: "products.csv" }, { check: true });
 * } catch (error) {
 *   if (!isCsvCheckError(error)) throw error;
 *   for (const { line, message } of error.report.problems) console.error(`Line ${line}: ${message}`);
 * }
 * ```
 */
export class CsvCheckError extends MedusaInvalidRequestError {
  /** All that was found. */
  readonly report: CheckReport;

  constructor(report: CheckReport) {
    super(messageFor(report), { code: INVALID_ARGUMENT });
    this.report = report;
  }
}

brand({ CsvCheckError });

/** Whether a value is a {@link CsvCheckError}, also of another copy of the package. */
export function isCsvCheckError(value: unknown): value is CsvCheckError {
  return value instanceof CsvCheckError;
}

function messageFor({ verdict, problems, truncated }: CheckReport): string {
  const isRefused = verdict === "refused";
  const what = isRefused
    ? "Medusa would refuse the file"
    : "Medusa would change what the file says";
  const grave = problems.filter(({ severity }) => !isRefused || severity === "refused");
  const told = grave.slice(0, TOLD_PROBLEMS);
  const others = problems.length - told.length;
  const more = `${truncated ? "More than " : ""}${others} more: see error.report.problems.`;
  return sentences([`${what}, so nothing was sent.`, ...told.map(inWords), others > 0 && more]);
}

function inWords({ line, count, message }: Problem): string {
  return `Line ${line}${count > 1 ? ` and ${count - 1} more` : ""}: ${message}`;
}
