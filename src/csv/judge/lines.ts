import { Interner } from "./interner.js";
import { Uint32List } from "./uint32-list.js";

/** In which line each of many texts was first, and whose it was. */
export class Lines {
  readonly #numbers = new Interner();
  readonly #lines = new Uint32List();
  readonly #owners = new Uint32List();

  /** How many different texts there were. */
  get size(): number {
    return this.#numbers.size;
  }

  /**
   * The line in which a text was before as another one's, or 0.
   *
   * @param owner Whose it is, from 1; 0 is another one each time.
   */
  add(text: string, line: number, owner = 0): number {
    const known = this.#numbers.size;
    const number = this.#numbers.numberOf(text);
    if (number < known) {
      return owner > 0 && this.#owners.get(number) === owner ? 0 : this.#lines.get(number);
    }
    this.#lines.set(number, line);
    this.#owners.set(number, owner);
    return 0;
  }
}
