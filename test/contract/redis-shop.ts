import { DEFAULT_USERS, RESUMED_AFTER_MS } from "medusa-batch-jobs/testing";
import { openDatabase } from "../backend/database.mjs";
import { startBackend } from "../backend/spawn.mjs";
import { serveFake } from "../support/serve-fake.js";
import { TICK_MS } from "./global-setup.js";
import { dropHeldUp, heldUp, holdTable, IMPORTING } from "./held-table.js";
import { openEvents } from "./redis-events.js";

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
  const events = openEvents(backend.redisUrl);
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
