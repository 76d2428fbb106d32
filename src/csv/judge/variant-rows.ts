import type { Row } from "../read/row.js";
import { digest } from "./digest.js";
import { Interner } from "./interner.js";
import { Uint32List } from "./uint32-list.js";

/** The rows that update variants, by the variants' ids. */
export class VariantRows {
  readonly #numbers = new Interner();
  readonly #lines = new Uint32List();
  readonly #digests = new Uint32List();

  /** The variant's number, from 1, and the line of another row for it that says other things. */
  add(variantId: string, { text, line }: Row): { number: number; otherLine: number } {
    const known = this.#numbers.size;
    const number = this.#numbers.numberOf(variantId);
    const before = this.#digests.get(number);
    const now = digest(text.trimEnd());
    if (number === known) this.#lines.set(number, line);
    this.#digests.set(number, now);
    const isOther = number < known && before !== now;
    return { number: number + 1, otherLine: isOther ? this.#lines.get(number) : 0 };
  }
}
