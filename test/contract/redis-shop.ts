import { createRequire } from "node:module";
import { DEFAULT_USERS, RESUMED_AFTER_MS } from "medusa-batch-jobs/testing";
import { openDatabase } from "../backend/database.mjs";
import { startBackend } from "../backend/spawn.mjs";
import { serveFake } from "../support/serve-fake.js";
import { TICK_MS } from "./global-setup.js";
import { dropHeldUp, heldUp, holdTable, IMPORTING, patiently } from "./held-table.js";

/** A shop on Redis of a test's own, whose server can be killed while it works. */
export interface RedisShop {
  url: string;
  apiKey: string;
  /** From here on it stands still when it applies an import. */
  standStill(): Promise<void>;
  /** Resolves when it is at work at a confirmed job. */
  untilAtWork(id: string): Promise<void>;
  /** From here on it works as fast as it can. */
  letGo(): Promise<void>;
  /** Resolves when its event bus has given up a job that it was killed at. */
  untilGivenUp(): Promise<void>;
  /** Kills the server, and starts it again. */
  restart(): Promise<void>;
  /** From here on, what nobody works at any more is noticed at once, and not within a minute. */
  hasten(): Promise<void>;
  /** How many products have a handle that begins so; the fake has no others. */
  countProducts(prefix: string): Promise<number>;
  stop(): Promise<void>;
}

/** The real one. What it is at shows nowhere but in its database: it waits for a table that is held. */
export async function startRealShop(): Promise<RedisShop> {
  const backend = await startBackend({ profile: "production", tick: TICK_MS, log: () => {} });
  const database = await openDatabase(backend.databaseUrl);
  const events = openEvents(backend.redisUrl ?? "");
  let release: (() => Promise<void>) | undefined;
  return {
    url: backend.url,
    apiKey: backend.users[0].apiToken,
    async standStill() {
      release ??= await holdTable(backend.databaseUrl, "product");
    },
    untilAtWork: () => heldUp(database, 1, IMPORTING),
    async letGo() {
      await release?.();
      release = undefined;
    },
    untilGivenUp: () => events.untilGivenUp(),
    async restart() {
      await backend.kill();
      await dropHeldUp(database);
      await backend.restart();
    },
    hasten: () => events.hasten(),
    async countProducts(prefix) {
      const count = "SELECT count(*)::int AS count FROM product WHERE starts_with(handle, $1)";
      const [row] = await database.query<{ count: number }>(count, [prefix]);
      return row?.count ?? 0;
    },
    async stop() {
      await release?.();
      await events.close();
      await database.close();
      await backend.stop();
    },
  };
}

/** The fake: its time stands still while it is slow. */
export async function startFakeShop(eventBus: "local" | "redis" = "redis"): Promise<RedisShop> {
  let now = Date.now();
  let step = TICK_MS / 5;
  const clock = () => {
    now += step;
    return now;
  };
  const { fake, url, close } = await serveFake({ eventBus, clock, tick: TICK_MS });
  return {
    url,
    apiKey: DEFAULT_USERS[0]?.apiToken ?? "",
    untilGivenUp: async () => {},
    hasten: async () => {},
    async standStill() {
      step = 0;
    },
    async untilAtWork(id) {
      if (fake.job(id)?.status !== "confirmed") throw new Error(`${id} is not at work.`);
    },
    async letGo() {
      step = 1_000;
    },
    async restart() {
      fake.restart();
      now += RESUMED_AFTER_MS;
    },
    async countProducts() {
      return fake.products.length;
    },
    stop: close,
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

const PACKAGES = new URL("../backend/profiles/production/package.json", import.meta.url);
const EVENTS = "events-queue";

/** Medusa's events, as bullmq keeps them. */
function openEvents(redisUrl: string) {
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
