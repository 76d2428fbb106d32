import type { ImportFile } from "medusa-batch-jobs";
import type { CheckReport } from "medusa-batch-jobs/csv";
import type { UseImportOptions } from "./import-options.js";

/**
 * The file with all repaired that can mean one thing only; `undefined` if there is nothing of the kind, or the file was a
 * stream, which is read by now.
 */
export async function repairFile(
  file: ImportFile | undefined,
  report: CheckReport | undefined,
  { type, shop }: UseImportOptions,
): Promise<File | undefined> {
  if (file === undefined || report === undefined || "getReader" in Object(file)) return undefined;
  if (!report.problems.some(({ fix }) => fix?.safe)) return undefined;
  const { fixImport } = await import("medusa-batch-jobs/csv");
  const fixed = await fixImport(file, report, {
    type: type === "price-list-import" ? type : "product-import",
    shop: typeof shop === "object" ? shop : undefined,
  });
  return fixed.applied.length > 0 ? corrected(fixed.file) : undefined;
}

function corrected(file: File): File {
  const name = `${file.name.replace(/\.[^.]*$/, "")}-corrected.csv`;
  return new File([file], name, { type: "text/csv" });
}
