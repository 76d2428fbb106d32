import type { ImportFile } from "../jobs/import-source.js";
import { columnsOf, judgeHeader } from "./judge/header.js";
import type { Judge } from "./judge/judge.js";
import { PriceListImportJudge } from "./judge/price-list-import.js";
import { ProductImportJudge } from "./judge/product-import.js";
import { Reporter } from "./judge/reporter.js";
import { judgeFile, judgeRow } from "./judge/rows.js";
import { MESSAGES } from "./messages.js";
import { type CheckOptions, checkCheckOptions, DEFAULT_MAX_PROBLEMS } from "./options.js";
import { ProblemLog } from "./problem-log.js";
import { type Dialect, type ReadFile, type Row, readRows } from "./read/rows.js";
import type { CheckReport } from "./report.js";
import { PRICE_LIST_IMPORT } from "./schema/price-list-import.js";
import { PRODUCT_IMPORT } from "./schema/product-import.js";

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
  const { messages, maxProblems = DEFAULT_MAX_PROBLEMS, signal, onProgress } = options;
  const log = new ProblemLog({ ...MESSAGES, ...messages }, maxProblems);
  const check = new Check(options, log);
  const read = await readRows(file, {
    signal,
    onProgress,
    onHeader: (header, dialect) => check.header(header, dialect),
    onRow: (row) => check.row(row),
  });
  return check.report(read);
}

/** One check, from the header to the report. */
class Check {
  readonly #options: CheckOptions;
  readonly #log: ProblemLog;
  #header: Row | undefined;
  #reporter: Reporter | undefined;
  #judge: Judge | undefined;
  #rows = 0;

  constructor(options: CheckOptions, log: ProblemLog) {
    this.#options = options;
    this.#log = log;
  }

  header(header: Row, dialect: Dialect): void {
    const { type, shop } = this.#options;
    const isPriceList = type === "price-list-import";
    const schema = isPriceList ? PRICE_LIST_IMPORT : PRODUCT_IMPORT;
    this.#header = header;
    this.#reporter = new Reporter(this.#log, dialect, header);
    judgeHeader(header, schema, shop, this.#reporter);
    const columns = columnsOf(header, schema);
    this.#judge = isPriceList
      ? new PriceListImportJudge(columns, this.#reporter, shop)
      : new ProductImportJudge(columns, this.#reporter, shop);
  }

  row(row: Row): void {
    this.#rows++;
    if (!this.#header || !this.#reporter) return;
    if (judgeRow(row, this.#header, this.#reporter)) this.#judge?.judge(row);
  }

  report(read: ReadFile): CheckReport {
    judgeFile(read, this.#rows, this.#options, this.#log);
    const { products = 0, variants = 0, operations } = this.#judge?.summary() ?? {};
    const { delimiter = "," } = read.dialect ?? {};
    return {
      verdict: this.#verdict(),
      rows: this.#rows,
      products,
      variants,
      columns: this.#header?.cells ?? [],
      delimiter,
      encoding: read.encoding,
      problems: this.#log.problems(),
      truncated: this.#log.isTruncated,
      predicted: this.#isPrepared() ? operations : undefined,
    };
  }

  #verdict(): CheckReport["verdict"] {
    if (this.#log.has({ severity: "refused" })) return "refused";
    return this.#log.has({ severity: "changed" }) ? "changes" : "ok";
  }

  /** Whether the job gets as far as to show its counts. */
  #isPrepared(): boolean {
    return !(["reading", "preparing"] as const).some((at) =>
      this.#log.has({ severity: "refused", at }),
    );
  }
}
