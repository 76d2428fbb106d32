import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import type { Shop } from "../shop.js";
import { type CellFinding, MAX_INTEGER, MIN_INTEGER } from "./cells.js";

/** What a column of prices is for, by its name. */
export interface PriceColumn {
  /** The name of a region, for its prices. */
  region?: string | undefined;
  /** In lower case, as the server looks for it. */
  currency: string;
}

/** What a column's prices are for; `undefined` if it has none. */
export function priceColumn(
  { name, column }: FileColumn,
  shop: Shop | undefined,
): PriceColumn | undefined {
  if (column?.kind === "regionPrice") return regionColumn(name, shop);
  if (column?.kind !== "currencyPrice") return undefined;
  // The server takes the second word, whatever the first one is.
  return { currency: name.trim().split(" ")[1]?.toLowerCase() ?? "" };
}

function regionColumn(name: string, shop: Shop | undefined): PriceColumn {
  const [, region = "", code = ""] = /Price (.*) \[([A-Z]{3})\]/.exec(name.trim()) ?? [];
  const found = shop?.regions.find((other) => other.name === region);
  return { region, currency: found?.currency_code ?? code.toLowerCase() };
}

const ZERO_DECIMALS = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
);

/** Judges a price that is not empty. */
export function judgePrice(text: string, value: Typed, currency: string): CellFinding | undefined {
  const amount = typeof value === "number" ? value : Number.parseFloat(String(value));
  if (Number.isNaN(amount) || typeof value === "object") return { rule: "no-price" };
  const factor = ZERO_DECIMALS.has(currency) ? 1 : 100;
  const stored = Math.round(amount * factor);
  if (stored > MAX_INTEGER || stored < MIN_INTEGER) return { rule: "large-price" };
  const becomes = stored / factor;
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
