import type { Typed } from "../read/typed.js";
import type { FileColumn } from "../schema/column.js";
import { toSmallestUnit } from "../schema/money.js";
import type { Shop } from "../shop.js";
import { bytesOf, LineLength } from "./line-parts.js";
import { isListed, keyOf, type WriteLine } from "./operation-line.js";
import { priceColumnOf } from "./prices.js";
import { indexOf, type Values } from "./values.js";

/** What a filled cell adds to the JSON of a row of empty cells. */
interface Slot {
  index: number;
  isListed: boolean;
  isTags: boolean;
  /** Beside its value. */
  bytes: number;
  /** The number of its key: between two cells of one list stands a comma. */
  key: number;
  /** Where the name of an option's value is. */
  nameAt: number | undefined;
  /** How many of the smallest unit are one of a price; 0 of what is none. */
  units: number;
}

/**
 * Measures the JSON of rows. All filled cells of a column add the same beside their values, which is measured once:
 * to write each row would take as long as all the rest of a check.
 */
export class LineMeter {
  readonly #write: WriteLine;
  readonly #slots: readonly Slot[];
  /** Of a row of empty cells, and what a product's first row has more. */
  readonly #empty: number;
  readonly #more: number;

  constructor(columns: readonly FileColumn[], shop: Shop | undefined, write: WriteLine) {
    this.#write = write;
    const empty: (Typed | undefined)[] = [];
    for (const { index } of columns) empty[index] = null;
    this.#empty = this.#written(empty, false);
    this.#more = this.#written(empty, true) - this.#empty;
    const keys = [...new Set(columns.map(keyOf))].filter((key) => key !== undefined);
    this.#slots = keys.flatMap((key, number) =>
      columns
        .filter((column) => keyOf(column) === key)
        .map((column) => this.#slotOf(column, number, columns, shop, empty)),
    );
  }

  measure(values: Values, isFirst: boolean): number {
    let bytes = this.#empty + (isFirst ? this.#more : 0);
    let before: number | undefined;
    for (const slot of this.#slots) {
      const value = values[slot.index];
      const name = slot.nameAt === undefined ? null : values[slot.nameAt];
      const isOdd = slot.key === before && !slot.isListed;
      // Of a row that lacks cells, and of columns that share a key, there is no more to know than what is written.
      if (value === undefined || name === undefined || isOdd) return this.#written(values, isFirst);
      if (value === null && slot.isListed) continue;
      if (slot.key === before) bytes += 1;
      before = slot.key;
      if (value === null) continue;
      if (slot.isTags) {
        if (typeof value !== "string") return this.#written(values, isFirst);
        bytes += BETWEEN_TAGS * (value.split(",").length - 1);
      }
      bytes += slot.bytes + bytesOf(slot.units > 0 ? amountOf(value, slot.units) : value);
      if (name !== null) bytes += bytesOf(name) - bytesOf(null);
    }
    return bytes;
  }

  #slotOf(
    column: FileColumn,
    key: number,
    columns: readonly FileColumn[],
    shop: Shop | undefined,
    empty: Values,
  ): Slot {
    const { name, index } = column;
    const kind = column.column?.kind;
    const currency = priceColumnOf(column, shop)?.currency;
    const sample = currency === undefined ? "a" : 0;
    const filled = empty.slice();
    filled[index] = sample;
    const bytes = this.#written(filled, false) - this.#empty - bytesOf(sample);
    const nameAt =
      kind === "optionValue" ? indexOf(`${name.slice(0, -6)} Name`, columns) : undefined;
    const units = currency === undefined ? 0 : toSmallestUnit(1, currency);
    return { index, isListed: isListed(kind), isTags: kind === "tags", bytes, key, nameAt, units };
  }

  #written(values: Values, isFirst: boolean): number {
    const length = new LineLength();
    this.#write(values, isFirst, length);
    return length.bytes;
  }
}

/** How much longer `"},{"value":"` is than a comma. */
const BETWEEN_TAGS = 12;

function amountOf(value: Typed, units: number): number {
  return Math.round((typeof value === "number" ? value : Number.parseFloat(String(value))) * units);
}
