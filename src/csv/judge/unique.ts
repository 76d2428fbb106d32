import type { FileColumn } from "../schema/column.js";
import { textOf } from "../schema/values.js";
import type { ShopVariant } from "../shop.js";
import { Lines } from "./lines.js";
import { type KeyColumns, keyColumnsOf, type ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";
import type { ShopIndex } from "./shop-index.js";
import { indexOf } from "./values.js";
import { VariantRows } from "./variant-rows.js";

/** The server keeps handles in an object, which has these from the start. */
const RESERVED_HANDLES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Judges what must be one of a kind: ids, handles, SKUs, barcodes. */
export class UniqueJudge {
  readonly #reporter: Reporter;
  readonly #shop: ShopIndex | undefined;
  readonly #codes: readonly UniqueCodes[];
  readonly #productIds = new Lines();
  readonly #variants = new VariantRows();
  readonly #at: KeyColumns;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: ShopIndex | undefined) {
    this.#reporter = reporter;
    this.#shop = shop;
    this.#at = keyColumnsOf(columns);
    const codes = [
      ["sku", indexOf("Variant SKU", columns)],
      ["barcode", indexOf("Variant Barcode", columns)],
    ] as const;
    this.#codes = codes.flatMap(([field, index]) =>
      index === undefined ? [] : new UniqueCodes(field, index, reporter, shop),
    );
  }

  judge(row: ProductRow): void {
    if (row.isFirst) this.#judgeProduct(row);
    const variant = row.variantId === undefined ? 0 : this.#judgeVariant(row, row.variantId);
    for (const codes of this.#codes) codes.judge(row, variant);
  }

  #judgeProduct(row: ProductRow): void {
    const { productId, handle } = row;
    const taken = this.#shop?.productsByHandle.get(handle);
    if (taken && taken.id !== productId) {
      this.#reporter.cell(row, this.#at.handle, {
        rule: "taken-handle",
        details: { id: taken.id },
      });
    }
    if (RESERVED_HANDLES.has(handle))
      this.#reporter.cell(row, this.#at.handle, { rule: "reserved-handle" });
    if (productId === undefined) return;
    const before = this.#shop?.products.get(productId)?.handle;
    if (before && before !== handle) {
      const details = { id: productId, handle: before };
      this.#reporter.cell(row, this.#at.handle, { rule: "renamed-product", details });
    }
    const other = this.#productIds.add(productId, row.line);
    if (other) {
      this.#reporter.cell(row, this.#at.productId, {
        rule: "product-of-two-handles",
        details: { otherLine: other },
      });
    }
    if (this.#shop && !this.#shop.products.has(productId)) {
      this.#reporter.cell(row, this.#at.productId, { rule: "unknown-product" });
    }
  }

  /** Returns the variant's number, from 1. */
  #judgeVariant(row: ProductRow, variantId: string): number {
    const { number, otherLine } = this.#variants.add(variantId, row);
    if (otherLine) {
      this.#reporter.cell(row, this.#at.variantId, {
        rule: "same-variant",
        details: { otherLine },
      });
    }
    const variant = this.#shop?.variants.get(variantId);
    if (this.#shop && !variant) {
      this.#reporter.cell(row, this.#at.variantId, { rule: "unknown-variant" });
    } else if (isForeign(row, variant)) {
      this.#reporter.cell(row, this.#at.variantId, { rule: "foreign-variant" });
    }
    return number;
  }
}

/** A product that is only now created has no variants yet. */
function isForeign({ productId, isFirst }: ProductRow, variant: ShopVariant | undefined): boolean {
  if (!isFirst) return false;
  return productId === undefined || (variant !== undefined && variant.product_id !== productId);
}

/** The SKUs, or the barcodes, of a file and of the shop. */
class UniqueCodes {
  readonly #rules: { same: "same-sku" | "same-barcode"; taken: "taken-sku" | "taken-barcode" };
  readonly #field: "sku" | "barcode";
  readonly #index: number;
  readonly #reporter: Reporter;
  readonly #shop: ShopIndex | undefined;
  readonly #lines = new Lines();
  /** Before the import; variants are created first, and collide with these. */
  readonly #owners: ReadonlyMap<string, string>;
  /** As the rows that update variants leave them. */
  readonly #owned: Map<string, string>;

  constructor(
    field: "sku" | "barcode",
    index: number,
    reporter: Reporter,
    shop: ShopIndex | undefined,
  ) {
    this.#field = field;
    this.#rules = { same: `same-${field}`, taken: `taken-${field}` };
    this.#index = index;
    this.#reporter = reporter;
    this.#shop = shop;
    this.#owners = shop?.owners(field) ?? new Map();
    this.#owned = new Map(this.#owners);
  }

  /** @param variant The number of the variant that the row updates; 0 of one that it creates. */
  judge(row: ProductRow, variant: number): void {
    const value = row.values[this.#index];
    if (value === undefined) return;
    const code = textOf(value);
    const { same, taken } = this.#rules;
    if (code !== null) {
      const otherLine = this.#lines.add(code, row.line, variant);
      if (otherLine) this.#reporter.cell(row, this.#index, { rule: same, details: { otherLine } });
      const owner = this.#shop && this.#ownersFor(row).get(code);
      if (owner !== undefined && owner !== row.variantId) {
        this.#reporter.cell(row, this.#index, { rule: taken, details: { id: owner } });
      }
    }
    if (row.variantId !== undefined) this.#update(row.variantId, code);
  }

  #ownersFor({ variantId }: ProductRow): ReadonlyMap<string, string> {
    return variantId === undefined ? this.#owners : this.#owned;
  }

  #update(variantId: string, code: string | null): void {
    const before = this.#shop?.variants.get(variantId)?.[this.#field];
    if (before && this.#owned.get(before) === variantId) this.#owned.delete(before);
    if (this.#shop && code !== null) this.#owned.set(code, variantId);
  }
}
