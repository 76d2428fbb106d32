import { createRequire } from "node:module";
import { DEFAULT_USERS, RESUMED_AFTER_MS } from "medusa-batch-jobs/testing";
import { vi } from "vitest";
import { openDatabase } from "../backend/database.mjs";
import { startBackend } from "../backend/spawn.mjs";
import { serveFake } from "../support/serve-fake.js";
import { TICK_MS } from "./global-setup.js";

/** A shop on Redis of a test's own, whose server can be killed while it works. */
export interface RedisShop {
  url: string;
  apiKey: string;
  /** From here on it is long at what it works at. */
  slowDown(): void;
  /** Resolves when it is at work at a confirmed job. */
  untilAtWork(id: string): Promise<void>;
  /** From here on it works as fast as it can. */
  letGo(): void;
  /** Resolves when its event bus has given up a job that it was killed at. */
  untilGivenUp(): Promise<void>;
  /** Kills the server, and starts it again. */
  restart(): Promise<void>;
  /** How many products have a handle that begins so; the fake has no others. */
  countProducts(prefix: string): Promise<number>;
  stop(): Promise<void>;
}

/** What is needed of ioredis, which comes with the profile. */
type RedisClass = new (
  url?: string,
) => {
  zcard(key: string): Promise<number>;
  disconnect(): void;
};

const PACKAGES = new URL("../backend/profiles/production/package.json", import.meta.url);

/** The real one; what it is at shows nowhere but in its database: the job's row is locked. */
export async function startRealShop(): Promise<RedisShop> {
  const backend = await startBackend({ profile: "production", tick: TICK_MS, log: () => {} });
  const database = await openDatabase(backend.databaseUrl);
  const Redis: RedisClass = createRequire(PACKAGES)("ioredis");
  const redis = new Redis(backend.redisUrl);
  const isLocked = async (id: string) => {
    const free = "SELECT id FROM batch_job WHERE id = $1 FOR UPDATE SKIP LOCKED";
    return (await database.query(free, [id])).length === 0;
  };
  return {
    url: backend.url,
    apiKey: backend.users[0].apiToken,
    slowDown: () => {},
    async untilAtWork(id) {
      await vi.waitUntil(async () => (await isConfirmed(id)) && (await isLocked(id)), PATIENTLY);
    },
    letGo: () => {},
    async untilGivenUp() {
      await vi.waitUntil(async () => (await redis.zcard(FAILED_EVENTS)) > 0, PATIENTLY);
    },
    async restart() {
      await backend.kill();
      await backend.restart();
    },
    async countProducts(prefix) {
      const count = "SELECT count(*)::int AS count FROM product WHERE starts_with(handle, $1)";
      const [row] = await database.query<{ count: number }>(count, [prefix]);
      return row?.count ?? 0;
    },
    async stop() {
      redis.disconnect();
      await database.close();
      await backend.stop();
    },
  };

  async function isConfirmed(id: string): Promise<boolean> {
    const confirmed = "SELECT id FROM batch_job WHERE id = $1 AND confirmed_at IS NOT NULL";
    return (await database.query(confirmed, [id])).length === 1;
  }
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
    slowDown() {
      step = 0;
    },
    async untilAtWork(id) {
      if (fake.job(id)?.status !== "confirmed") throw new Error(`${id} is not at work.`);
    },
    letGo() {
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

/** Where bullmq keeps the events of Medusa's that it has given up. */
const FAILED_EVENTS = "RedisEventBusService:events-queue:failed";

const PATIENTLY = { timeout: 120_000, interval: 20 };
