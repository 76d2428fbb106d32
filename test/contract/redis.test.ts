import Medusa, {
  type BatchJob,
  BatchJobFailedError,
  BatchJobTimeoutError,
  type ImportOptions,
} from "medusa-batch-jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RedisShop, startFakeShop, startRealShop } from "./redis-shop.js";
import { adminClient, productCsv, target } from "./shop.js";

type Jobs = Medusa["admin"]["batchJobs"];

const isFake = target.kind === "fake";
const hasRedis = isFake || target.profile === "production";

const EXPORT = { type: "product-export", context: {} } as const;
const KEY = "spring-range";
const TWICE_KEY = "autumn-range";
const LATE_KEY = "export-of-the-day";
const GONE = new Error("the caller is gone");
const ANEW = ["failed", "canceled"] as const;

const BRIEF = { interval: 30, timeout: isFake ? 300 : 1500 };
const SOON = { interval: 50 };
/** bullmq looks every 30 s, twice, before it takes up again what nobody holds any more; a busy machine is slow to start. */
const UNTIL_RESUMED = 300_000;

describe.runIf(hasRedis)("a shop on Redis (the fake and production only: others have none)", () => {
  let shop: RedisShop;
  let batchJobs: Jobs;
  /** Confirmed, and at work; with a key. */
  let atWork: string;
  /** What became of the exports that were asked for meanwhile. */
  let queued: BatchJobTimeoutError;
  let keyed: BatchJobTimeoutError;

  beforeAll(async () => {
    shop = await (isFake ? startFakeShop() : startRealShop());
    ({ batchJobs } = new Medusa({ baseUrl: shop.url, apiKey: shop.apiKey }).admin);
    atWork = await beginImport(batchJobs, shop);
    const { batch_job } = await batchJobs.create(EXPORT);
    [queued, keyed] = await Promise.all([
      timeoutOf(() => batchJobs.wait(batch_job, BRIEF)),
      timeoutOf(() => batchJobs.run(EXPORT, { ...BRIEF, idempotencyKey: LATE_KEY })),
    ]);
  }, UNTIL_RESUMED);
  afterAll(() => shop?.stop());

  test("works at one job at a time: a wait tells behind which the job is queued", () => {
    for (const error of [queued, keyed]) {
      expect(error).toMatchObject({
        job: { status: "created" },
        hold: { behind: { id: atWork, status: "confirmed" } },
        message: expect.stringContaining(`queued behind the product-import ${atWork}, confirmed`),
      });
    }
  });

  describe("that is killed and started again", () => {
    let meanwhile: BatchJobTimeoutError;
    let again: BatchJob;

    beforeAll(async () => {
      await shop.restart();
      meanwhile = await timeoutOf(() => importWith(batchJobs, KEY, BRIEF));
      await shop.letGo();
      again = await importWith(batchJobs, KEY, { ...SOON, timeout: UNTIL_RESUMED });
    }, 2 * UNTIL_RESUMED);

    test("takes up again what it was at, and a key waits for that: nothing is created anew", async () => {
      expect(meanwhile.job).toMatchObject({ id: atWork, status: "confirmed" });
      expect(again).toMatchObject({ id: atWork, status: "completed" });
      const imports = await batchJobs.list({ type: "product-import", limit: 10 });
      expect(imports.batch_jobs.map(({ id }) => id)).toEqual([atWork]);
      expect(await shop.countProducts(KEY)).toBe(1);
    });

    test("has lost what was queued; a wait tells so by what was done since", async () => {
      const next = await batchJobs.run(EXPORT, SOON);
      expect(next.status).toBe("completed");
      const error = await timeoutOf(() => batchJobs.wait(queued.job.id, BRIEF));
      expect(error).toMatchObject({
        job: { status: "created" },
        hold: { overtakenBy: { id: next.id } },
        message: expect.stringMatching(/hardly begins by itself\. Its event is lost.*Cancel it/),
      });
    });

    test("is helped as the error says: canceled, and run again with the same key", async () => {
      const { id } = keyed.job;
      const run = (options: object) =>
        batchJobs.run(EXPORT, { idempotencyKey: LATE_KEY, ...options });
      const error = await timeoutOf(() => run(BRIEF));
      expect(error.job.id).toBe(id);
      await batchJobs.cancel(id);
      const job = await run({ ...SOON, rerun: ANEW });
      expect(job.status).toBe("completed");
      expect(job.id).not.toBe(id);
    });
  });

  test(
    "that is killed at the same job a second time never takes it up again; canceled, its key is free",
    async () => {
      const id = await beginImport(batchJobs, shop, TWICE_KEY);
      await shop.restart();
      await shop.hasten();
      await shop.untilAtWork(id);
      await shop.restart();
      await shop.hasten();
      await shop.untilGivenUp();
      await shop.letGo();
      await expectKeyHeld(batchJobs, id, TWICE_KEY);
    },
    2 * UNTIL_RESUMED,
  );
});

if (isFake)
  describe("a shop of which no real one is here", () => {
    test("on the local event bus, what was at work is lost: its key holds until it is canceled", async () => {
      const { shop, batchJobs } = await openFake("local");
      const id = await beginImport(batchJobs, shop);
      await shop.restart();
      await shop.letGo();
      await expectKeyHeld(batchJobs, id);
      await shop.stop();
    });

    test("on Redis, without S3, is stopped by one wrong fileKey, and a wait tells of the job that does it", async () => {
      const { shop, batchJobs } = await openFake("redis");
      const { batch_job } = await batchJobs.create(WRONG_KEY);
      await shop.letGo();
      const { id } = (await batchJobs.create(EXPORT)).batch_job;
      const error = await timeoutOf(() => batchJobs.wait(id, BRIEF));
      expect(error).toMatchObject({
        hold: { behind: { id: batch_job.id, status: "created" } },
        message: expect.stringMatching(/is not prepared either.*by a wrong fileKey/),
      });
      await shop.stop();
    });
  });

describe.runIf(target.profile === "production")("S3 (production only: others have none)", () => {
  test("a wrong fileKey fails, and the queue goes on", async () => {
    const { batchJobs } = adminClient().admin;
    const wrong = batchJobs.run(WRONG_KEY, SOON);
    const next = batchJobs.run(EXPORT, SOON);
    await expect(wrong).rejects.toBeInstanceOf(BatchJobFailedError);
    await expect(wrong).rejects.toThrow(/The specified key does not exist/);
    await expect(next).resolves.toMatchObject({ status: "completed" });
  });
});

const WRONG_KEY = { type: "product-import", context: { fileKey: "no-such-file.csv" } };

/** A job that never comes to an end is never created anew beside it, and can be given up. */
async function expectKeyHeld(batchJobs: Jobs, id: string, key = KEY) {
  const error = await timeoutOf(() => importWith(batchJobs, key, BRIEF));
  expect(error).toMatchObject({ job: { id, status: "confirmed" }, hold: {} });
  expect(error.message).toMatch(/once, within about a minute.*on the local one never.*cancel it/);
  await batchJobs.cancel(id);
  const job = await importWith(batchJobs, key, { ...SOON, rerun: ANEW });
  expect(job.status).toBe("completed");
  expect(job.id).not.toBe(id);
}

/** Each key imports a product of its own. */
function importWith(batchJobs: Jobs, idempotencyKey: string, options: ImportOptions) {
  return batchJobs.importFile(productCsv(idempotencyKey), { ...options, idempotencyKey });
}

async function openFake(eventBus: "local" | "redis") {
  const shop = await startFakeShop(eventBus);
  const { batchJobs } = new Medusa({ baseUrl: shop.url, apiKey: shop.apiKey }).admin;
  return { shop, batchJobs };
}

/** The id of an import with a key that the server is at; its caller is gone. */
async function beginImport(batchJobs: Jobs, shop: RedisShop, key = KEY): Promise<string> {
  const caller = new AbortController();
  let id = "";
  const importing = importWith(batchJobs, key, {
    ...SOON,
    signal: caller.signal,
    confirm: async () => {
      await shop.standStill();
      return true;
    },
    onUpdate: (job) => {
      id = job.id;
      if (job.status === "confirmed") caller.abort(GONE);
    },
  });
  await expect(importing).rejects.toBe(GONE);
  await shop.untilAtWork(id);
  return id;
}

/** What a call comes to whose time is up; on a busy machine, the list that tells why may not come in time. */
async function timeoutOf(call: () => Promise<unknown>, tries = 5): Promise<BatchJobTimeoutError> {
  const error: unknown = await call().catch((error: unknown) => error);
  if (!(error instanceof BatchJobTimeoutError)) throw error;
  return error.hold === undefined && tries > 1 ? timeoutOf(call, tries - 1) : error;
}
