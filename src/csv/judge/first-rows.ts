import type { FileColumn } from "../schema/column.js";
import { digest } from "./digest.js";
import type { ProductRow } from "./product-row.js";
import type { Reporter } from "./reporter.js";
import { Uint32List } from "./uint32-list.js";

/** Finds what later rows of a product say of it otherwise than the first, which the server does not look at. */
export class FirstRows {
  readonly #columns: readonly FileColumn[];
  readonly #reporter: Reporter;
  /** Rows of one product mostly follow each other: of it the cells are known, of others a digest. */
  #last: ProductRow | undefined;
  readonly #digests = new Uint32List();

  constructor(columns: readonly FileColumn[], reporter: Reporter) {
    this.#reporter = reporter;
    this.#columns = columns.filter(
      ({ column }) => column?.of === "product" && !["optionName", "ignored"].includes(column.kind),
    );
  }

  note(row: ProductRow): void {
    this.#last = row;
    this.#digests.set(row.product, this.#digest(row));
  }

  compare(row: ProductRow): void {
    if (this.#last?.product === row.product) this.#compareWith(this.#last, row);
    else if (this.#isFilled(row) && this.#digests.get(row.product) !== this.#digest(row)) {
      this.#reporter.row(row, { rule: "ignored-cell" });
    }
  }

  #compareWith(first: ProductRow, row: ProductRow): void {
    for (const { index } of this.#columns) {
      const cell = row.cells[index];
      if (!cell || cell === first.cells[index]) continue;
      this.#reporter.cell(row, index, {
        rule: "ignored-cell",
        becomes: first.cells[index] ?? null,
      });
    }
  }

  #isFilled({ cells }: ProductRow): boolean {
    return this.#columns.some(({ index }) => cells[index]);
  }

  #digest({ cells }: ProductRow): number {
    let bits = 0;
    for (const { index } of this.#columns) bits = digest(cells[index] ?? "", bits + 1);
    return bits;
  }
}
