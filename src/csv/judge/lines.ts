import { Interner } from "./interner.js";
import { Uint32List } from "./uint32-list.js";

/** In which line each of many texts was first. */
export class Lines {
  readonly #numbers = new Interner();
  readonly #lines = new Uint32List();

  /** How many different texts there were. */
  get size(): number {
    return this.#numbers.size;
  }

  /** The line in which a text was before, or 0. */
  add(text: string, line: number): number {
    const known = this.#numbers.size;
    const number = this.#numbers.numberOf(text);
    if (number < known) return this.#lines.get(number);
    this.#lines.set(number, line);
    return 0;
  }
}
