import type { CheckReport } from "medusa-batch-jobs/csv";
import { printable } from "./printable.js";

/** Whether a file is not to be imported. */
export function isRefused(report: CheckReport, strict?: boolean): boolean {
  const { verdict } = report;
  return verdict === "refused" || (verdict === "changes" && strict === true) || isNothing(report);
}

/** The verdict in a sentence, and the colour of it. */
export function verdictOf(report: CheckReport, name: string) {
  const { verdict, problems } = report;
  const file = printable(name);
  if (verdict === "refused") return [`Medusa would refuse ${file}.`, "red"] as const;
  if (isNothing(report)) return [`Medusa would import nothing of ${file}.`, "red"] as const;
  if (verdict === "changes") {
    return [`Medusa would import ${file}, but not as it says.`, "yellow"] as const;
  }
  const doubt = problems.length > 0 ? " Is it meant so?" : "";
  return [`Medusa would import ${file} as it is.${doubt}`, "green"] as const;
}

/** Medusa calls it completed to import what is no CSV, or has no rows: nobody means that. */
function isNothing({ problems }: CheckReport): boolean {
  return problems.some(({ rule }) => rule === "one-line" || rule === "no-rows");
}
