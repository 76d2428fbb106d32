import type { CheckReport } from "medusa-batch-jobs/csv";
import type { Style } from "../terminal/style.js";

/** A report for people. */
export function describeReport(name: string, { problems }: CheckReport, style: Style): string {
  return problems
    .map(({ line, severity, message }) => `${name}:${line} ${style("bold", severity)} ${message}`)
    .join("\n");
}
