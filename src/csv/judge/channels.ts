import type { FileColumn } from "../schema/column.js";
import { textOf } from "../schema/values.js";
import type { Shop } from "../shop.js";
import { judgeName } from "./names.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";
import { closest } from "./similar.js";

/**
 * Judges the sales channels of a product. Each filled cell is looked up by itself, those of ids by the id and those of
 * names by the name; what is not found is left out.
 */
export class ChannelsJudge {
  readonly #columns: readonly (FileColumn & { known: ReadonlyMap<string, string> })[];
  readonly #descriptions: readonly FileColumn[];
  readonly #names: ReadonlyMap<string, string>;
  readonly #reporter: Reporter;

  constructor(columns: readonly FileColumn[], reporter: Reporter, shop: Shop) {
    this.#reporter = reporter;
    const isOn = shop.featureFlags.sales_channels !== false;
    const channels = columns.filter(({ column }) => isOn && column?.field === "sales_channels");
    const ids = new Map(shop.salesChannels.map(({ id }) => [id, id]));
    this.#names = new Map(shop.salesChannels.map(({ name, id }) => [name, id]));
    const having = (part: string, known: ReadonlyMap<string, string>) =>
      channels
        .filter(({ column }) => column?.name.endsWith(part))
        .map((column) => ({ ...column, known }));
    this.#columns = [...having("Name", this.#names), ...having("Id", ids)];
    this.#descriptions = channels.filter(({ column }) => column?.name.endsWith("Description"));
  }

  judge(row: ProductRow): void {
    const linked = new Set<string>();
    for (const { index, known } of this.#columns) {
      const text = textOf(row.values[index] ?? null);
      if (text === null) continue;
      const id = known.get(text);
      if (id === undefined) {
        this.#judgeUnknown(row, index, text, linked);
        continue;
      }
      judgeName(row, index, this.#reporter);
      // A product that is made is linked to it twice, which the database refuses.
      if (linked.has(id) && row.productId === undefined) {
        this.#reporter.cell(row, index, { rule: "same-channel" });
      } else linked.add(id);
    }
    for (const { index } of linked.size === 0 ? this.#descriptions : []) {
      if (!row.values[index]) continue;
      this.#reporter.cell(row, index, { rule: "unknown-channel", becomes: null });
    }
  }

  /** Exports write a channel's name where its id belongs, beside its name: nothing is lost by that. */
  #judgeUnknown(row: ProductRow, index: number, text: string, linked: ReadonlySet<string>): void {
    if (linked.has(this.#names.get(text) ?? "")) return;
    const suggestion = closest(text, [...this.#names.keys()]);
    this.#reporter.cell(row, index, { rule: "unknown-channel", suggestion, becomes: null });
  }
}
