import { mustBe } from "../../errors.js";
import { type Checks, checkOptions, isText, oneOf, takes } from "../../http/checks.js";
import { isRecord } from "../../http/kinds.js";
import { CHECK_OPTIONS, type CheckOptions } from "../options.js";
import type { CheckReport } from "../report.js";

/** How to repair a file: as it was checked, and what the file itself does not say. */
export interface FixOptions extends Omit<CheckOptions, "onProgress"> {
  /** What the file is encoded in, if not in UTF-8: that is told of letters which are none in it. Default: unknown. */
  encoding?: "windows-1252" | undefined;
  /** What separates the cells, if Medusa would guess it wrong: one character. Default: what makes columns of the header. */
  delimiter?: string | undefined;
  /** Default: the file's own name, or `import.csv`. */
  fileName?: string | undefined;
}

/** @throws MedusaInvalidRequestError */
export function checkFixOptions(report: CheckReport, options: FixOptions): void {
  if (!isRecord(report) || !Array.isArray(report.problems)) {
    throw mustBe("The report", "what checkImport() resolves to", report);
  }
  checkOptions("The options of a repair", options, FIX_OPTIONS);
}

const { onProgress: _, ...AS_FOR_A_CHECK } = CHECK_OPTIONS;

const FIX_OPTIONS: Checks<FixOptions> = {
  ...AS_FOR_A_CHECK,
  encoding: oneOf("windows-1252"),
  delimiter: takes("one character, and no quote or line break", (value) =>
    /^[^"\r\n]$/.test(String(value)),
  ),
  fileName: takes("a non-empty string", isText),
};
