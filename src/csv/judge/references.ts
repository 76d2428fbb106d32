import type { FileColumn } from "../schema/column.js";
import type { Shop } from "../shop.js";
import { textOf } from "./cells.js";
import type { ProductRow } from "./product-import.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

/** Judges what the first row of a product names: sales channels, a collection, categories. */
export class ReferencesJudge {
  readonly #collectionTitle: FileColumn | undefined;
  readonly #collectionHandle: FileColumn | undefined;
  /** None without a shop. */
  readonly #references: readonly Reference[];
  readonly #reporter: Reporter;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop | undefined) {
    this.#reporter = reporter;
    const withField = (field: string) => columns.find(({ column }) => column?.field === field);
    this.#collectionTitle = withField("collection.title");
    this.#collectionHandle = withField("collection.handle");
    this.#references = columns.flatMap((column) => (shop && referenceOf(column, shop)) ?? []);
  }

  judge(row: ProductRow): void {
    if (!row.isFirst) return;
    this.#judgeCollectionTitle(row);
    const channels = new Set<string>();
    for (const { index, rule, known } of this.#references) {
      const text = textOf(row.values[index] ?? null);
      if (text === null) continue;
      const id = known.get(text);
      if (id === undefined) {
        const suggestion = closest(text, [...known.keys()]);
        this.#reporter.cell(row, index, { rule, suggestion, becomes: null });
      } else if (rule === "unknown-channel") {
        // A product that is made is linked to it twice, which the database refuses.
        if (channels.has(id) && row.productId === undefined) {
          this.#reporter.cell(row, index, { rule: "same-channel" });
        }
        channels.add(id);
      }
    }
  }

  #judgeCollectionTitle(row: ProductRow): void {
    const [title, handle] = [this.#collectionTitle, this.#collectionHandle].map(
      (column) => column && row.values[column.index],
    );
    if (!title || (handle !== null && handle !== undefined) || !this.#collectionTitle) return;
    this.#reporter.cell(row, this.#collectionTitle.index, { rule: "collection-title" });
  }
}

/** A column that names what the shop has. */
interface Reference {
  index: number;
  rule: "unknown-channel" | "unknown-collection" | "unknown-category";
  /** Ids by what the cells name. */
  known: ReadonlyMap<string, string>;
}

function referenceOf({ name, index, column }: FileColumn, shop: Shop): Reference | undefined {
  const { salesChannels, collections, categories, featureFlags } = shop;
  if (column?.flag && !featureFlags[column.flag]) return undefined;
  const reference = (
    rule: Reference["rule"],
    known: readonly (readonly [string, string])[],
  ): Reference => ({ index, rule, known: new Map(known) });
  if (column?.kind === "channel") {
    const key = /\d (\w+)/.exec(name)?.[1];
    if (key === "Name")
      return reference(
        "unknown-channel",
        salesChannels.map((it) => [it.name, it.id]),
      );
    if (key === "Id")
      return reference(
        "unknown-channel",
        salesChannels.map(({ id }) => [id, id]),
      );
  }
  if (column?.field === "collection.handle") {
    return reference(
      "unknown-collection",
      collections.map((it) => [it.handle, it.id]),
    );
  }
  if (column?.kind === "category") {
    return reference(
      "unknown-category",
      categories.map((it) => [it.handle, it.id]),
    );
  }
  return undefined;
}
