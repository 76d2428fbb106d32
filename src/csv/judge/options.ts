import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import { textOf } from "../schema/values.js";
import type { ShopProduct } from "../shop.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";
import type { ShopIndex } from "./shop-index.js";
import { TextTable } from "./text-table.js";
import { Uint32List } from "./uint32-list.js";

type Filled = Exclude<Typed, null>;

/**
 * Judges options. The names of a product's first row become its options; each row that creates a variant must have a
 * value for each of them. The server finds an option by comparing the name as it read it with the text in the
 * database: a number never equals it.
 */
export class OptionsJudge {
  readonly #names: readonly FileColumn[];
  readonly #values: readonly FileColumn[];
  readonly #reporter: Reporter;
  readonly #shop: ShopIndex | undefined;
  /** The options of each product, by its number: of most products they are the same. */
  readonly #sets = new OptionSets();
  readonly #variants = new TextTable(2);

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: ShopIndex | undefined) {
    this.#names = columns.filter(({ column }) => column?.kind === "optionName");
    this.#values = columns.filter(({ column }) => column?.kind === "optionValue");
    this.#reporter = reporter;
    this.#shop = shop;
  }

  judge(row: ProductRow): void {
    const names = filled(row, this.#names);
    if (row.isFirst) this.#sets.note(row.product, this.#optionsOf(row, names));
    const options = this.#sets.of(row.product);
    if (row.variantId !== undefined) {
      this.#judgeUpdate(row, options);
      return;
    }
    // Those of a product that is there already are known to the shop alone.
    if (options === undefined) return;
    const values = filled(row, this.#values);
    if (options.length !== values.length) {
      this.#reporter.row(row, {
        rule: "option-count",
        details: { options: options.length, values: values.length },
      });
      return;
    }
    const ordered: Filled[] = [];
    for (const [index, option] of options.entries()) {
      // Of two options with one name, the server only ever finds the first.
      const isFirst = options.indexOf(option) === index;
      const value = isFirst ? values[names.indexOf(option)] : undefined;
      if (value === undefined) {
        this.#reporter.row(row, { rule: "option-missing", value: option });
        return;
      }
      ordered.push(value);
    }
    this.#judgeTwins(row, ordered);
  }

  /** The options' names in the database, once this row has been imported. */
  #optionsOf(row: ProductRow, names: readonly Filled[]): readonly string[] | undefined {
    if (row.productId === undefined) return names.map((name) => textOf(name) ?? "");
    return this.#shop?.products.get(row.productId)?.options;
  }

  /** An update finds the option of a value by the cell that names it, in the same row. */
  #judgeUpdate(row: ProductRow, options: readonly string[] | undefined): void {
    const filled = this.#values.filter(({ index }) => (row.values[index] ?? null) !== null);
    const isForeign = this.#isForeign(row);
    for (const { name, index } of filled) {
      const nameColumn = this.#names.find((other) => other.name === `${name.slice(0, -6)} Name`);
      const option = textOf((nameColumn && row.values[nameColumn.index]) ?? null);
      const isAlone = option === null && options?.length === 1 && filled.length === 1;
      const isKnown = option !== null && (options?.includes(option) ?? true);
      if (isForeign && isKnown) this.#reporter.cell(row, index, { rule: "foreign-option" });
      else if (!isAlone && !isKnown) {
        const details = { option: option ?? "" };
        this.#reporter.cell(row, index, { rule: "unknown-option", details });
      }
    }
  }

  /** Whether the variant is known to be another product's. */
  #isForeign({ variantId = "", productId, handle }: ProductRow): boolean {
    const variant = this.#shop?.variants.get(variantId);
    const product = this.#product(productId, handle);
    return variant !== undefined && product !== undefined && variant.product_id !== product.id;
  }

  /** What the server read as a number it takes for no twin of any other. */
  #judgeTwins(row: ProductRow, values: readonly Filled[]): void {
    const texts = values.map((value) => textOf(value) ?? "");
    const isTwin = this.#variants.add(`${row.product}\0${texts.join("\0")}`) > 0;
    if (!isTwin && !this.#isInShop(row, texts)) return;
    const isSeen = values.every((value) => typeof value === "string");
    const rule = isSeen ? "same-options" : "twin-options";
    this.#reporter.row(row, { rule, value: texts.join(", ") });
  }

  #isInShop({ productId, handle }: ProductRow, values: readonly string[]): boolean {
    const product = this.#product(productId, handle);
    if (product === undefined || this.#shop === undefined) return false;
    return this.#shop
      .variantsOf(product)
      .some(({ options }) => product.options.every((name, i) => options[name] === values[i]));
  }

  #product(id: string | undefined, handle: string): ShopProduct | undefined {
    return id === undefined
      ? this.#shop?.productsByHandle.get(handle)
      : this.#shop?.products.get(id);
  }
}

/** The cells of some columns that are not empty, in the order of the columns. */
function filled({ values }: ProductRow, columns: readonly FileColumn[]): Filled[] {
  const cells: Filled[] = [];
  for (const { index } of columns) {
    const value = values[index];
    if (value !== undefined && value !== null) cells.push(value);
  }
  return cells;
}

/** Which products have which options. */
class OptionSets {
  readonly #sets: (readonly string[] | undefined)[] = [undefined];
  readonly #numbers = new Map<string, number>();
  readonly #ofProduct = new Uint32List();

  note(product: number, options: readonly string[] | undefined): void {
    this.#ofProduct.set(product, options === undefined ? 0 : this.#numberOf(options));
  }

  of(product: number): readonly string[] | undefined {
    return this.#sets[this.#ofProduct.get(product)];
  }

  #numberOf(options: readonly string[]): number {
    const key = options.join("\0");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#sets.push(options) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
