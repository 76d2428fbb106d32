import { TextTable } from "./text-table.js";

/** Numbers strings in the order in which they first come. */
export class Interner {
  readonly #numbers = new TextTable();
  #size = 0;
  /** What was asked last, and is often asked again: of a product, one row follows the other. */
  #text: string | undefined;
  #number = 0;

  /** How many different strings there were. */
  get size(): number {
    return this.#size;
  }

  /** The number of a string, from 0; it is new if that is the `size` of before. */
  numberOf(text: string): number {
    if (text === this.#text) return this.#number;
    const known = this.#numbers.add(text, this.#size + 1);
    this.#text = text;
    this.#number = known > 0 ? known - 1 : this.#size++;
    return this.#number;
  }
}
