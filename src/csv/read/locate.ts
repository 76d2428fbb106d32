import type { Dialect, Row } from "./rows.js";
export function locate(
  row: Row,
  _dialect: Dialect,
  index: number,
): { line: number; column: number } {
  return { line: row.line, column: index + 1 };
}
