import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  type Medusa,
  MedusaInvalidRequestError,
} from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, eventually, productCsv, target, watchAnswers } from "./shop.js";

const EXPORT = { type: "product-export", context: { batch_size: 1 } } as const;
const SOON = { interval: 30 };

/** Of everything that is done here, and of no other run of this file. */
let keys = 0;
const newKey = () => `once-${Date.now()}-${keys++}`;

/** A client, and what it has sent that changes anything. */
function watched(): { medusa: Medusa; changes: string[] } {
  const changes: string[] = [];
  const axiosAdapter = watchAnswers(({ config: { method = "", url = "" } }) => {
    if (method !== "get") changes.push(url.replace("/admin/", "").replace(/batch_\w+/, "id"));
  });
  return { medusa: adminClient({ axiosAdapter }), changes };
}

const { batchJobs } = adminClient().admin;

/** A dry run of a key that is prepared, and that nobody confirms. */
async function prepared(idempotencyKey: string): Promise<BatchJob> {
  const { batch_job } = await batchJobs.create(
    { ...EXPORT, dry_run: true },
    {},
    { idempotencyKey },
  );
  return eventually(adminClient(), batch_job.id, ({ status }) => status === "pre_processed");
}

describe("what is applied", () => {
  test("is the result of an import with its key: nothing is uploaded, nothing created", async () => {
    const options = { ...SOON, idempotencyKey: newKey() };
    const csv = await productCsv(options.idempotencyKey).text();
    const first = await batchJobs.importFile(csv, options);
    expect(first).toMatchObject({ status: "completed", dry_run: true, result: { count: 2 } });
    expect(first).not.toHaveProperty("replayed");

    const { medusa, changes } = watched();
    const second = await medusa.admin.batchJobs.importFile(new Blob([csv]), options);
    expect(second).toMatchObject({ id: first.id, status: "completed", replayed: true });
    expect(changes).toEqual([]);
  });

  test("is the result of an export, whose file is the one of then", async () => {
    const options = { ...SOON, context: EXPORT.context, idempotencyKey: newKey() };
    const first = await batchJobs.exportFile(options);
    const second = await batchJobs.exportFile(options);
    expect(second.job).toMatchObject({ id: first.job.id, replayed: true });
    expect(second.name).toBe(first.name);
    expect(await second.text()).toBe(await first.text());
  });

  test("is what create answers, with 200, where the first answer was 201", async () => {
    const options = { idempotencyKey: newKey() };
    const first = await batchJobs.create(EXPORT, {}, options);
    expect(first.response.status).toBe(201);
    await eventually(adminClient(), first.batch_job.id, ({ status }) => status === "completed");

    const { medusa, changes } = watched();
    const second = await medusa.admin.batchJobs.create(EXPORT, {}, options);
    expect(second).toMatchObject({
      batch_job: { id: first.batch_job.id },
      response: { status: 200 },
    });
    expect(changes).toEqual([]);
  });
});

describe("what is alive", () => {
  test("and prepared by somebody else, is asked about as if it were one's own, and confirmed", async () => {
    const idempotencyKey = newKey();
    const { id } = await prepared(idempotencyKey);
    const { medusa, changes } = watched();
    const asked: string[] = [];
    const confirm = (job: BatchJob) => asked.push(job.id) > 0;
    const options = { ...SOON, idempotencyKey, confirm, takeOverAfter: 1 };
    const job = await medusa.admin.batchJobs.run(EXPORT, options);
    expect(job).toMatchObject({ id, status: "completed" });
    expect(job).not.toHaveProperty("replayed");
    expect(asked).toEqual([id]);
    expect(changes).toEqual(["batch-jobs/id/confirm"]);
  });

  test("and run by another process, is waited for", async () => {
    const options = { ...SOON, idempotencyKey: newKey() };
    const { medusa, changes } = watched();
    let other: Promise<BatchJob> | undefined;
    const onUpdate = () => {
      other ??= medusa.admin.batchJobs.run(EXPORT, options);
    };
    const { id } = await batchJobs.run(EXPORT, { ...options, onUpdate });
    await expect(other).resolves.toMatchObject({ id, status: "completed" });
    expect(changes).toEqual([]);
  });

  test("is what create answers, with 200", async () => {
    const idempotencyKey = newKey();
    const { id } = await prepared(idempotencyKey);
    const dryRun = { ...EXPORT, dry_run: true };
    await expect(batchJobs.create(dryRun, {}, { idempotencyKey })).resolves.toMatchObject({
      batch_job: { id },
      response: { status: 200 },
    });
  });

  test("of two who begin at once, both have the one that is applied", async () => {
    const options = { ...SOON, idempotencyKey: newKey() };
    const clients = [adminClient(), adminClient()];
    const jobs = await Promise.all(
      clients.map(({ admin }) => admin.batchJobs.run(EXPORT, options)),
    );
    expect(jobs[0]).toMatchObject({ status: "completed", failed_at: null });
    expect(jobs[1]?.id).toBe(jobs[0]?.id);
    const { batch_jobs } = await batchJobs.list({ type: EXPORT.type, limit: 100 });
    const ofKey = batch_jobs.filter(
      ({ context }) => context?.idempotency_key === options.idempotencyKey,
    );
    expect(ofKey.filter(({ confirmed_at }) => confirmed_at !== null)).toHaveLength(1);
  });
});

describe("what came to nothing", () => {
  test("because it failed, does not count: the next call uploads and creates anew", async () => {
    const options = { ...SOON, idempotencyKey: newKey() };
    const csv = await productCsv(options.idempotencyKey).text();
    const broken = csv.replace("Product Title", "Product Titel");
    const failing = batchJobs.importFile(broken, options);
    await expect(failing).rejects.toBeInstanceOf(BatchJobFailedError);

    const { medusa, changes } = watched();
    const job = await medusa.admin.batchJobs.importFile(csv, options);
    expect(job).toMatchObject({ status: "completed" });
    expect(job).not.toHaveProperty("replayed");
    expect(changes).toEqual(["uploads/protected", "batch-jobs", "batch-jobs/id/confirm"]);
  });

  test("because somebody canceled it, is an error that says so; unless a rerun is asked for", async () => {
    const idempotencyKey = newKey();
    const { id } = await prepared(idempotencyKey);
    await batchJobs.cancel(id);

    const { medusa, changes } = watched();
    const options = { ...SOON, idempotencyKey };
    const stopped = medusa.admin.batchJobs.run(EXPORT, options);
    await expect(stopped).rejects.toBeInstanceOf(BatchJobCanceledError);
    await expect(stopped).rejects.toMatchObject({
      job: { id },
      message: expect.stringContaining("Someone stopped it"),
    });
    expect(changes).toEqual([]);

    const job = await batchJobs.run(EXPORT, { ...options, rerun: ["failed", "canceled"] });
    expect(job).toMatchObject({ status: "completed" });
    expect(job.id).not.toBe(id);
  });
});

test.each([
  [
    "applied",
    (options: { idempotencyKey: string }) => batchJobs.run(EXPORT, { ...SOON, ...options }),
  ],
  ["prepared", ({ idempotencyKey }: { idempotencyKey: string }) => prepared(idempotencyKey)],
])(
  "a key of other work that is %s is refused, and nothing is sent that changes anything",
  async (_, first) => {
    const options = { ...SOON, idempotencyKey: newKey() };
    const { id } = await first(options);
    const { medusa, changes } = watched();
    const other = { ...EXPORT, context: { batch_size: 2 } };
    const { admin } = medusa;
    for (const ask of [
      () => admin.batchJobs.run(other, options),
      () => admin.batchJobs.create(other, {}, { idempotencyKey: options.idempotencyKey }),
    ]) {
      const call = ask();
      await expect(call).rejects.toBeInstanceOf(MedusaInvalidRequestError);
      await expect(call).rejects.toMatchObject({
        code: "idempotency_key_reused",
        message: expect.stringContaining(id),
      });
    }
    expect(changes).toEqual([]);
  },
);

test("a key is of one type: the same one stands for an order export beside a product export", async () => {
  const options = { ...SOON, idempotencyKey: newKey() };
  const products = await batchJobs.run(EXPORT, options);
  const orders = await batchJobs.run({ type: "order-export", context: {} }, options);
  expect(orders).toMatchObject({ type: "order-export", status: "completed" });
  expect(orders).not.toHaveProperty("replayed");
  expect(orders.id).not.toBe(products.id);
});

test('"content" is a key for the same bytes, and for no others', async () => {
  const options = { ...SOON, idempotencyKey: "content" };
  const handle = newKey();
  const csv = await productCsv(handle).text();
  const job = await batchJobs.importFile(csv, options);
  expect(job.context?.idempotency_key).toMatch(/^[0-9a-f]{64}$/);
  const again = await batchJobs.importFile(new TextEncoder().encode(csv), options);
  expect(again).toMatchObject({ id: job.id, replayed: true });
  const other = await batchJobs.importFile(csv.replaceAll(handle, `${handle}-b`), options);
  expect(other.id).not.toBe(job.id);
});

describe("findByIdempotencyKey", () => {
  test("finds what is applied, what is alive, and nothing where there is nothing", async () => {
    const [applied, alive] = [newKey(), newKey()];
    const { id } = await batchJobs.run(EXPORT, { ...SOON, idempotencyKey: applied });
    const job = await prepared(alive);
    await expect(batchJobs.findByIdempotencyKey(applied)).resolves.toMatchObject({ id });
    await expect(
      batchJobs.findByIdempotencyKey(alive, { type: EXPORT.type }),
    ).resolves.toMatchObject({ id: job.id, dry_run: true, status: "pre_processed" });
    expect(await batchJobs.findByIdempotencyKey(alive, { type: "order-export" })).toBeUndefined();
    expect(await batchJobs.findByIdempotencyKey(newKey())).toBeUndefined();
  });
});

test("a key is its user's: nobody finds another one's job, or is refused for it", async () => {
  const options = { ...SOON, idempotencyKey: newKey() };
  const { id } = await batchJobs.run(EXPORT, options);
  const stranger = adminClient({ apiKey: target.other.apiToken }).admin.batchJobs;
  expect(await stranger.findByIdempotencyKey(options.idempotencyKey)).toBeUndefined();
  const other = await stranger.run({ ...EXPORT, context: { batch_size: 2 } }, options);
  expect(other).toMatchObject({ status: "completed" });
  expect(other.id).not.toBe(id);
});
