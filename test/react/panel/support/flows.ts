import { BatchJobFailedError, CsvCheckError, jobSummary } from "medusa-batch-jobs";
import type { CheckReport, Problem } from "medusa-batch-jobs/csv";
import type { ExportFlow, ImportFlow, ImportState } from "medusa-batch-jobs/react";
import { JOBS } from "./jobs.js";

const REFUSED: Problem[] = [
  problem({
    rule: "byte-order-mark",
    severity: "refused",
    line: 1,
    message:
      "The file begins with an invisible character, a byte order mark (BOM), as Excel's \"CSV UTF-8\" does. Medusa takes it for a part of the first column's name, and refuses that. Excel cannot leave it out: save the file in an editor, as UTF-8 without BOM, or have it repaired.",
    fix: { description: "Take the byte order mark away.", safe: true },
  }),
  problem({
    rule: "no-integer",
    severity: "refused",
    line: 4,
    column: 23,
    columnName: "Variant Inventory Quantity",
    value: "ten",
    count: 13,
    message:
      '"Variant Inventory Quantity" takes whole numbers, without a unit or a separator: "ten" is none.',
  }),
];

const CHANGED: Problem[] = [
  problem({
    rule: "cut-price",
    severity: "changed",
    line: 3,
    column: 40,
    columnName: "Price EUR",
    value: "10,50",
    becomes: 10,
    count: 2,
    message:
      'Medusa reads "10,50" in "Price EUR" as 10. Write 10.50: a point before the cents, and nothing between thousands.',
    fix: { description: "Write 10.50.", safe: true },
  }),
  problem({
    rule: "leading-zeros",
    severity: "changed",
    line: 7,
    column: 12,
    columnName: "Variant SKU",
    value: "007",
    becomes: "7",
    message:
      'Medusa takes "007" in "Variant SKU" for a number, and stores "7": the zeros are lost, also if it is in quotes. Put a letter in front, or set it in the admin after the import.',
  }),
  problem({
    rule: "ignored-column",
    severity: "suspicious",
    line: 1,
    columnName: "Product Profile Type",
    message: 'Medusa does not look at the column "Product Profile Type".',
  }),
];

const refusedReport = report("refused", [...REFUSED, ...CHANGED]);
const changesReport = report("changes", CHANGED);

/** An import in each of the views of the dialog. */
export const FLOWS = {
  idle: flow({ phase: "idle", fileName: undefined }),
  checking: flow({ phase: "checking", progress: undefined }),
  refused: flow({
    phase: "failed",
    report: refusedReport,
    problems: refusedReport.problems,
    error: new CsvCheckError(refusedReport),
    applied: false,
  }),
  uploading: flow({ phase: "uploading", progress: 0.42 }),
  preparing: flow({ phase: "preparing", job: JOBS.preparing }),
  confirm: flow({ phase: "awaiting-confirmation", job: JOBS.waiting }),
  confirmChanges: flow({
    phase: "awaiting-confirmation",
    job: JOBS.waiting,
    report: changesReport,
    problems: CHANGED,
  }),
  afterReload: flow({
    phase: "awaiting-confirmation",
    job: JOBS.waiting,
    fileName: undefined,
  }),
  processing: flow({ phase: "processing", job: JOBS.running }),
  canceling: flow({ phase: "processing", job: JOBS.running, isCanceling: true }),
  disconnected: flow({ phase: "processing", job: JOBS.running, isConnected: false }),
  done: flow({ phase: "done", job: JOBS.imported, applied: true }),
  failed: flow({
    phase: "failed",
    job: JOBS.failed,
    error: new BatchJobFailedError(JOBS.failed),
    applied: false,
  }),
  notSent: flow({
    phase: "failed",
    error: new Error("The login is not valid. Log in again."),
    applied: false,
  }),
  canceled: flow({ phase: "canceled", job: JOBS.canceled, applied: false }),
  canceledTooLate: flow({ phase: "canceled", job: JOBS.canceledTooLate, applied: true }),
  unknown: flow({
    phase: "unknown",
    job: JOBS.running,
    error: new Error("The server has not answered for 30 minutes. The job may still go on."),
  }),
} satisfies Record<string, ImportFlow>;

/** An import where nothing happens, but for what is said of it. */
export function flow(state: Partial<ImportFlow> & Pick<ImportState, "phase">): ImportFlow {
  const { job } = state;
  return {
    fileName: "spring-range.csv",
    report: undefined,
    problems: [],
    job,
    summary: job && jobSummary(job),
    progress: undefined,
    error: undefined,
    applied: undefined,
    isConnected: true,
    isCanceling: false,
    start() {},
    confirm() {},
    cancel() {},
    reset() {},
    repair: async () => undefined,
    ...state,
  };
}

/** An export where nothing happens, but for what is said of it. */
export function exportFlow(state: Partial<ExportFlow> & Pick<ExportFlow, "phase">): ExportFlow {
  return {
    job: undefined,
    progress: undefined,
    error: undefined,
    isConnected: true,
    isCanceling: false,
    start() {},
    cancel() {},
    reset() {},
    download: async () => {},
    ...state,
  };
}

function problem(facts: Partial<Problem> & Pick<Problem, "rule" | "severity" | "line">): Problem {
  return { message: facts.rule, count: 1, places: [], details: {}, ...facts };
}

function report(verdict: CheckReport["verdict"], problems: Problem[]): CheckReport {
  return {
    verdict,
    rows: 4,
    products: 3,
    variants: 4,
    columns: [],
    delimiter: ";",
    encoding: "utf-8",
    problems,
    truncated: false,
  };
}
