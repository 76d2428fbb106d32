import type { FileColumn } from "../schema/column.js";
import { CURRENCIES } from "../schema/currencies.js";
import type { PriceColumn } from "../schema/price-column.js";
import type { Shop, ShopVariant } from "../shop.js";
import { deletedPrices } from "./deleted-prices.js";
import { judgePrice, priceColumnOf } from "./prices.js";
import type { Found, Reporter } from "./reporter.js";
import { closest } from "./similar.js";
import type { ReadRow } from "./values.js";

interface Column extends FileColumn, PriceColumn {
  /** What is wrong with its name, as soon as there is a price below it. */
  found: Found | undefined;
  /** The column before it that means the same prices. */
  twin: FileColumn | undefined;
}

/** Judges the prices of a row. */
export class PricesJudge {
  readonly #columns: readonly Column[];
  readonly #reporter: Reporter;
  readonly #shop: Shop | undefined;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop | undefined) {
    this.#reporter = reporter;
    this.#shop = shop;
    const priced = columns.flatMap((column) => {
      const price = priceColumnOf(column, shop);
      return price ? { ...column, ...price } : [];
    });
    this.#columns = priced.map((column, at) => ({
      ...column,
      found: judgeName(column, shop),
      twin: priced.slice(0, at).find((other) => isTwin(column, other)),
    }));
  }

  /** Returns how many prices the row has; `undefined` if it has not one cell for one. */
  judge(row: ReadRow): number | undefined {
    const filled = this.#filled(row);
    for (const column of filled) {
      if (column.found) this.#reporter.cell(row, column.index, column.found);
      const value = row.values[column.index] ?? null;
      const found = judgePrice(row.cells[column.index] ?? "", value, column.currency);
      if (found) this.#reporter.cell(row, column.index, found);
      if (column.twin && filled.some(({ index }) => index === column.twin?.index)) {
        const details = { other: column.twin.name };
        this.#reporter.cell(row, column.index, { rule: "same-price", details });
      }
    }
    return this.#hasCell(row) ? filled.length : undefined;
  }

  /** Judges what becomes of the other prices of a variant that the row updates. */
  judgeUpdate(row: ReadRow, variant: ShopVariant | undefined): void {
    // Cells that are all empty say that there are no prices.
    if (!this.#hasCell(row)) return;
    if (!this.#shop) {
      this.#reporter.row(row, { rule: "replaced-prices" });
      return;
    }
    const deleted = variant ? deletedPrices(variant, this.#filled(row), this.#shop) : [];
    if (deleted.length === 0) return;
    const details = { prices: deleted.join(", ") };
    this.#reporter.row(row, { rule: "deleted-prices", details });
  }

  #hasCell({ values }: ReadRow): boolean {
    return this.#columns.some(({ index }) => values[index] !== undefined);
  }

  #filled({ values }: ReadRow): Column[] {
    return this.#columns.filter(
      ({ index }) => values[index] !== undefined && values[index] !== null,
    );
  }
}

function isTwin(a: PriceColumn, b: PriceColumn): boolean {
  return a.region === b.region && (a.region !== undefined || a.currency === b.currency);
}

function judgeName(
  { region, currency, name }: FileColumn & PriceColumn,
  shop: Shop | undefined,
): Found | undefined {
  return region === undefined ? judgeCurrency(currency, shop) : judgeRegion(region, name, shop);
}

function judgeRegion(region: string, name: string, shop: Shop | undefined): Found | undefined {
  const found = shop?.regions.find((other) => other.name === region);
  const isUnknown = shop ? found === undefined : region === "";
  if (isUnknown) {
    const suggestion = closest(region, shop?.regions.map((other) => other.name) ?? []);
    return { rule: "unknown-region", suggestion, details: { region } };
  }
  if (!found || name.includes(`[${found.currency_code.toUpperCase()}]`)) return undefined;
  return { rule: "other-currency", details: { region, currency: found.currency_code } };
}

function judgeCurrency(currency: string, shop: Shop | undefined): Found | undefined {
  const { currencies = CURRENCIES, storeCurrencies = currencies } = shop ?? {};
  if (!currencies.includes(currency)) return { rule: "unknown-currency", details: { currency } };
  if (storeCurrencies.includes(currency)) return undefined;
  return { rule: "unsold-currency", details: { currency } };
}
