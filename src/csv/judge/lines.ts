import { Interner, resized } from "./interner.js";

/** In which line each of many texts was first. */
export class Lines {
  readonly #numbers = new Interner();
  #lines = new Uint32Array(1024);

  /** How many different texts there were. */
  get size(): number {
    return this.#numbers.size;
  }

  /** The line in which a text was before, or 0. */
  add(text: string, line: number): number {
    const known = this.#numbers.size;
    const number = this.#numbers.numberOf(text);
    if (number < known) return this.#lines[number] ?? 0;
    if (number >= this.#lines.length) this.#lines = resized(this.#lines, this.#lines.length * 2);
    this.#lines[number] = line;
    return 0;
  }
}
