import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  type ImportOptions,
  MedusaConnectionError,
} from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { productRows } from "../../../support/product-rows.js";
import { FastShop } from "./fast-shop.js";

const KEY = "nightly-2026-11-26";
const OPTIONS = { idempotencyKey: KEY, interval: 10 };
const CSV = productRows("tee");
const BROKEN = CSV.replace("Product Title", "Product Titel");
const PREPARED = { type: "product-export", context: {}, dry_run: true } as const;
const REASON = new Error("changed my mind");

function importInto(shop: FastShop, options: ImportOptions = {}, csv: string | Blob = CSV) {
  return shop.client().admin.batchJobs.importFile(csv, { ...OPTIONS, ...options });
}

function run(shop: FastShop, options: Parameters<typeof importInto>[1] = {}, more = {}) {
  const { batchJobs } = shop.client().admin;
  const payload = { type: "product-export", context: {}, ...more } as const;
  return batchJobs.run(payload, { ...OPTIONS, ...options });
}

/** Runs until a job is prepared, and dies before it is confirmed. */
async function dieWhenPrepared(shop: FastShop): Promise<BatchJob> {
  const controller = new AbortController();
  const onUpdate = ({ status }: BatchJob) => {
    if (status === "pre_processed") controller.abort(REASON);
  };
  await expect(importInto(shop, { signal: controller.signal, onUpdate })).rejects.toBe(REASON);
  const [job] = shop.prepared;
  return job ?? expect.unreachable();
}

describe("a first import with a key", () => {
  test("looks, uploads, creates a dry run, and confirms it by itself", async () => {
    const shop = new FastShop();
    const job = await importInto(shop);
    expect(job).toMatchObject({ status: "completed", dry_run: true });
    expect(job).not.toHaveProperty("replayed");
    expect(shop.fake.requests[0]).toMatchObject({ method: "GET", path: "/admin/batch-jobs" });
    expect(shop.changes).toEqual(["upload", "create", "confirm"]);
    expect(shop.fake.products.map(({ handle }) => handle)).toEqual(["tee"]);
  });

  test("marks the job with its key, what it does, and whose it is", async () => {
    const { context } = await importInto(new FastShop(), { context: { note: "of mine" } });
    expect(context).toEqual({
      fileKey: expect.any(String),
      note: "of mine",
      idempotency_key: KEY,
      idempotency_fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      idempotency_nonce: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test("asks confirm about the prepared job, once", async () => {
    const shop = new FastShop();
    const asked: string[] = [];
    await importInto(shop, {
      confirm: ({ status }) => asked.push(status) > 0,
    });
    expect(asked).toEqual(["pre_processed"]);
  });

  test("shows each state once", async () => {
    const seen: string[] = [];
    await importInto(new FastShop(), { onUpdate: ({ status }) => seen.push(status) });
    expect(seen).toEqual(["created", "pre_processed", "confirmed", "completed"]);
  });

  test("of a stream is read, and imported", async () => {
    const shop = new FastShop();
    const stream = () => new Blob([CSV]).stream();
    const { batchJobs } = shop.client().admin;
    const first = await batchJobs.importFile(stream(), OPTIONS);
    const again = await batchJobs.importFile(stream(), OPTIONS);
    expect(again).toMatchObject({ id: first.id, replayed: true });
    expect(shop.fake.products).toHaveLength(1);
  });
});

describe("a rerun", () => {
  test("of what is applied is one look, and returns it", async () => {
    const shop = new FastShop();
    const { id } = await importInto(shop);
    const before = shop.fake.requests.length;
    const seen: string[] = [];
    const onUpdate = ({ status }: BatchJob) => seen.push(status);
    await expect(importInto(shop, { onUpdate })).resolves.toMatchObject({ id, replayed: true });
    expect(shop.fake.requests).toHaveLength(before + 1);
    expect(seen).toEqual(["completed"]);
  });

  test("takes over what was prepared, when its owner has had time to confirm it", async () => {
    const shop = new FastShop();
    const { id } = await dieWhenPrepared(shop);
    const asked: BatchJob[] = [];
    const confirm = (job: BatchJob) => asked.push(job) > 0;
    const job = await importInto(shop, { confirm, takeOverAfter: 20_000 });
    expect(job).toMatchObject({ id, status: "completed" });
    expect(asked).toMatchObject([{ id, status: "pre_processed" }]);
    const preparedAt = Date.parse(job.pre_processed_at ?? "");
    expect(Date.parse(job.confirmed_at ?? "") - preparedAt).toBeGreaterThanOrEqual(20_000);
    expect(shop.changes).toEqual(["upload", "create", "confirm"]);
  });

  test("follows what is confirmed", async () => {
    const shop = new FastShop({ tick: Number.POSITIVE_INFINITY });
    const { id } = (await shop.client().admin.batchJobs.create(PREPARED, { idempotencyKey: KEY }))
      .batch_job;
    shop.fake.advance(id);
    await shop.client().admin.batchJobs.confirm(id);
    const onPoll = () => {
      if (shop.fake.job(id)?.status === "confirmed") shop.fake.advance(id);
    };
    await expect(run(shop, { onPoll })).resolves.toMatchObject({ id, status: "completed" });
    expect(shop.changes).toEqual(["create", "confirm"]);
  });

  test("waits for what is only created, and its deadline names the job", async () => {
    const shop = new FastShop({ tick: Number.POSITIVE_INFINITY });
    const { id } = (await shop.client().admin.batchJobs.create(PREPARED, { idempotencyKey: KEY }))
      .batch_job;
    const rerun = run(shop, { timeout: 200 });
    await expect(rerun).rejects.toBeInstanceOf(BatchJobTimeoutError);
    await expect(rerun).rejects.toMatchObject({
      job: { id },
      message: /still created after 200 ms/,
    });
    expect(shop.changes).toEqual(["create"]);
  });

  test("after a failure creates anew, unless it is told not to", async () => {
    const shop = new FastShop();
    const broken = importInto(shop, {}, BROKEN);
    await expect(broken).rejects.toBeInstanceOf(BatchJobFailedError);
    await expect(importInto(shop, { rerun: [] })).rejects.toBeInstanceOf(BatchJobFailedError);
    expect(shop.changes.filter((change) => change === "create")).toHaveLength(1);
    await expect(importInto(shop)).resolves.toMatchObject({ status: "completed" });
  });

  test("after somebody has canceled the job says so, and creates nothing", async () => {
    const shop = new FastShop();
    const { id } = await dieWhenPrepared(shop);
    await shop.client().admin.batchJobs.cancel(id);
    const rerun = importInto(shop);
    await expect(rerun).rejects.toBeInstanceOf(BatchJobCanceledError);
    await expect(rerun).rejects.toMatchObject({
      job: { id },
      stopped: true,
      message: expect.stringContaining("Someone stopped it"),
    });
    expect(shop.changes).toEqual(["upload", "create", "cancel"]);
    const anew = await importInto(shop, { rerun: ["canceled"] });
    expect(anew.id).not.toBe(id);
  });

  test("sees nothing of what is older than the window, by the server's clock", async () => {
    const shop = new FastShop();
    const first = await importInto(shop);
    shop.leap += 25 * 60 * 60_000;
    await expect(importInto(shop, { window: 48 * 60 * 60_000 })).resolves.toMatchObject({
      id: first.id,
    });
    const second = importInto(shop);
    await expect(second).rejects.toMatchObject({ message: /SKU/ });
  });

  test("does not confirm what could leave the window before it ends, and begins anew", async () => {
    const shop = new FastShop();
    const { id } = await dieWhenPrepared(shop);
    shop.leap += 23.5 * 60 * 60_000;
    const job = await importInto(shop);
    expect(job.id).not.toBe(id);
    expect(shop.applied).toHaveLength(1);
    expect(shop.fake.job(id)?.status).toBe("canceled");
  });
});

describe("a key", () => {
  test("that stands for another file is refused, and nothing is sent", async () => {
    const shop = new FastShop();
    const { id } = await importInto(shop);
    const before = shop.changes;
    await expect(importInto(shop, {}, productRows("other"))).rejects.toMatchObject({
      name: "MedusaInvalidRequestError",
      code: "idempotency_key_reused",
      message: expect.stringContaining(id),
    });
    expect(shop.changes).toEqual(before);
  });

  test("that failed with one file can be used for its mended one", async () => {
    const shop = new FastShop();
    await expect(importInto(shop, {}, BROKEN)).rejects.toThrow();
    await expect(importInto(shop)).resolves.toMatchObject({ status: "completed" });
  });

  test("of the content is the same for the same work alone", async () => {
    const shop = new FastShop();
    const options = { idempotencyKey: "content", context: { a: 1, b: { c: 2, d: 3 } } };
    const first = await importInto(shop, options);
    const other = { ...options, context: { b: { d: 3, c: 2 }, a: 1 } };
    await expect(importInto(shop, other)).resolves.toMatchObject({ id: first.id, replayed: true });
    const next = await importInto(shop, options, productRows("other"));
    expect(next.id).not.toBe(first.id);
    expect(first.context?.idempotency_key).toBe(first.context?.idempotency_fingerprint);
  });

  test("with two files at once is had by one of them; nothing is left prepared", async () => {
    const shop = new FastShop();
    const both = await Promise.allSettled([
      importInto(shop),
      importInto(shop, {}, productRows("other")),
    ]);
    const refused = both.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "idempotency_key_reused" } }]);
    expect(shop.applied).toHaveLength(1);
    expect(shop.prepared).toEqual([]);
  });

  test("is its type's", async () => {
    const shop = new FastShop();
    const first = await importInto(shop);
    const second = await run(shop);
    expect(second.id).not.toBe(first.id);
  });
});

describe("several at once", () => {
  test("come to one applied job, and leave neither a prepared one nor a file", async () => {
    const shop = new FastShop();
    const jobs = await Promise.all([1, 2, 3, 4].map(() => importInto(shop)));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect(shop.applied).toHaveLength(1);
    expect(shop.prepared).toEqual([]);
    expect(shop.changes.filter((change) => change === "confirm")).toHaveLength(1);
    expect(shop.uploads).toEqual([]);
  });

  test("export one file", async () => {
    const shop = new FastShop({
      products: [{ handle: "cup", title: "Cup", variants: [{ title: "One" }] }],
    });
    const { batchJobs } = shop.client().admin;
    const files = await Promise.all([1, 2].map(() => batchJobs.exportFile(OPTIONS)));
    expect(new Set(files.map(({ job }) => job.id)).size).toBe(1);
    await expect(batchJobs.exportFile(OPTIONS)).resolves.toMatchObject({ job: { replayed: true } });
    expect(shop.applied).toHaveLength(1);
  });
});

describe("confirm", () => {
  test("that says no cancels the job, deletes its file, and rejects as declined", async () => {
    const shop = new FastShop();
    const confirm = async () => false;
    await expect(importInto(shop, { confirm })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      declined: true,
      applied: false,
    });
    expect(shop.changes).toEqual(["upload", "create", "cancel", "delete"]);
  });

  test("that throws does the same, and its error is the run's", async () => {
    const shop = new FastShop();
    const confirm = () => {
      throw REASON;
    };
    await expect(importInto(shop, { confirm })).rejects.toBe(REASON);
    expect(shop.changes).toEqual(["upload", "create", "cancel", "delete"]);
  });

  test("left out of a dry run leaves the job prepared, the same for all", async () => {
    const shop = new FastShop();
    const first = await run(shop, {}, { dry_run: true });
    const second = await run(shop, {}, { dry_run: true });
    expect(first.status).toBe("pre_processed");
    expect(second.id).toBe(first.id);
    expect(shop.changes).toEqual(["create"]);
  });
});

test("a key made of content is refused where nobody can see what is in the file", async () => {
  const shop = new FastShop();
  const { batchJobs } = shop.client().admin;
  const work = { type: "product-import", context: { fileKey: "1-a.csv" } } as const;
  const refused = { code: "invalid_argument", message: expect.stringContaining("importFile") };
  await expect(batchJobs.run(work, { idempotencyKey: "content" })).rejects.toMatchObject(refused);
  await expect(batchJobs.create(work, { idempotencyKey: "content" })).rejects.toMatchObject(
    refused,
  );
  expect(shop.fake.requests).toEqual([]);
});

test("until pre_processed resolves with the job as soon as it goes on by itself", async () => {
  const shop = new FastShop();
  await expect(run(shop, { until: "pre_processed" })).resolves.toMatchObject({
    status: "confirmed",
  });
});

describe("an abort", () => {
  async function abortAt(shop: FastShop, status: BatchJob["status"], options = {}) {
    const controller = new AbortController();
    const onUpdate = (job: BatchJob) => {
      if (job.status === status) controller.abort(REASON);
    };
    return importInto(shop, { onUpdate, signal: controller.signal, ...options });
  }

  test("leaves the job and its file, for the next call", async () => {
    const shop = new FastShop();
    await expect(abortAt(shop, "pre_processed")).rejects.toBe(REASON);
    expect(shop.changes).toEqual(["upload", "create"]);
    expect(shop.uploads).toHaveLength(1);
  });

  test("with cancelOnAbort cancels one's own job", async () => {
    const shop = new FastShop();
    const aborted = abortAt(shop, "pre_processed", { cancelOnAbort: true });
    await expect(aborted).rejects.toMatchObject({ name: "BatchJobCanceledError", cause: REASON });
    expect(shop.changes).toEqual(["upload", "create", "cancel", "delete"]);
  });

  test("with cancelOnAbort never cancels another's", async () => {
    const shop = new FastShop();
    await dieWhenPrepared(shop);
    const aborted = abortAt(shop, "pre_processed", { cancelOnAbort: true });
    await expect(aborted).rejects.toBe(REASON);
    expect(shop.changes).toEqual(["upload", "create"]);
  });

  test("with cancelOnAbort does not cancel what is confirmed", async () => {
    const shop = new FastShop();
    await expect(abortAt(shop, "confirmed", { cancelOnAbort: true })).rejects.toBe(REASON);
    expect(shop.changes).toEqual(["upload", "create", "confirm"]);
  });
});

describe("an outage", () => {
  test("at the first look ends the call: nothing has begun", async () => {
    const shop = new FastShop();
    shop.onRequest = () => {
      throw new Error("down");
    };
    await expect(importInto(shop)).rejects.toBeInstanceOf(MedusaConnectionError);
    expect(shop.fake.requests).toEqual([]);
  });

  test("later on is lived through, and told", async () => {
    const shop = new FastShop();
    let isDown = 0;
    shop.onRequest = ({ method }) => {
      if (method === "GET" && shop.changes.includes("create") && isDown++ < 3) throw new Error();
    };
    const troubles: unknown[] = [];
    await importInto(shop, { onPoll: ({ error }) => error && troubles.push(error) });
    expect(troubles).toHaveLength(3);
    expect(shop.applied).toHaveLength(1);
  });
});

test("a list that never shows the job just created makes no second one", async () => {
  const shop = new FastShop();
  const { batchJobs } = shop.client().admin;
  const created = await batchJobs.create(PREPARED, { idempotencyKey: KEY });
  const hidden = new FastShop();
  hidden.onRequest = () => {};
  const client = hidden.client();
  client.admin.batchJobs.list = () => batchJobs.list({ id: [] });
  const job = client.admin.batchJobs.run({ ...PREPARED }, { ...OPTIONS, timeout: 300 });
  await expect(job).rejects.toBeInstanceOf(BatchJobTimeoutError);
  expect(hidden.changes).toEqual(["create"]);
  expect(created.response.status).toBe(201);
});

test("a server that goes away when the job has completed: the error says so, and that it was applied", async () => {
  const shop = new FastShop();
  const onUpdate = ({ status }: BatchJob) => {
    if (status !== "completed") return;
    shop.onRequest = () => {
      throw new Error("gone");
    };
  };
  await expect(run(shop, { onUpdate, timeout: 2_000 })).rejects.toMatchObject({
    name: "BatchJobTimeoutError",
    applied: true,
    job: { status: "completed" },
    message: expect.stringMatching(/ is completed, but .* Call again, with the same key\.$/),
  });
  expect(shop.applied).toHaveLength(1);
});

test("an async onUpdate that rejects ends the run with its error", async () => {
  const shop = new FastShop();
  const onUpdate = async () => {
    throw REASON;
  };
  await expect(importInto(shop, { onUpdate })).rejects.toBe(REASON);
  expect(shop.applied).toEqual([]);
});

test.each<[string, object]>([
  ["a window of less than two hours", { idempotencyKey: KEY, window: 60_000 }],
  ["a window of text", { idempotencyKey: KEY, window: "24h" }],
  ["a rerun after what never happens", { idempotencyKey: KEY, rerun: ["completed"] }],
  ["a negative lease", { idempotencyKey: KEY, takeOverAfter: -1 }],
  ["a window without a key", { window: Number.POSITIVE_INFINITY }],
  ["a lease without a key", { takeOverAfter: 0 }],
  ["an empty key", { idempotencyKey: "" }],
])("%s is refused before anything is sent", async (_, options) => {
  const shop = new FastShop();
  const { batchJobs } = shop.client().admin;
  const refused = { code: "invalid_argument" };
  const call = (method: "run" | "importFile", work: unknown) =>
    Reflect.apply(batchJobs[method], batchJobs, [work, options]);
  await expect(call("importFile", CSV)).rejects.toMatchObject(refused);
  await expect(call("run", PREPARED)).rejects.toMatchObject(refused);
  expect(shop.fake.requests).toEqual([]);
});
