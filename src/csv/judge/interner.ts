import { Uint32List } from "./uint32-list.js";

const INITIAL_SLOTS = 1 << 10;
const MAX_LOAD = 0.8;

/**
 * Numbers strings in the order in which they first come, and keeps of each only 64 bits of a hash: a file of a
 * million rows has as many SKUs, which as strings would take ten times the memory. That two of a million share
 * their 64 bits has odds of one to 30 million.
 */
export class Interner {
  /** Numbers, from 1, by their hashes; 0 is a free slot. */
  #slots = new Uint32Array(INITIAL_SLOTS);
  readonly #low = new Uint32List();
  readonly #high = new Uint32List();
  #size = 0;

  /** How many different strings there were. */
  get size(): number {
    return this.#size;
  }

  /** The number of a string, from 0; it is new if that is the `size` of before. */
  numberOf(text: string): number {
    const [low, high] = hash(text);
    let slot = this.#find(low, high);
    const known = this.#slots[slot];
    if (known) return known - 1;
    if (this.#size >= this.#slots.length * MAX_LOAD) {
      this.#grow();
      slot = this.#find(low, high);
    }
    this.#low.set(this.#size, low);
    this.#high.set(this.#size, high);
    this.#slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  /** The slot that has this hash, or the free one where it belongs. */
  #find(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const number = this.#slots[slot];
      if (!number) return slot;
      if (this.#low.get(number - 1) === low && this.#high.get(number - 1) === high) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 1; number <= this.#size; number++) {
      const slot = this.#find(this.#low.get(number - 1), this.#high.get(number - 1));
      this.#slots[slot] = number;
    }
  }
}

/** Two independent hashes of 32 bits: murmur3's mixing, with two seeds, over UTF-16 units. */
function hash(text: string): [low: number, high: number] {
  let low = 0x9e3779b9 ^ text.length;
  let high = 0x85ebca6b ^ text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul(high ^ unit, 0x1b873593);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35);
  return [(low ^ (low >>> 13)) >>> 0, (high ^ (high >>> 16)) >>> 0];
}
