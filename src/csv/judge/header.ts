import type { Row } from "../read/rows.js";
import { type FileColumn, resolveColumn, type Schema } from "../schema/column.js";
import type { Shop } from "../shop.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

/**
 * The columns that count: the server reads a row as an object by the names of the header, so that of two with one
 * name the last counts, in the place of the first.
 */
export function columnsOf(header: Row, schema: Schema): FileColumn[] {
  const indexes = new Map(header.cells.map((name, index) => [name, index]));
  return [...indexes].map(([name, index]) => ({
    name,
    index,
    column: resolveColumn(name, schema),
  }));
}

/** Judges a header: what the server refuses in it, and what it takes for something else. */
export function judgeHeader(
  header: Row,
  schema: Schema,
  shop: Shop | undefined,
  reporter: Reporter,
): void {
  const known = schema.filter(({ flag }) => !flag || shop?.featureFlags[flag] !== false);
  const last = new Map(header.cells.map((name, index) => [name, index]));
  header.cells.forEach((name, index) => {
    if (last.get(name) !== index) reporter.column(index, { rule: "same-column" });
    const column = resolveColumn(name, known);
    if (column === undefined) {
      reporter.column(index, { rule: "unknown-column", suggestion: meantColumn(name, schema) });
    } else if (column.match && !isWhole(name, column.match)) {
      reporter.column(index, { rule: "misread-column", suggestion: column.name });
    }
  });
  for (const { name } of known.filter(({ needs }) => needs === "always")) {
    if (!last.has(name)) reporter.missing(name, { rule: "missing-column" });
  }
}

/** The column that was meant by a name that is none: as is, but for its capitals, blanks, or a slip of the keys. */
function meantColumn(name: string, schema: Schema): string | undefined {
  const number = /\d+/.exec(name)?.[0] ?? "1";
  const names = schema.map((column) => column.name.replace("N", number));
  return closest(name, names);
}

function isWhole(name: string, pattern: RegExp): boolean {
  return new RegExp(`^(?:${pattern.source})$`).test(name.trim());
}
