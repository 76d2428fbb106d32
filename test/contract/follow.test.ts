import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  jobProgress,
} from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, cannot, differs, productCsv, target } from "./shop.js";

const medusa = adminClient();
const { batchJobs, uploads } = medusa.admin;

const EXPORT = { type: "product-export", context: {} } as const;
/** Polls as often as the servers under contract move. */
const SOON = { interval: 30 };

async function create(payload: { type: string; context: object; dry_run?: boolean } = EXPORT) {
  return (await batchJobs.create(payload)).batch_job;
}

async function isInShop(handle: string): Promise<boolean> {
  const { products } = await medusa.admin.custom.get(`/admin/products?handle=${handle}`);
  return Array.isArray(products) && products.length > 0;
}

describe("wait", () => {
  test("resolves with the completed job, and tells each change once", async () => {
    const seen: BatchJob[] = [];
    const { id } = await create();
    const job = await batchJobs.wait(id, { ...SOON, onUpdate: (job) => seen.push(job) });
    expect(job).toMatchObject({ id, status: "completed" });
    expect(jobProgress(job)).toBe(1);
    expect(seen.at(-1)).toEqual(job);
    const states = seen.map(({ status, result }) => JSON.stringify([status, result]));
    expect(new Set(states).size).toBe(states.length);
  });

  test("takes what create answered, and a job that has ended", async () => {
    const job = await batchJobs.wait(await create(), SOON);
    expect(await batchJobs.wait(job)).toBe(job);
  });

  test("settles when a dry run waits for its confirmation", async () => {
    const job = await batchJobs.wait(await create({ ...EXPORT, dry_run: true }), SOON);
    expect(job.status).toBe("pre_processed");
    await batchJobs.confirm(job.id);
    const done = await batchJobs.wait(job.id, { ...SOON, until: "finished" });
    expect(done.status).toBe("completed");
  });

  test("rejects with what made the job fail", async () => {
    const job = await create({ ...EXPORT, context: { filterable_fields: { nope: "x" } } });
    const wait = batchJobs.wait(job, SOON);
    await expect(wait).rejects.toBeInstanceOf(BatchJobFailedError);
    await expect(wait).rejects.toMatchObject({
      job: { id: job.id, status: "failed" },
      applied: false,
      errors: [{ message: expect.stringContaining('Property "nope" was not found in "Product"') }],
      message: expect.stringContaining("nope"),
    });
  });

  test("rejects when the job was canceled", async () => {
    const job = await batchJobs.wait(await create({ ...EXPORT, dry_run: true }), SOON);
    const wait = batchJobs.wait(job.id, { ...SOON, until: "finished" }).catch((error) => error);
    await batchJobs.cancel(job.id);
    const error = await wait;
    expect(error).toBeInstanceOf(BatchJobCanceledError);
    expect(error).toMatchObject({ applied: false, job: { status: "canceled" } });
  });

  test("explains an import that hangs because its fileKey is wrong, or fails on S3", async () => {
    const job = await create({ type: "product-import", context: { fileKey: "no-such-file.csv" } });
    if (differs("wrongKey")) {
      await expect(batchJobs.wait(job, SOON)).rejects.toMatchObject({
        name: "BatchJobFailedError",
        message: expect.stringContaining("The bucket has no file of this fileKey"),
      });
      return;
    }
    const wait = batchJobs.wait(job, { ...SOON, timeout: 1500 });
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    await expect(wait).rejects.toMatchObject({
      job: { status: "created" },
      message: expect.stringMatching(
        /still created after 1500 ms.*fileKey is wrong or was used before/,
      ),
    });
  });

  test("ends when the job is not there, or is another's", async () => {
    await expect(batchJobs.wait("batch_nope", SOON)).rejects.toMatchObject({ status: 404 });
    const stranger = adminClient({ apiKey: target.other.apiToken }).admin.batchJobs;
    const { id } = await create();
    await expect(stranger.wait(id, SOON)).rejects.toMatchObject({ name: "MedusaPermissionError" });
    await expect(
      Promise.all([stranger.wait(id), stranger.wait("batch_nope")]),
    ).rejects.toBeTruthy();
  });

  test("leaves the job alone when it is aborted, unless it shall cancel it", async () => {
    const job = await batchJobs.wait(await create({ ...EXPORT, dry_run: true }), SOON);
    const waiting = (cancelOnAbort: boolean) => {
      const signal = AbortSignal.timeout(100);
      return batchJobs.wait(job.id, { ...SOON, until: "finished", signal, cancelOnAbort });
    };
    await expect(waiting(false)).rejects.toMatchObject({ name: "TimeoutError" });
    expect((await batchJobs.retrieve(job.id)).batch_job.status).toBe("pre_processed");
    await expect(waiting(true)).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      cause: { name: "TimeoutError" },
      applied: false,
    });
    expect((await batchJobs.retrieve(job.id)).batch_job.status).toBe("canceled");
  });

  test("that is aborted to cancel a job which is completed resolves with it", async () => {
    const { id } = await create();
    await batchJobs.wait(id, SOON);
    const options = { signal: AbortSignal.abort(), cancelOnAbort: true };
    await expect(batchJobs.wait(id, options)).resolves.toMatchObject({ id, status: "completed" });
  });
});

describe("watch", () => {
  test("shows every job to its end, failed ones too", async () => {
    const jobs = [
      await create(),
      await create({ ...EXPORT, context: { order: "nope" } }),
      await create(),
    ];
    const last = new Map<string, string>();
    for await (const job of batchJobs.watch(jobs, SOON)) last.set(job.id, job.status);
    expect([...last.values()].toSorted()).toEqual(["completed", "completed", "failed"]);
  });
});

describe("run", () => {
  test("confirms a dry run that it likes", async () => {
    const asked: BatchJob[] = [];
    const confirm = (job: BatchJob) => asked.push(job) === 1;
    const job = await batchJobs.run(EXPORT, { ...SOON, confirm });
    expect(job).toMatchObject({ status: "completed", dry_run: true });
    expect(asked).toMatchObject([{ id: job.id, status: "pre_processed" }]);
  });

  test("cancels one that it does not like", async () => {
    await expect(batchJobs.run(EXPORT, { ...SOON, confirm: () => false })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      declined: true,
      applied: false,
      job: { status: "canceled", completed_at: null },
    });
  });
});

describe("importFile", () => {
  test("imports products, asked first", async () => {
    const messages: unknown[] = [];
    const job = await batchJobs.importFile(productCsv("import-file-tee"), {
      ...SOON,
      confirm: ({ result }) => messages.push(result?.stat_descriptors?.[0]?.message) === 1,
    });
    expect(job).toMatchObject({ status: "completed", result: { advancement_count: 2 } });
    expect(messages).toEqual([expect.stringContaining("There will be 1 products created")]);
  });

  test.each([
    ["text", async () => productCsv("import-text").text()],
    ["bytes", async () => new Uint8Array(await productCsv("import-bytes").arrayBuffer())],
    ["a stream", async () => productCsv("import-stream").stream()],
  ])("takes %s", async (_, file) => {
    await expect(batchJobs.importFile(await file(), SOON)).resolves.toMatchObject({
      status: "completed",
      result: { operations: { PRODUCT_CREATE: 1 } },
    });
  });

  test("deletes the file of an import that was not confirmed, if the server deletes any", async () => {
    const asked: BatchJob[] = [];
    const confirm = (job: BatchJob) => asked.push(job) !== 1;
    await expect(
      batchJobs.importFile(productCsv("unwanted"), { ...SOON, confirm }),
    ).rejects.toMatchObject({ declined: true });
    const file_key = String(asked[0]?.context?.fileKey);
    const { download_url } = await uploads.getPresignedDownloadUrl({ file_key });
    expect((await fetch(download_url)).status).toBe(cannot("deleteUpload") ? 200 : 404);
  });

  test("that is aborted at any moment, and cancels its job, never says of it what is not so", async () => {
    for (let delay = 0; delay < 400; delay += 40) {
      const handle = `abort-${randomUUID()}`;
      const signal = AbortSignal.timeout(delay);
      const options = { ...SOON, signal, cancelOnAbort: true };
      const applied: unknown = await batchJobs.importFile(productCsv(handle), options).then(
        () => true,
        (error: unknown) => Object(error).applied,
      );
      if (applied !== undefined) expect(await isInShop(handle)).toBe(applied);
    }
  });

  test("fails with what is wrong with the CSV", async () => {
    await expect(
      batchJobs.importFile("Product Handle;Nonsense\r\na;b\r\n", SOON),
    ).rejects.toMatchObject({
      name: "BatchJobFailedError",
      message: expect.stringContaining("The csv file parsing failed due to:"),
    });
  });

  test("imports the prices of a price list", async () => {
    const csv = await (await batchJobs.exportFile(SOON)).text();
    const [header = "", row = ""] = csv.split("\r\n");
    const sku = row.split(";")[header.split(";").indexOf("Variant SKU")];
    const variant = row.split(";")[header.split(";").indexOf("Variant Id")];
    const prices = `Product Variant ID;SKU;Price EUR\r\n${variant};${sku};7\r\n`;
    const job = await batchJobs.importFile(prices, {
      ...SOON,
      type: "price-list-import",
      context: { price_list_id: target.priceListId },
    });
    expect(job).toMatchObject({
      status: "completed",
      result: { operations: { PRICE_LIST_PRICE_CREATE: 1 } },
    });
  });

  test.each([[undefined], [""], [new Blob([])], [5]])(
    "refuses %j before anything is created",
    async (file) => {
      const before = (await batchJobs.list({ limit: 1 })).count;
      const call = Reflect.apply(batchJobs.importFile, batchJobs, [file]);
      await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
      expect((await batchJobs.list({ limit: 1 })).count).toBe(before);
    },
  );
});

describe("exportFile", () => {
  test("downloads the products, whole, each time it is asked", async () => {
    const file = await batchJobs.exportFile(SOON);
    const text = await file.text();
    expect(text).toMatch(/^Product Id;Product Handle;/);
    expect(file).toMatchObject({
      name: expect.stringMatching(/^\d*-?product-export-\d+\.csv$/),
      size: new TextEncoder().encode(text).byteLength,
      url: expect.stringMatching(/^http/),
      job: { status: "completed" },
    });
    expect((await file.blob()).size).toBe(file.size);
    let streamed = 0;
    for await (const chunk of file.stream()) streamed += chunk.byteLength;
    expect(streamed).toBe(file.size);
  });

  test("is found again by its job, and saved to disk", async () => {
    const { job, size } = await batchJobs.exportFile(SOON);
    const [row] = (await batchJobs.list({ id: job.id })).batch_jobs;
    const folder = await mkdtemp(join(tmpdir(), "exports-"));
    try {
      for (const target of [job.id, job, row ?? expect.unreachable()]) {
        const path = await (await batchJobs.fileOf(target)).save(folder);
        expect((await stat(path)).size).toBe(size);
      }
      expect(await readdir(folder)).toEqual([expect.stringMatching(/product-export-\d+\.csv$/)]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("has no file before it is completed", async () => {
    const { id } = await batchJobs.wait(await create({ ...EXPORT, dry_run: true }), SOON);
    await expect(batchJobs.fileOf(id)).rejects.toMatchObject({
      code: "invalid_argument",
      message: `The product-export ${id} has no file: it is pre_processed. Wait until it is completed.`,
    });
  });

  test("downloads the orders", async () => {
    const file = await batchJobs.exportFile({ ...SOON, type: "order-export" });
    expect(await file.text()).toMatch(/^Order_ID;/);
  });

  test("what it exports can be imported again", async () => {
    const csv = await (await batchJobs.exportFile(SOON)).text();
    const job = await batchJobs.importFile(csv, SOON);
    expect(job).toMatchObject({
      status: "completed",
      result: { operations: { PRODUCT_CREATE: 0 } },
    });
  });
});

test.skipIf(cannot("deleteUpload"))(
  "a file is not downloaded again when it is gone: the error says so",
  async () => {
    const file = await batchJobs.exportFile(SOON);
    await uploads.delete({ file_key: String(file.job.result?.file_key) });
    await expect(file.text()).rejects.toMatchObject({ name: "MedusaNotFoundError" });
  },
);
