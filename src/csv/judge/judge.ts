import type { Row } from "../read/row.js";
import type { Operations } from "../report.js";
import type { Server } from "../server.js";
import type { Shop } from "../shop.js";

/** What rows are judged by. */
export interface ImportRules {
  server: Server;
  shop: Shop | undefined;
}

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
