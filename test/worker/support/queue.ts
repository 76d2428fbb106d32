import { Queue, QueueEvents, type QueueOptions } from "bullmq";
import { onTestFinished } from "vitest";
import { IMPORTS, type ImportJob, QUEUE } from "../../../examples/worker/src/queue.js";
import type { Place } from "./fleet.js";

/** The example's queue, as a test looks at it. */
export class TestQueue {
  readonly #queue: Queue<ImportJob>;
  readonly #events: QueueEvents;

  /** Opens it until the test is over. */
  constructor({ redisUrl }: Place) {
    const options: QueueOptions = { ...QUEUE, connection: { url: redisUrl } };
    this.#queue = new Queue(IMPORTS, options);
    // From the first event on: those that came before it listened are events too.
    this.#events = new QueueEvents(IMPORTS, { ...options, lastEventId: "0" });
    onTestFinished(() => this.#close());
  }

  async job(key: string): Promise<ImportJob> {
    const job = await this.#queue.getJob(key);
    if (job === undefined) throw new Error(`There is no job ${key}.`);
    return job;
  }

  /** Resolves when all jobs have ended. @throws the words of one that failed. */
  async allDone(keys: readonly string[]): Promise<void> {
    for (const key of keys) await (await this.job(key)).waitUntilFinished(this.#events);
  }

  /** Resolves to a job when it has failed for good. */
  async failed(key: string): Promise<ImportJob> {
    await (await this.job(key)).waitUntilFinished(this.#events).catch(() => {});
    return this.job(key);
  }

  /** Resolves to a job when an attempt has failed that is to be followed by another. */
  async delayed(key: string): Promise<ImportJob> {
    await new Promise<void>((resolve) => {
      this.#events.on("delayed", ({ jobId }) => jobId === key && resolve());
    });
    return this.job(key);
  }

  /** How many jobs are in each state, but for states that have none. */
  async counts(): Promise<Record<string, number>> {
    const counts = await this.#queue.getJobCounts();
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  }

  async #close(): Promise<void> {
    await Promise.all([this.#queue.close(), this.#events.close()]);
  }
}
