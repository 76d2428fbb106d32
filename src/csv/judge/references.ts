import type { FileColumn } from "../schema/column.js";
import { textOf } from "../schema/values.js";
import type { Shop } from "../shop.js";
import { ChannelsJudge } from "./channels.js";
import { judgeName } from "./names.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

/** Judges what the first row of a product names: sales channels, a collection, categories. */
export class ReferencesJudge {
  readonly #collectionTitle: FileColumn | undefined;
  readonly #collectionHandle: FileColumn | undefined;
  /** None without a shop. */
  readonly #references: readonly Reference[];
  readonly #channels: ChannelsJudge | undefined;
  readonly #reporter: Reporter;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop | undefined) {
    this.#reporter = reporter;
    const withField = (field: string) => columns.find(({ column }) => column?.field === field);
    this.#collectionTitle = withField("collection.title");
    this.#collectionHandle = withField("collection.handle");
    this.#references = columns.flatMap((column) => (shop && referenceOf(column, shop)) ?? []);
    this.#channels = shop && new ChannelsJudge(columns, reporter, shop);
  }

  judge(row: ProductRow): void {
    if (!row.isFirst) return;
    this.#judgeCollectionTitle(row);
    for (const { index, rule, known } of this.#references) {
      const text = textOf(row.values[index] ?? null);
      if (text === null) continue;
      if (known.has(text)) {
        judgeName(row, index, this.#reporter);
        continue;
      }
      const suggestion = closest(text, [...known.keys()]);
      this.#reporter.cell(row, index, { rule, suggestion, becomes: null });
    }
    this.#channels?.judge(row);
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
  rule: "unknown-collection" | "unknown-category";
  /** What the cells can name. */
  known: ReadonlySet<string>;
}

function referenceOf({ index, column }: FileColumn, shop: Shop): Reference | undefined {
  const { collections, categories, featureFlags } = shop;
  if (column?.flag && !featureFlags[column.flag]) return undefined;
  const reference = (rule: Reference["rule"], known: readonly { handle: string }[]): Reference => ({
    index,
    rule,
    known: new Set(known.map(({ handle }) => handle)),
  });
  if (column?.field === "collection.handle") {
    return reference("unknown-collection", collections);
  }
  if (column?.kind === "category") {
    return reference("unknown-category", categories);
  }
  return undefined;
}
