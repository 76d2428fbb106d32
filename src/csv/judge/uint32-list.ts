/** Numbers of 32 bits by their index, as many as come: what is not set is 0. */
export class Uint32List {
  #numbers = new Uint32Array(256);

  get(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#numbers.length) this.#grow(index);
    this.#numbers[index] = value;
  }

  /** By a half: what is copied, and what is free, both stay small. */
  #grow(index: number): void {
    const grown = new Uint32Array(Math.ceil(Math.max(index + 1, this.#numbers.length) * 1.5));
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
