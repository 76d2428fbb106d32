import { createRequire } from "node:module";
import { patiently } from "./held-table.js";

const PACKAGES = new URL("../backend/profiles/production/package.json", import.meta.url);
const EVENTS = "events-queue";

/** Medusa's events, as bullmq keeps them in Redis. */
export interface RedisEvents {
  /**
   * From here on, what nobody works at any more is noticed at once: for Medusa's own workers that takes from half a minute
   * to a whole one. To be called when who was at it is dead.
   */
  hasten(): Promise<void>;
  /** Resolves when an event is given up. */
  untilGivenUp(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the events of a backend. */
export function openEvents(redisUrl = ""): RedisEvents {
  const { Queue, Worker }: Bullmq = createRequire(PACKAGES)("bullmq");
  const options = { prefix: "RedisEventBusService", connection: { path: redisUrl } };
  const queue = new Queue(EVENTS, options);
  // It works at nothing, and looks every second for what nobody works at any more: Medusa's own do every 30 s.
  const checker = new Worker(EVENTS, null, { ...options, autorun: false, stalledInterval: 1000 });
  return {
    async hasten() {
      const active = await queue.getActive();
      const locks = active.map(({ id }) => `${queue.toKey(id)}:lock`);
      await (await queue.client).del(queue.toKey("stalled-check"), ...locks);
      await checker.startStalledCheckTimer();
    },
    async untilGivenUp() {
      await patiently(async () => (await queue.getFailedCount()) > 0);
    },
    async close() {
      await checker.close();
      await queue.close();
    },
  };
}

/** What is needed of bullmq, which comes with the profile. */
interface Bullmq {
  Queue: new (
    name: string,
    options: object,
  ) => {
    getActive(): Promise<{ id: string }[]>;
    getFailedCount(): Promise<number>;
    client: Promise<{ del(...keys: string[]): Promise<number> }>;
    toKey(name: string): string;
    close(): Promise<void>;
  };
  Worker: new (
    name: string,
    processor: null,
    options: object,
  ) => {
    startStalledCheckTimer(): Promise<void>;
    close(): Promise<void>;
  };
}
