import type { FileColumn } from "../schema/column.js";
import { CURRENCIES } from "../schema/currencies.js";
import type { PriceColumn } from "../schema/price-column.js";
import type { Shop, ShopVariant } from "../shop.js";
import { deletedPrices } from "./deleted-prices.js";
import { judgePrice, priceColumnOf } from "./prices.js";
import type { Reporter } from "./reporter.js";
import type { ReadRow } from "./values.js";

interface Column extends FileColumn, PriceColumn {
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
    this.#columns = withTwins(
      columns.flatMap((column) => {
        const price = priceColumnOf(column, shop);
        return price ? { ...column, ...price } : [];
      }),
    );
  }

  /** Returns how many prices the row has; `undefined` if it has not one cell for one. */
  judge(row: ReadRow): number | undefined {
    const filled = this.#filled(row);
    for (const column of filled) {
      this.#judgeColumn(row, column);
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

  /** Only a column that has a price in it is looked at. */
  #judgeColumn(row: ReadRow, { index, region, currency, name }: Column): void {
    if (region !== undefined) this.#judgeRegion(row, index, region, name);
    else this.#judgeCurrency(row, index, currency);
  }

  #judgeRegion(row: ReadRow, index: number, region: string, name: string): void {
    const found = this.#shop?.regions.find((other) => other.name === region);
    const isUnknown = this.#shop ? found === undefined : region === "";
    if (isUnknown) {
      this.#reporter.cell(row, index, { rule: "unknown-region", details: { region } });
    } else if (found && !name.includes(`[${found.currency_code.toUpperCase()}]`)) {
      const details = { region, currency: found.currency_code };
      this.#reporter.cell(row, index, { rule: "other-currency", details });
    }
  }

  #judgeCurrency(row: ReadRow, index: number, currency: string): void {
    const { currencies = CURRENCIES, storeCurrencies } = this.#shop ?? {};
    if (!currencies.includes(currency)) {
      this.#reporter.cell(row, index, { rule: "unknown-currency", details: { currency } });
    } else if (storeCurrencies && !storeCurrencies.includes(currency)) {
      this.#reporter.cell(row, index, { rule: "unsold-currency", details: { currency } });
    }
  }
}

function withTwins(columns: readonly (FileColumn & PriceColumn)[]): Column[] {
  const isTwin = (a: PriceColumn, b: PriceColumn) =>
    a.region === b.region && (a.region !== undefined || a.currency === b.currency);
  return columns.map((column, at) => ({
    ...column,
    twin: columns.slice(0, at).find((other) => isTwin(column, other)),
  }));
}
