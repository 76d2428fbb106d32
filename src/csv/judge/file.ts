import { MESSAGES } from "../messages.js";
import { type CheckOptions, DEFAULT_MAX_PROBLEMS } from "../options.js";
import { ProblemLog } from "../problem-log.js";
import type { Dialect } from "../read/dialect.js";
import type { ReadFile } from "../read/read-file.js";
import type { Row } from "../read/row.js";
import type { CheckReport } from "../report.js";
import { isIgnored } from "../schema/column.js";
import { type Server, serverOf } from "../server.js";
import { columnsOf, HeaderJudge } from "./header.js";
import type { Judge } from "./judge.js";
import { judgeDialect, judgeKind } from "./kind.js";
import { PriceListImportJudge } from "./price-list-import.js";
import { ProductImportJudge } from "./product-import.js";
import { type OnFinding, Reporter } from "./reporter.js";
import { judgeRow } from "./rows.js";

/** The operations of a job that found nothing to do. */
const NOTHING = {
  "product-import": { PRODUCT_CREATE: 0, PRODUCT_UPDATE: 0, VARIANT_CREATE: 0, VARIANT_UPDATE: 0 },
  "price-list-import": { PRICE_LIST_PRICE_CREATE: 0 },
} as const;

/** Judges a file, from its header to the report. */
export class FileJudge {
  readonly #options: CheckOptions;
  readonly #type: "product-import" | "price-list-import";
  readonly #server: Server;
  readonly #onFinding: OnFinding | undefined;
  #log: ProblemLog;
  #header: Row | undefined;
  /** Undefined where rows make no sense. */
  #rows: RowsJudge | undefined;

  constructor(options: CheckOptions, onFinding?: OnFinding) {
    this.#options = options;
    this.#onFinding = onFinding;
    this.#type = options.type ?? "product-import";
    this.#server = serverOf(options.type, options.medusa);
    this.#log = newLog(options);
  }

  header(header: Row, dialect: Dialect): void {
    this.#header = header;
    const misread = judgeDialect(header, dialect, this.#server.schema);
    if (misread) {
      this.#log.add(misread, () => ({ line: header.line }));
      return;
    }
    const { shop } = this.#options;
    const reporter = new Reporter(this.#log, dialect, header, this.#onFinding);
    const rules = { server: this.#server, shop };
    const columns = columnsOf(header, this.#server);
    const ignored = new Set(
      columns.filter(({ column }) => column && isIgnored(column)).map(({ index }) => index),
    );
    const ImportJudge =
      this.#type === "price-list-import" ? PriceListImportJudge : ProductImportJudge;
    this.#rows = {
      header,
      isStored: (index) => !ignored.has(index),
      reporter,
      headerJudge: new HeaderJudge(header, rules, reporter),
      judge: new ImportJudge(columns, reporter, rules),
    };
  }

  row(row: Row): void {
    if (!this.#rows) return;
    const { header, isStored, reporter, headerJudge, judge } = this.#rows;
    headerJudge.judge(row);
    if (judgeRow(row, header, isStored, reporter)) judge.judge(row);
  }

  report(read: ReadFile): CheckReport {
    this.#judgeRead(read);
    const { products = 0, variants = 0, operations } = this.#rows?.judge.summary() ?? {};
    return {
      verdict: this.#verdict(),
      rows: read.rows,
      products,
      variants,
      columns: this.#header?.cells ?? [],
      delimiter: read.dialect.delimiter,
      encoding: read.encoding,
      problems: this.#log.problems(),
      truncated: this.#log.isTruncated,
      predicted: this.#isPrepared() ? (operations ?? NOTHING[this.#type]) : undefined,
    };
  }

  #judgeRead(read: ReadFile): void {
    const whole = judgeKind(read, this.#server.schema);
    if (whole) {
      // Of rows that are none, nothing need be told; of a header without rows, the server looks at nothing.
      this.#log = newLog(this.#options);
      this.#log.add(whole, () => ({ line: 1 }));
    }
    const { unclosedQuote } = read;
    if (unclosedQuote) this.#log.add({ rule: "open-quote" }, () => unclosedQuote);
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

interface RowsJudge {
  header: Row;
  isStored: (index: number) => boolean;
  reporter: Reporter;
  headerJudge: HeaderJudge;
  judge: Judge;
}

export function newLog({ messages, maxProblems = DEFAULT_MAX_PROBLEMS }: CheckOptions): ProblemLog {
  return new ProblemLog({ ...MESSAGES, ...messages }, maxProblems);
}
