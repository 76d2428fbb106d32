import type { CheckedImport } from "../csv/options.js";
import type { CheckReport } from "../csv/report.js";
import { invalidArgument } from "../errors.js";
import type { NamedBlob } from "../http/blobs.js";
import { type Checks, oneOf } from "../http/checks.js";
import { CsvCheckError } from "./csv-check-error.js";
import { type ImportFile, refuseForeign } from "./import-source.js";

/** Whether a file is checked before it is imported. */
export interface CheckSettings {
  /**
   * Checks the file before it is uploaded, as `checkImport` of `medusa-batch-jobs/csv` does, and rejects with a
   * `CsvCheckError` if Medusa would refuse it; `"strict"`: also if Medusa would lose or alter something in silence.
   * A stream is read into memory for that. Default: false.
   */
  check?: boolean | "strict" | undefined;
}

export const CHECK_SETTINGS: Checks<CheckSettings> = {
  check: oneOf(true, false, "strict"),
};

/** What a check is told of an import. */
interface Checked extends CheckSettings {
  type?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** @throws MedusaInvalidRequestError for a check that is not possible. */
export function checkCheckSettings({ check, type = "product-import" }: Checked): void {
  if (!check || isCheckable(type)) return;
  throw invalidArgument(
    `check knows what becomes of a product-import and a price-list-import, and nothing of "${type}": leave it out.`,
  );
}

/**
 * Lets a file pass, or not.
 *
 * @param given What the caller gave. React Native reads no blob, and so not the one that is made of a text.
 * @throws CsvCheckError
 */
export async function passCheck(
  file: NamedBlob,
  given: ImportFile,
  { check, type = "product-import", signal }: Checked,
): Promise<void> {
  if (!check || !isCheckable(type)) return;
  const { checkImport } = await loadChecker();
  const report = await checkImport(typeof given === "string" ? given : file, { type, signal });
  if (isRefused(report, check)) throw new CsvCheckError(report);
  // What is refused unchecked is refused all the more.
  await refuseForeign(file, type, signal);
}

/** It has a parser, and all the rules; most imports do without, and a page does not carry it for them. */
function loadChecker() {
  return import("../csv/index.js");
}

function isCheckable(type: string): type is CheckedImport {
  return type === "product-import" || type === "price-list-import";
}

function isRefused({ verdict }: CheckReport, check: true | "strict"): boolean {
  return verdict === "refused" || (check === "strict" && verdict === "changes");
}
