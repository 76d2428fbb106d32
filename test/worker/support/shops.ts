import { jobApplied, Medusa, needsConfirmation } from "medusa-batch-jobs";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { onTestFinished } from "vitest";
import { startBackend } from "../../backend/spawn.mjs";
import { serveFake } from "../../support/serve-fake.js";
import type { Place } from "./fleet.js";
import { startRedis } from "./redis.js";

const TICK_MS = 50;

/** The fake and a Redis, until the test is over. */
export async function openFake(): Promise<Place> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const shop = await serveFake({ tick: TICK_MS });
  onTestFinished(() => shop.close());
  const token = DEFAULT_USERS[0]?.apiToken ?? "";
  return { redisUrl: redis.url, shopUrl: shop.url, token };
}

/** A real Medusa, until the test is over: its event bus has a queue of its own in the same Redis. */
export async function openProduction(): Promise<Place> {
  const shop = await startBackend({ profile: "production", tick: TICK_MS });
  onTestFinished(() => shop.stop());
  const { redisUrl = "", url, users } = shop;
  return { redisUrl, shopUrl: url, token: users[0].apiToken };
}

/** What a shop has by now. */
export async function stockOf({ shopUrl, token }: Place) {
  const { admin } = new Medusa({ baseUrl: shopUrl, apiKey: token });
  const { batch_jobs } = await admin.batchJobs.list({ limit: 1000 });
  const { products } = await admin.custom.get<object, { products: { handle: string }[] }>(
    "/products",
    { limit: 1000, fields: "handle" },
  );
  return {
    /** The keys of the imports that took effect; one that did so twice is there twice. */
    applied: batch_jobs.filter(jobApplied).map(({ context }) => context?.idempotency_key),
    /** What nobody has decided about. */
    waiting: batch_jobs.filter(needsConfirmation),
    handles: products.map(({ handle }) => handle),
  };
}
