import type { BatchJob } from "../../types/batch-job.js";
import type { HTTPResponse } from "../../types/http.js";

/**
 * The server's clock, by the `Date` of its answers, and never ahead of it: that is whole seconds, and old when it
 * is here. Pages of another origin cannot read it.
 */
export class ServerClock {
  /** What `performance.now()` lacks of it. The largest difference seen is the one that is off least. */
  #offset: number | undefined;
  /** The latest time that was seen on a job, and when that was, by our own clock. */
  #latest = { at: Number.NEGATIVE_INFINITY, seenAt: 0 };

  /** Whether it has been read off an answer. */
  get isSet(): boolean {
    return this.#offset !== undefined;
  }

  /** Milliseconds since 1970; by our own clock where the server's cannot be read. */
  get now(): number {
    return this.#offset === undefined ? Date.now() : performance.now() + this.#offset;
  }

  /** A time that has surely come there: where its clock cannot be read, by what was seen of jobs. */
  get atLeast(): number {
    return this.isSet ? this.now : this.#latest.at + performance.now() - this.#latest.seenAt;
  }

  read({ headers }: HTTPResponse, jobs: readonly BatchJob[]): void {
    const offset = Date.parse(headers.date ?? "") - performance.now();
    if (!Number.isNaN(offset)) this.#offset = Math.max(offset, this.#offset ?? offset);
    const at = Math.max(...jobs.flatMap(timesOf).filter((time) => !Number.isNaN(time)));
    if (at > this.#latest.at) this.#latest = { at, seenAt: performance.now() };
  }
}

function timesOf(job: BatchJob): number[] {
  const { created_at, pre_processed_at, confirmed_at, canceled_at } = job;
  return [created_at, pre_processed_at, confirmed_at, canceled_at].map((at) =>
    Date.parse(at ?? ""),
  );
}
