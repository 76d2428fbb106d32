import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ASKING_TAKE_OVER_AFTER_MS,
  type BatchJob,
  DEFAULT_KEY_WINDOW_MS,
  DEFAULT_TAKE_OVER_AFTER_MS,
  type ImportOptions,
  KEY_REUSED,
  MedusaConnectionError,
} from "medusa-batch-jobs";
import { DEFAULT_USERS } from "medusa-batch-jobs/testing";
import { describe, expect, test, vi } from "vitest";
import { drawTakeOverAfter } from "../../../../src/jobs/once/options.js";
import { productRows } from "../../../support/product-rows.js";
import { FastShop } from "./fast-shop.js";

const KEY = "nightly-2026-11-26";
const EXPORT = { type: "product-export", context: {} } as const;
const DRY_RUN = { ...EXPORT, dry_run: true } as const;
const UUID = /^[0-9a-f-]{36}$/;
const REASON = new Error("changed my mind");
const STOPPED = {
  name: "BatchJobCanceledError",
  message: /Someone stopped it/,
  stopped: true,
  declined: false,
};

function importInto(shop: FastShop, options: ImportOptions = {}, csv = productRows("tee")) {
  const { batchJobs } = shop.client().admin;
  return batchJobs.importFile(csv, { idempotencyKey: KEY, interval: 10, ...options });
}

function run(shop: FastShop, options = {}, payload: typeof EXPORT | typeof DRY_RUN = EXPORT) {
  const { batchJobs } = shop.client().admin;
  return batchJobs.run(payload, { idempotencyKey: KEY, interval: 10, ...options });
}

/** A job of the key that another process has made and left. */
async function left(shop: FastShop, payload: typeof EXPORT | typeof DRY_RUN = DRY_RUN) {
  const { batchJobs } = shop.client().admin;
  return (await batchJobs.create(payload, { idempotencyKey: KEY })).batch_job;
}

/** A shop whose jobs move when the test says so. */
function standing() {
  return new FastShop({ tick: Number.POSITIVE_INFINITY });
}

async function shopWithFailed() {
  const shop = standing();
  shop.fake.fail((await left(shop)).id, "no space left on device");
  return shop;
}

async function shopWithCanceled() {
  const shop = standing();
  const { id } = await left(shop);
  shop.fake.advance(id);
  await shop.client().admin.batchJobs.cancel(id);
  // Until it is canceled for sure.
  shop.leap += 60_000;
  return shop;
}

/** What a run comes to, in the words of the guide. */
async function comesTo(shop: FastShop, rerun: ImportOptions["rerun"]): Promise<string> {
  const before = shop.fake.jobs.length;
  const onUpdate = ({ id, status }: BatchJob) => {
    if (status === "created") shop.fake.advance(id);
  };
  const error = await run(shop, { rerun, onUpdate }, DRY_RUN).then(() => undefined, Object);
  if (error === undefined) return shop.fake.jobs.length > before ? "a new job" : "an old job";
  if (String(error.message).includes("Someone stopped it")) return '"Someone stopped it"';
  return `that job's \`${error.name}\``;
}

const FOUND: Record<string, () => Promise<void>> = {
  nothing: async () => {
    const shop = new FastShop();
    await expect(importInto(shop)).resolves.toMatchObject({ dry_run: true, status: "completed" });
    expect(shop.changes).toEqual(["upload", "create", "confirm"]);
  },
  "a job that is applied": async () => {
    const shop = new FastShop();
    const { id } = await importInto(shop);
    const before = shop.fake.requests.length;
    await expect(importInto(shop)).resolves.toMatchObject({ id, replayed: true });
    expect(shop.fake.requests).toHaveLength(before + 1);
  },
  "a job that is running": async () => {
    const shop = standing();
    const { id } = await left(shop, EXPORT);
    shop.fake.advance(id);
    const onPoll = () => {
      if (shop.fake.job(id)?.status === "confirmed") shop.fake.fail(id, "no space left on device");
    };
    await expect(run(shop, { onPoll })).rejects.toMatchObject({
      name: "BatchJobFailedError",
      job: { id },
    });
    expect(shop.changes).toEqual(["create"]);
  },
  "a job that is prepared, and nobody has confirmed": async () => {
    const shop = standing();
    const { id } = await left(shop);
    shop.fake.advance(id);
    const asked: string[] = [];
    const confirm = (job: BatchJob) => asked.push(job.id) > 0;
    const onUpdate = ({ status }: BatchJob) => {
      if (status === "confirmed") shop.fake.settle(id);
    };
    const job = await run(shop, { confirm, onUpdate, takeOverAfter: 5_000 });
    expect(asked).toEqual([id]);
    expect(
      Date.parse(String(job.confirmed_at)) - Date.parse(String(job.pre_processed_at)),
    ).toBeGreaterThanOrEqual(5_000);
    expect(shop.changes).toEqual(["create", "confirm"]);
  },
  "a job that stays `created`": async () => {
    const shop = standing();
    const { id } = await left(shop);
    await expect(run(shop, { timeout: 100 })).rejects.toMatchObject({
      name: "BatchJobTimeoutError",
      message: expect.stringContaining(id),
    });
    expect(shop.changes).toEqual(["create"]);
  },
  "a job that failed": async () => {
    const shop = new FastShop();
    await expect(importInto(shop, {}, "Nonsense;Of\nall;kinds\n")).rejects.toThrow();
    await expect(importInto(shop)).resolves.toMatchObject({ status: "completed" });
    expect(shop.changes.filter((change) => change === "upload")).toHaveLength(2);
  },
  "a job that was canceled": async () => {
    const shop = await shopWithCanceled();
    await expect(run(shop)).rejects.toMatchObject(STOPPED);
    expect(shop.changes).toEqual(["create", "cancel"]);
  },
  "another job": async () => {
    const shop = standing();
    await left(shop);
    const { batchJobs } = shop.client().admin;
    const other = { ...EXPORT, context: { filterable_fields: { title: "Cup" } } };
    await expect(batchJobs.run(other, { idempotencyKey: KEY })).rejects.toMatchObject({
      name: "MedusaInvalidRequestError",
      code: "idempotency_key_reused",
    });
    expect(shop.changes).toEqual(["create"]);
  },
};

describe("What a call finds, and what it does", () => {
  test.each(Object.entries(FOUND))("%s", async (_, holds) => holds());

  test("has a test for each row of the table in docs/keys.md", () => {
    const rows = rowsOf("What a call finds, and what it does").map(([found = ""]) => found);
    const names = Object.keys(FOUND);
    expect(rows.map((row) => names.find((name) => row.startsWith(name)))).toEqual(names);
  });

  test("what failed while a call waited for it is that call's failure; the next one begins anew", async () => {
    const shop = new FastShop();
    const two = ["Nonsense;Of\nall;kinds\n", "Nonsense;Of\nall;kinds\n"];
    const both = await Promise.allSettled(two.map((csv) => importInto(shop, {}, csv)));
    expect(both).toMatchObject([
      { reason: { name: "BatchJobFailedError" } },
      { reason: { name: "BatchJobFailedError" } },
    ]);
    await expect(importInto(shop)).resolves.toMatchObject({ status: "completed" });
  });

  test("an abort with cancelOnAbort does not cancel what another process has created", async () => {
    const shop = standing();
    const { id } = await left(shop);
    shop.fake.advance(id);
    const controller = new AbortController();
    const onUpdate = () => controller.abort(REASON);
    const options = { signal: controller.signal, cancelOnAbort: true, onUpdate };
    await expect(run(shop, options)).rejects.toBe(REASON);
    expect(shop.changes).toEqual(["create"]);
  });
});

describe("rerun", () => {
  const rows = rowsOf("After a failure, after a no").map(([given = "", ...outcomes]) => {
    const [, rerun = ""] = given.match(/`(.+?)`/) ?? [];
    return { rerun, outcomes };
  });

  test("has four rows in docs/keys.md", () => {
    expect(rows).toHaveLength(4);
  });

  test.each(rows)("$rerun", async ({ rerun, outcomes }) => {
    const given = JSON.parse(rerun);
    const afterFailed = await comesTo(await shopWithFailed(), given);
    const afterCanceled = await comesTo(await shopWithCanceled(), given);
    expect([afterFailed, afterCanceled]).toEqual(outcomes);
  });

  test('is ["failed"] by default', async () => {
    expect(await comesTo(await shopWithFailed(), undefined)).toBe("a new job");
    expect(await comesTo(await shopWithCanceled(), undefined)).toBe('"Someone stopped it"');
  });

  test("minds a confirm that said no, and a job that cancelOnAbort has canceled", async () => {
    const shop = new FastShop();
    await expect(run(shop, { confirm: false })).rejects.toMatchObject({ declined: true });
    shop.leap += 60_000;
    await expect(run(shop)).rejects.toMatchObject(STOPPED);

    const other = new FastShop();
    const controller = new AbortController();
    const onUpdate = () => controller.abort(REASON);
    const options = { signal: controller.signal, cancelOnAbort: true, onUpdate };
    await expect(run(other, options)).rejects.toMatchObject({ cause: REASON });
    other.leap += 60_000;
    await expect(run(other)).rejects.toMatchObject(STOPPED);
  });

  test("does not mind the jobs that lost against one that failed", async () => {
    let isFull = true;
    const process = () => {
      if (isFull) throw new Error("no space left on device");
      return {};
    };
    const shop = new FastShop({ strategies: [{ type: "product-export", process }] });
    const count = (wanted: string) =>
      shop.fake.jobs.filter(({ status }) => status === wanted).length;
    let creates = 0;
    // None of the three finds a job of another, and none has failed before two have lost.
    shop.onRequest = async ({ method, url }) => {
      if (method === "POST" && url.endsWith("/batch-jobs")) {
        creates += 1;
        await vi.waitUntil(() => creates >= 3);
      }
      if (url.endsWith("/confirm")) await vi.waitUntil(() => count("canceled") === 2);
    };
    const all = await Promise.allSettled([1, 2, 3].map(() => run(shop)));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect([count("failed"), count("canceled")]).toEqual([1, 2]);
    isFull = false;
    await expect(run(shop)).resolves.toMatchObject({ status: "completed" });
  });

  test("does not do again what is applied, also if it failed after that", async () => {
    const shop = new FastShop();
    const { id } = await run(shop);
    shop.fake.fail(id, "could not serialize access due to concurrent update");
    await expect(run(shop)).resolves.toMatchObject({ id, status: "failed", replayed: true });
  });
});

describe("replayed", () => {
  test("is not there where the call had to wait", async () => {
    const shop = standing();
    const { id } = await left(shop, EXPORT);
    shop.fake.advance(id);
    const onPoll = () => {
      if (shop.fake.job(id)?.status === "confirmed") shop.fake.advance(id);
    };
    const job = await run(shop, { onPoll });
    expect(job).toMatchObject({ id, status: "completed" });
    expect(job).not.toHaveProperty("replayed");
  });
});

describe("findByIdempotencyKey", () => {
  test("finds the applied job, else the one that is farthest on, else the last, else none; and sends nothing more", async () => {
    const shop = standing();
    const { batchJobs } = shop.client().admin;
    const find = async (type?: string) => (await batchJobs.findByIdempotencyKey(KEY, { type }))?.id;
    expect(await find()).toBeUndefined();
    const failed = await left(shop);
    shop.fake.fail(failed.id);
    expect(await find()).toBe(failed.id);
    const last = await left(shop);
    shop.fake.fail(last.id);
    expect(await find()).toBe(last.id);
    const alive = await left(shop);
    expect(await find("product-export")).toBe(alive.id);
    expect(await find("product-import")).toBeUndefined();
    shop.fake.advance(alive.id);
    await batchJobs.confirm(alive.id);
    shop.fake.settle(alive.id);
    expect(await find()).toBe(alive.id);
    expect(shop.changes).toEqual(["create", "create", "create", "confirm"]);
  });
});

describe("the scope of a key", () => {
  test("is its user: another one has another job", async () => {
    const shop = new FastShop();
    const { id } = await run(shop);
    const { batchJobs } = shop.client({ apiKey: DEFAULT_USERS[1]?.apiToken }).admin;
    const other = await batchJobs.run(EXPORT, { idempotencyKey: KEY, interval: 10 });
    expect(other.id).not.toBe(id);
  });

  test("is the work: not the name of the file, and not the options", async () => {
    const shop = new FastShop();
    const { id } = await importInto(shop);
    const again = importInto(shop, { fileName: "other.csv", confirm: true });
    await expect(again).resolves.toMatchObject({ id, replayed: true });
  });

  test("is not the fileKey: of a create it is not known what the file holds", async () => {
    const { batchJobs } = standing().client().admin;
    const create = (fileKey: string) =>
      batchJobs.create({ type: "product-import", context: { fileKey } }, { idempotencyKey: KEY });
    const first = await create("1-products.csv");
    const second = await create("2-products.csv");
    expect(second.batch_job.id).toBe(first.batch_job.id);
  });
});

describe("a look", () => {
  test("costs a request for each hundred jobs of the type in the window", async () => {
    const shop = standing();
    const { batchJobs } = shop.client().admin;
    for (let number = 0; number < 250; number += 1) await batchJobs.create(DRY_RUN);
    const looks = async (type: string) => {
      const before = shop.fake.requests.length;
      await batchJobs.findByIdempotencyKey(KEY, { type });
      return shop.fake.requests.length - before;
    };
    expect(await looks("product-import")).toBe(1);
    // One page to read the server's clock by, and then three.
    expect(await looks("product-export")).toBeLessThanOrEqual(4);
  });
});

describe("a lost answer to a create that comes to light later", () => {
  test("is ambiguous; and to run again with the same key is right", async () => {
    const shop = new FastShop();
    const lost: Request[] = [];
    shop.onRequest = (request) => {
      if (request.method !== "POST") return undefined;
      lost.push(request);
      return new Promise(() => {});
    };
    const { batchJobs } = shop.client({ timeout: 50 }).admin;
    const error = await batchJobs
      .run(EXPORT, { idempotencyKey: KEY })
      .then(() => undefined, Object);
    expect(error).toBeInstanceOf(MedusaConnectionError);
    expect(error).toMatchObject({ ambiguous: true });
    expect(lost).toHaveLength(1);

    shop.onRequest = () => {};
    for (const request of lost) await shop.fake.fetch(request);
    await run(shop);
    expect(shop.applied).toHaveLength(1);
    expect(shop.prepared).toEqual([]);
  });
});

describe("What create promises", () => {
  test("it takes what there is, with 200, and creates what there is not, with 201", async () => {
    const shop = new FastShop();
    const { batchJobs } = shop.client().admin;
    const create = () => batchJobs.create(EXPORT, { idempotencyKey: KEY });
    const first = await create();
    const second = await create();
    await batchJobs.wait(first.batch_job.id, { interval: 10 });
    const third = await create();
    const statuses = [first, second, third].map(({ response }) => response.status);
    expect(statuses).toEqual([201, 200, 200]);
    expect(new Set([first, second, third].map(({ batch_job }) => batch_job.id)).size).toBe(1);
  });

  test("it minds rerun, the window and the fingerprint", async () => {
    const shop = await shopWithCanceled();
    const { batchJobs } = shop.client().admin;
    const create = (options = {}, payload: object = DRY_RUN) =>
      batchJobs.create({ ...DRY_RUN, ...payload }, { idempotencyKey: KEY, ...options });
    await expect(create()).rejects.toMatchObject(STOPPED);
    const { batch_job } = await create({ rerun: ["canceled"] });
    const other = create({}, { context: { limit: 10 } });
    await expect(other).rejects.toMatchObject({ code: KEY_REUSED });
    shop.leap += DEFAULT_KEY_WINDOW_MS + 60_000;
    const next = await create();
    expect(next.batch_job.id).not.toBe(batch_job.id);
  });

  test("it does not choose: two at the same moment make two jobs", async () => {
    const shop = standing();
    const { batchJobs } = shop.client().admin;
    const create = () => batchJobs.create(EXPORT, { idempotencyKey: KEY });
    const [first, second] = await Promise.all([create(), create()]);
    expect(first.batch_job.id).not.toBe(second.batch_job.id);
  });
});

describe("the marks", () => {
  test("of an earlier job in the context are no part of the work", async () => {
    const { batchJobs } = standing().client().admin;
    const create = (context: { fileKey: string }, idempotencyKey: string) =>
      batchJobs.create({ type: "product-import", context }, { idempotencyKey });
    const { context } = (await create({ fileKey: "1-products.csv" }, "first")).batch_job;
    const copied = await create({ fileKey: "", ...context }, "second");
    expect(copied.batch_job.context).toEqual({
      fileKey: "1-products.csv",
      idempotency_key: "second",
      idempotency_fingerprint: context?.idempotency_fingerprint,
      idempotency_nonce: expect.stringMatching(UUID),
    });
  });

  test("of other clients are the key alone: such a job counts, whatever it does", async () => {
    const shop = standing();
    const { batchJobs } = shop.client().admin;
    const context = { idempotency_key: KEY, filterable_fields: { title: "Cup" } };
    const { batch_job } = await batchJobs.create({ ...DRY_RUN, context });
    shop.fake.advance(batch_job.id);
    await expect(run(shop, {}, DRY_RUN)).resolves.toMatchObject({ id: batch_job.id });
  });

  test("without a key are a random key of a run's, and none of a create's", async () => {
    const shop = new FastShop();
    const { batchJobs } = shop.client().admin;
    const runs = [await batchJobs.run(EXPORT), await batchJobs.run(EXPORT)];
    const keys = runs.map(({ context }) => context?.idempotency_key);
    expect(keys).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
    expect(new Set(keys).size).toBe(2);
    const { batch_job } = await batchJobs.create(EXPORT);
    expect(batch_job.context).not.toHaveProperty("idempotency_key");
  });
});

describe("Options", () => {
  test("have the defaults of docs/keys.md", () => {
    expect(rowsOf("Options").map(([name, value]) => [name, value])).toEqual([
      ["`idempotencyKey`", "none"],
      ["`window`", "24 hours"],
      ["`rerun`", '`["failed"]`'],
      ["`takeOverAfter`", "30 seconds; 2 minutes where `confirm` is a function"],
    ]);
    expect(DEFAULT_KEY_WINDOW_MS).toBe(24 * 60 * 60_000);
    expect(DEFAULT_TAKE_OVER_AFTER_MS).toBe(30_000);
    expect(ASKING_TAKE_OVER_AFTER_MS).toBe(2 * 60_000);
  });

  test("takeOverAfter is a time between itself and half as long again", () => {
    const drawn = Array.from({ length: 100 }, () => drawTakeOverAfter({ takeOverAfter: 1_000 }));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...drawn)).toBeLessThan(1_500);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  test.each([
    ["takeOverAfter without a key", { takeOverAfter: 1_000 }],
    ["rerun without a key", { rerun: [] }],
    ["window without a key", { window: Number.POSITIVE_INFINITY }],
    ["a window of less than two hours", { idempotencyKey: KEY, window: 60 * 60_000 }],
    ["a key that no header could hold", { idempotencyKey: "nächtlich" }],
  ])("%s is refused before anything is sent", async (_, options) => {
    const shop = standing();
    const { batchJobs } = shop.client().admin;
    await expect(batchJobs.run(EXPORT, options)).rejects.toMatchObject({
      code: "invalid_argument",
    });
    expect(shop.fake.requests).toEqual([]);
  });
});

/** The cells of the rows of the first table below a heading of the guide. */
function rowsOf(heading: string): string[][] {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/keys.md"), "utf8");
  const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| (.+) \|$/gm)].map(([, cells = ""]) => cells.split(" | "));
  // Below the head, and its rule.
  return rows.slice(1);
}
