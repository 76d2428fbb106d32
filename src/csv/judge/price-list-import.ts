import type { Row } from "../read/row.js";
import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import { textOf } from "../schema/values.js";
import type { Server } from "../server.js";
import { judgeListed } from "./cells.js";
import type { ImportRules, Judge, Summary } from "./judge.js";
import { Lines } from "./lines.js";
import type { Reporter } from "./reporter.js";
import { PricesJudge } from "./row-prices.js";
import { ShopIndex } from "./shop-index.js";
import { indexOf, type Values, valueAt, valuesOf } from "./values.js";

/** Judges a `price-list-import`: each row sets the prices that one variant has in the list. */
export class PriceListImportJudge implements Judge {
  readonly #columns: readonly FileColumn[];
  readonly #server: Server;
  readonly #reporter: Reporter;
  readonly #shop: ShopIndex | undefined;
  readonly #skus: ReadonlyMap<string, string>;
  readonly #prices: PricesJudge;
  readonly #variants = new Lines();
  readonly #at: Record<"id" | "sku", number | undefined>;
  #rows = 0;

  constructor(columns: readonly FileColumn[], reporter: Reporter, { shop, server }: ImportRules) {
    this.#columns = columns;
    this.#server = server;
    this.#reporter = reporter;
    this.#shop = shop && new ShopIndex(shop);
    this.#skus = this.#shop?.owners("sku") ?? new Map();
    this.#prices = new PricesJudge(columns, reporter, shop);
    this.#at = { id: indexOf("Product Variant ID", columns), sku: indexOf("SKU", columns) };
  }

  judge(row: Row): void {
    this.#rows++;
    const values = valuesOf(row, this.#columns, this.#server.parser);
    this.#judgeVariant(row, values);
    const prices = this.#prices.judge({ ...row, values });
    if (prices === undefined) this.#reporter.row(row, { rule: "no-price-cell" });
    if (prices === 0) this.#reporter.row(row, { rule: "no-prices" });
  }

  summary(): Summary {
    return {
      products: 0,
      variants: this.#variants.size,
      operations: { PRICE_LIST_PRICE_CREATE: this.#rows },
    };
  }

  /** The id counts, if there is one; the SKU beside it is not looked at. */
  #judgeVariant(row: Row, values: Values): void {
    const id = valueAt(values, this.#at.id);
    const sku = valueAt(values, this.#at.sku);
    const [index, value] = id ? [this.#at.id, id] : [this.#at.sku, sku];
    if (index === undefined || !value) {
      this.#reporter.row(row, { rule: "no-variant" });
      return;
    }
    const found = judgeListed(row.cells[index] ?? "", value);
    if (found) this.#reporter.cell(row, index, found);
    const text = textOf(value) ?? "";
    const otherLine = this.#variants.add(`${index} ${text}`, row.line);
    if (otherLine) {
      this.#reporter.cell(row, index, { rule: "same-list-variant", details: { otherLine } });
    }
    this.#judgeInShop(row, index, id ? text : this.#skus.get(text), sku);
  }

  #judgeInShop(row: Row, index: number, id: string | undefined, sku: Typed | undefined): void {
    if (!this.#shop) return;
    const variant = id === undefined ? undefined : this.#shop.variants.get(id);
    if (variant === undefined) this.#reporter.cell(row, index, { rule: "unknown-list-variant" });
    else if (sku && textOf(sku) !== variant.sku) {
      const details = { sku: variant.sku ?? "" };
      this.#reporter.cell(row, this.#at.sku, { rule: "other-sku", details });
    }
  }
}
