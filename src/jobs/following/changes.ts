import type { BatchJob } from "../../types/batch-job.js";

/** What was seen of jobs, and not yet taken. */
export class Changes {
  readonly #pending = new Map<unknown, BatchJob>();
  #isOver = false;
  #failure: (() => unknown) | undefined;
  #wake = () => {};
  #news = this.#nextNews();

  /** @param key Of what has the same, only the newest state waits to be taken. Default: every one does. */
  show(job: BatchJob, key: unknown = job): void {
    this.#pending.set(key, job);
    this.#announce();
  }

  /** There is nothing else to come. */
  end(): void {
    this.#isOver = true;
    this.#announce();
  }

  /**
   * Ends it at once, whatever was not taken.
   *
   * @param failure Gives the error where it is awaited, so that its stack can name who awaits it.
   */
  fail(failure: () => unknown): void {
    this.#failure ??= failure;
    this.end();
  }

  /** The next one; `undefined` when there will be none. Throws, once, what it failed with. */
  async next(): Promise<BatchJob | undefined> {
    for (;;) {
      const failure = this.#failure;
      if (failure !== undefined) {
        this.#failure = undefined;
        this.#pending.clear();
        throw failure();
      }
      for (const [key, job] of this.#pending) {
        this.#pending.delete(key);
        return job;
      }
      if (this.#isOver) return undefined;
      await this.#news;
    }
  }

  #announce(): void {
    const wake = this.#wake;
    this.#news = this.#nextNews();
    wake();
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
