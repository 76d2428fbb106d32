/** How many things happened in each second. */
export class Tally {
  readonly #seconds: Float64Array;

  /** @param length Milliseconds; what comes later is not counted. */
  constructor(length: number) {
    this.#seconds = new Float64Array(Math.ceil(length / 1_000));
  }

  /** @param time In milliseconds. */
  count(time: number): void {
    const second = Math.floor(time / 1_000);
    if (second < this.#seconds.length) this.#seconds[second] = (this.#seconds[second] ?? 0) + 1;
  }

  /** What happened in each second of a span in milliseconds. */
  between(from: number, to: number): number[] {
    return [...this.#seconds.subarray(from / 1_000, to / 1_000)];
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What that share of the values does not exceed: 0.5 for the median, 1 for the greatest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
