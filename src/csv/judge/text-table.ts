/** A table grows one of so many parts at a time: little is copied at once, and little is free. */
const SEGMENTS = 64;
const INITIAL_SLOTS = 8;
const MAX_LOAD = 0.88;
const GROWTH = 1.6;

/**
 * Numbers by texts, of which only 64 bits of a hash are kept: a file of a million rows has as many SKUs, which as
 * strings would take ten times the memory. That two of a million share their bits has odds of one to 30 million.
 */
export class TextTable {
  readonly #segments: readonly Segment[];

  /** @param width Words a slot: without the third there is no room for a number, and each is 1. */
  constructor(width: 2 | 3 = 3) {
    this.#segments = Array.from({ length: SEGMENTS }, () => new Segment(width));
  }

  /** The number that a text has got before; 0 if it has none yet, and gets this one, from 1. */
  add(text: string, number = 1): number {
    // Murmur3's mixing, with two seeds, over UTF-16 units.
    let low = 0x9e3779b9 ^ text.length;
    let high = 0x85ebca6b ^ text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      low = Math.imul(low ^ unit, 0xcc9e2d51);
      low ^= low >>> 15;
      high = Math.imul(high ^ unit, 0x1b873593);
      high ^= high >>> 13;
    }
    low = mixed(low, 0x85ebca6b);
    high = mixed(high, 0xc2b2ae35);
    // 0 is a free slot.
    return this.#segments[high % SEGMENTS]?.add(low || 1, high, number) ?? 0;
  }
}

function mixed(hash: number, by: number): number {
  const bits = Math.imul(hash ^ (hash >>> 16), by);
  return (bits ^ (bits >>> 13)) >>> 0;
}

/** A part of a table: each hash is in the slot where it belongs, or in the next free one. */
class Segment {
  readonly #width: number;
  /** Of each slot, side by side: the halves of a hash, and a number. */
  #words: Uint32Array;
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#words = new Uint32Array(INITIAL_SLOTS * width);
  }

  add(low: number, high: number, number: number): number {
    const words = this.#words;
    const at = this.#find(low, high);
    if (words[at] !== 0) return this.#width === 3 ? (words[at + 2] ?? 0) : 1;
    words[at] = low;
    words[at + 1] = high;
    if (this.#width === 3) words[at + 2] = number;
    this.#size += 1;
    if (this.#size * this.#width > words.length * MAX_LOAD) this.#grow();
    return 0;
  }

  /** Where this hash is, or is free for it. */
  #find(low: number, high: number): number {
    const words = this.#words;
    let at = this.#home(low, words);
    while (words[at] !== 0 && !(words[at] === low && words[at + 1] === high)) {
      at += this.#width;
      if (at === words.length) at = 0;
    }
    return at;
  }

  /** Slots are in the order of the hashes: so a table that grows is filled from its beginning to its end. */
  #home(low: number, words: Uint32Array): number {
    return Math.floor((low * (words.length / this.#width)) / 2 ** 32) * this.#width;
  }

  #grow(): void {
    const width = this.#width;
    const old = this.#words;
    const words = new Uint32Array(Math.ceil((old.length / width) * GROWTH) * width);
    for (let from = 0; from < old.length; from += width) {
      const low = old[from] ?? 0;
      if (low === 0) continue;
      let to = this.#home(low, words);
      while (words[to] !== 0) to = to + width === words.length ? 0 : to + width;
      for (let i = 0; i < width; i++) words[to + i] = old[from + i] ?? 0;
    }
    this.#words = words;
  }
}
