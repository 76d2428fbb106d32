import { TextTable } from "./text-table.js";
import { Uint32List } from "./uint32-list.js";

/** In which line each of many texts was first, and whose it was. */
export class Lines {
  readonly #lines = new TextTable();
  /** By their lines. */
  readonly #owners = new Uint32List();
  #size = 0;

  /** How many different texts there were. */
  get size(): number {
    return this.#size;
  }

  /**
   * The line in which a text was before as another one's, or 0.
   *
   * @param owner Whose it is, from 1; 0 is another one each time.
   */
  add(text: string, line: number, owner = 0): number {
    const before = this.#lines.add(text, line);
    if (before > 0) return owner > 0 && this.#owners.get(before) === owner ? 0 : before;
    this.#size += 1;
    if (owner > 0) this.#owners.set(line, owner);
    return 0;
  }
}
