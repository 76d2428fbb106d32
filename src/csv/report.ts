import type { Encoding } from "./read/read-file.js";
import type { RuleId } from "./rules/index.js";
import type { Severity } from "./rules/rule.js";

/** What a cell becomes in the database. */
export type Becomes = string | number | boolean | null;

/** What a job's `result.operations` will say: rows by what is done with them. */
export interface Operations {
  PRODUCT_CREATE?: number;
  PRODUCT_UPDATE?: number;
  VARIANT_CREATE?: number;
  VARIANT_UPDATE?: number;
  /** Of a `price-list-import`: rows, not prices. */
  PRICE_LIST_PRICE_CREATE?: number;
}

/** Where a problem is. */
export interface Place {
  /** The line in an editor, from 1: line breaks in quotes count. */
  line: number;
  /** The character in the line, from 1; without one, it is the whole line. */
  column?: number | undefined;
  /** What the cell holds. */
  value?: string | undefined;
  /** What Medusa makes of it. */
  becomes?: Becomes | undefined;
}

/** One cause, in as many cells as it may be. Its place is the first of them. */
export interface Problem extends Place {
  /** Names the cause: `docs/csv.md` has them all. */
  rule: RuleId;
  severity: Severity;
  /** The column as the file's header has it. */
  columnName?: string | undefined;
  /** For the people of a shop: what happens, and what to do. */
  message: string;
  /** What was meant, if it is known: a column, a value. */
  suggestion?: string | undefined;
  /** What `fixImport` does about it; `safe` if it does so unasked. */
  fix?: { description: string; safe: boolean } | undefined;
  /** In how many cells or rows it is. */
  count: number;
  /** The first {@link MAX_PLACES} of them. */
  places: readonly Place[];
  /** What else the message tells, by name. */
  details: Readonly<Record<string, string | number>>;
}

/** What Medusa will do with a file. */
export interface CheckReport {
  /**
   * `refused`: the job fails or hangs, and nothing is changed. `changes`: it completes, and something is lost,
   * altered, or nothing is imported. `ok`: it does what the file says.
   */
  verdict: "ok" | "changes" | "refused";
  /** Without the header. */
  rows: number;
  /** How many products the rows name. */
  products: number;
  /** How many variants the rows name. */
  variants: number;
  /** The header as it is read. */
  columns: readonly string[];
  /** What Medusa takes for it, which is not always what was meant. */
  delimiter: string;
  encoding: Encoding;
  /** The worst first, then by line. */
  problems: readonly Problem[];
  /** There are more problems of a severity than `maxProblems`. */
  truncated: boolean;
  /** The counts that the job will show; none where it fails before it has any. */
  predicted?: Operations | undefined;
}
