import type { PersonsRow } from "./as-read.js";
import type { PriceRow } from "./rows.js";

/** The currencies without cents, in Medusa's eyes. */
const WHOLE = "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" ");

/** A price as a person reads it off a row. */
export interface ExpectedPrice {
  column: string;
  text: string;
  currency: string;
  /** The name of a region; without one the price is the currency's. */
  region: string | null;
}

/** The prices of a row, those of empty cells left out. */
export function expectedPrices(row: PersonsRow): ExpectedPrice[] {
  return row.flatMap(([column, text]) => {
    const price = priceColumn(column);
    return price && text.trim() !== "" ? [{ column, text, ...price }] : [];
  });
}

/** Whether a column is one of prices. */
export function priceColumn(
  column: string,
): { currency: string; region: string | null } | undefined {
  const [, region, its] = column.match(/Price (.*) \[([A-Z]{3})\]/) ?? [];
  if (region !== undefined && its !== undefined) return { currency: its.toLowerCase(), region };
  const [, currency] = column.match(/Price ([A-Z]{3})/) ?? [];
  return currency === undefined ? undefined : { currency: currency.toLowerCase(), region: null };
}

/** What a variant's prices are not, as the row has them. */
export function priceDifferences(row: PersonsRow, prices: readonly PriceRow[]): string[] {
  return expectedPrices(row).flatMap((expected) => {
    const found = prices.filter((price) => isFor(price, expected)).map(({ amount }) => amount);
    const isThere = found.some((amount) => isAmount(amount, expected));
    return isThere
      ? []
      : [`${expected.column}: ${expected.text} became ${found.join(", ") || "nothing"}`];
  });
}

function isFor({ currency_code, region }: PriceRow, expected: ExpectedPrice): boolean {
  return currency_code === expected.currency && region === expected.region;
}

// Floating point may be off by nothing that counts; a rounded price is another one.
function isAmount(amount: number, { text, currency }: ExpectedPrice): boolean {
  const units = WHOLE.includes(currency) ? 1 : 100;
  const number = priceOf(text);
  return number !== undefined && Math.abs(amount - number * units) < 1e-6 * units;
}

/** The prices that a variant had and has no more: no file says that they should go. */
export function lostPrices(before: readonly PriceRow[], after: readonly PriceRow[]): string[] {
  const isThere = (price: PriceRow) =>
    after.some(
      ({ currency_code, region }) =>
        currency_code === price.currency_code && region === price.region,
    );
  return before
    .filter((price) => !isThere(price))
    .map(({ currency_code, region }) => `the price in ${region ?? currency_code} is gone`);
}

/** The number in a text such as `10.50`, `10,50`, `€ 1.234,56` or `1 000 EUR`; nothing if it is no price. */
export function priceOf(text: string): number | undefined {
  const bare = printable(text).replace(/^([€$£]|[A-Z]{3})\s*|\s*([€$£]|[A-Z]{3})$/g, "");
  const [, sign = "", digits] = bare.match(/^([+-]?)([\d.,' \u00a0]+(?:[eE][+-]?\d+)?)$/) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(sign + pointed(digits.replaceAll(/[' \u00a0]/g, "")));
  return Number.isNaN(number) ? undefined : number;
}

// What is left of a line of empty cells, or of the end of a file of old, is no part of a price.
function printable(text: string): string {
  return text.replace(/[;\p{Cc}\s]+$/u, "").trim();
}

// The last of comma and point is the decimal one, unless it comes before three digits, and again and again.
function pointed(digits: string): string {
  const hasBoth = digits.includes(",") && digits.includes(".");
  if (hasBoth && digits.lastIndexOf(",") > digits.lastIndexOf("."))
    return digits.replaceAll(".", "").replace(",", ".");
  const isThousands = hasBoth || /^\d{1,3}(,\d{3})+$/.test(digits);
  return isThousands ? digits.replaceAll(",", "") : digits.replace(",", ".");
}
