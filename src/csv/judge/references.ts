import type { FileColumn } from "../schema/column.js";
import type { Shop } from "../shop.js";
import { textOf } from "./cells.js";
import type { ProductRow } from "./product-import.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

/** Judges what the first row of a product names: sales channels, a collection, categories. Without a shop, nothing. */
export class ReferencesJudge {
  readonly #columns: readonly (FileColumn & { reference: Reference })[];
  readonly #reporter: Reporter;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop | undefined) {
    this.#reporter = reporter;
    this.#columns = columns.flatMap((column) => {
      const reference = shop && referenceOf(column, shop);
      return reference ? { ...column, reference } : [];
    });
  }

  judge(row: ProductRow): void {
    if (!row.isFirst) return;
    for (const { index, reference } of this.#columns) {
      const text = textOf(row.values[index] ?? null);
      if (text === null || reference.known.has(text)) continue;
      const suggestion = closest(text, [...reference.known]);
      this.#reporter.cell(row, index, { rule: reference.rule, suggestion, becomes: null });
    }
  }
}

interface Reference {
  rule: "unknown-channel" | "unknown-collection" | "unknown-category";
  known: ReadonlySet<string>;
}

function referenceOf({ name, column }: FileColumn, shop: Shop): Reference | undefined {
  if (column?.kind === "channel" && /Name/.test(name)) {
    return { rule: "unknown-channel", known: new Set(shop.salesChannels.map((it) => it.name)) };
  }
  if (column?.kind === "channel" && /Id/.test(name)) {
    return { rule: "unknown-channel", known: new Set(shop.salesChannels.map(({ id }) => id)) };
  }
  if (column?.field === "collection.handle") {
    return { rule: "unknown-collection", known: new Set(shop.collections.map((it) => it.handle)) };
  }
  if (column?.kind === "category") {
    return { rule: "unknown-category", known: new Set(shop.categories.map((it) => it.handle)) };
  }
  return undefined;
}
