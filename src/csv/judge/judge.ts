import type { Row } from "../read/row.js";
import type { Operations } from "../report.js";

/** Follows the rows of a file, as the server will, and reports what goes wrong. */
export interface Judge {
  judge(row: Row): void;
  /** What there was, after the last row. */
  summary(): Summary;
}

export interface Summary {
  products: number;
  variants: number;
  operations: Operations;
}
