import { isDate } from "../../http/kinds.js";
import type { Typed } from "../read/typed.js";

/** The largest and the smallest number of the database's `integer`. */
export const MAX_INTEGER = 2 ** 31 - 1;
export const MIN_INTEGER = -(2 ** 31);

/** In the order of Medusa's `product_status_enum`. */
export const STATUSES: readonly string[] = ["draft", "proposed", "published", "rejected"];

/** What a value is in a column of text; `null` for a date that there is not. */
export function textOf(value: Typed): string | null {
  if (typeof value === "string") return value;
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  // JSON, by which the server hands rows on, knows no -0.
  return value === null ? null : String(value === 0 ? 0 : value);
}

/** What the server makes of a text, to undo what its exports do to texts with quotes. */
export function withoutQuotes(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}

/**
 * What a text is in a column of integers; `NaN` if Postgres refuses it. It reads what papaparse does not: a plus, and
 * since its version 16 `0x10` and `1_000`.
 */
export function integerOf(text: string): number {
  const digits = text.trim().replace(/([\da-f])_(?=[\da-f])/gi, "$1");
  const [, sign, number = ""] = /^([+-]?)(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.exec(digits) ?? [];
  return Number(number === "" ? Number.NaN : number) * (sign === "-" ? -1 : 1);
}
