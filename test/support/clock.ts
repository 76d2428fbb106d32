import { setImmediate as turn } from "node:timers/promises";

interface Timer {
  act: (() => void) | undefined;
}

/**
 * A clock that goes as fast as what it wakes can work. While it is installed, `setTimeout`, `clearTimeout`,
 * `performance.now` and `Date.now` are its own.
 */
export class Clock {
  /** Milliseconds since it began. */
  now = 0;
  readonly #step: number;
  readonly #timers = new Map<number, Timer[]>();

  /** @param step Milliseconds. All times are rounded up to it: what comes at once is cheaper than one by one. */
  constructor(step = 1) {
    this.#step = step;
  }

  /** Replaces the runtime's clock. Returns what brings it back. */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    const ofPerformance = performance.now;
    const ofDate = Date.now;
    const began = ofDate();
    Object.assign(globalThis, {
      setTimeout: (act: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
        this.#plan(() => act(...args), delay),
      clearTimeout: (timer: Timer | undefined) => {
        if (timer !== undefined) timer.act = undefined;
      },
    });
    performance.now = () => this.now;
    Date.now = () => began + this.now;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      performance.now = ofPerformance;
      Date.now = ofDate;
    };
  }

  sleep(delay: number): Promise<void> {
    return new Promise((resolve) => {
      this.#plan(resolve, delay);
    });
  }

  /** Goes on until a time, and lets all promises settle that do so without waiting. */
  async runUntil(end: number): Promise<void> {
    await turn();
    while (this.now < end) {
      this.now += this.#step;
      const due = this.#timers.get(this.now);
      if (due === undefined) continue;
      this.#timers.delete(this.now);
      for (const timer of due) timer.act?.();
      await turn();
    }
  }

  #plan(act: () => void, delay: number): Timer {
    const at = Math.ceil((this.now + Math.max(1, delay)) / this.#step) * this.#step;
    const timer: Timer = { act };
    const others = this.#timers.get(at);
    if (others === undefined) this.#timers.set(at, [timer]);
    else others.push(timer);
    return timer;
  }
}
