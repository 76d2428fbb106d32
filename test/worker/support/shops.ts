import { jobApplied, Medusa, needsConfirmation } from "medusa-batch-jobs";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { onTestFinished } from "vitest";
import { serveFake } from "../../support/serve-fake.js";
import type { Place } from "./fleet.js";
import { startRedis } from "./redis.js";

/** The fake and a Redis, until the test is over. */
export async function openFake(): Promise<Place> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const shop = await serveFake({ tick: 50 });
  onTestFinished(() => shop.close());
  const token = DEFAULT_USERS[0]?.apiToken ?? "";
  return { redisUrl: redis.url, shopUrl: shop.url, token };
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
