import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import { fromSmallestUnit, toSmallestUnit } from "../schema/money.js";
import { type PriceColumn, priceColumn } from "../schema/price-column.js";
import { MAX_INTEGER, MIN_INTEGER } from "../schema/values.js";
import type { Shop } from "../shop.js";
import type { CellFinding } from "./cells.js";

/** What a column's prices are for, in the currency of the shop's region; `undefined` if it has none. */
export function priceColumnOf(
  { name, column }: FileColumn,
  shop: Shop | undefined,
): PriceColumn | undefined {
  const price = priceColumn(name, column?.kind);
  const found = shop?.regions.find((region) => region.name === price?.region);
  return price && found ? { ...price, currency: found.currency_code } : price;
}

/** Judges a price that is not empty. */
export function judgePrice(text: string, value: Typed, currency: string): CellFinding | undefined {
  const amount = typeof value === "number" ? value : Number.parseFloat(String(value));
  if (Number.isNaN(amount) || typeof value === "object") return { rule: "no-price" };
  const stored = toSmallestUnit(amount, currency);
  if (stored > MAX_INTEGER || stored < MIN_INTEGER) return { rule: "large-price" };
  const becomes = fromSmallestUnit(stored, currency);
  if (typeof value === "string" && isCut(text)) {
    return { rule: "cut-price", becomes, suggestion: meantPrice(text) };
  }
  if (Math.abs(amount - becomes) > 1e-9) return { rule: "rounded-price", becomes };
  return amount < 0 ? { rule: "negative-price" } : undefined;
}

/** Whether there are digits behind where the server stops to read; a currency behind it is no loss, `%` is one. */
function isCut(text: string): boolean {
  return /[\d%]/.test(text.replace(/^\s*[-+]?\d*\.?\d*(?:e[-+]?\d+)?/i, ""));
}

/** `10,50` can mean one thing only; `1.234` or `1,234` two. */
function meantPrice(text: string): string | undefined {
  const [, whole, cents] = /^\s*(-?\d+),(\d{1,2})\s*$/.exec(text) ?? [];
  return whole === undefined ? undefined : `${whole}.${cents}`;
}
