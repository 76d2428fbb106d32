import {
  type BatchJob,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaPermissionError,
} from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, differs, eventually, productCsv, target } from "./shop.js";

const medusa = adminClient();
const { batchJobs, uploads } = medusa.admin;

const EXPORT = { type: "product-export", context: {} } as const;

/** A dry run that is ready to be confirmed. */
async function preparedDryRun() {
  const { batch_job } = await batchJobs.create({ ...EXPORT, dry_run: true });
  return eventually(medusa, batch_job.id, (job) => job.status === "pre_processed");
}

/**
 * A job that was canceled when it was created, and then failed. A cancel that arrives while the
 * server prepares the job is answered with 200 and lost: the job completes, `canceled_at` null.
 */
async function canceledOnItsWay(tries = 10): Promise<BatchJob> {
  const { batch_job } = await batchJobs.create(EXPORT);
  await batchJobs.cancel(batch_job.id);
  const ended = ({ failed_at, completed_at }: BatchJob) => (failed_at ?? completed_at) !== null;
  const job = await eventually(medusa, batch_job.id, ended);
  return job.status === "failed" || tries === 1 ? job : canceledOnItsWay(tries - 1);
}

describe("create", () => {
  test("answers 201 with the job, created", async () => {
    const { batch_job, response } = await batchJobs.create({ ...EXPORT, dry_run: true });
    expect(response).toMatchObject({ status: 201, statusText: "Created" });
    expect(batch_job).toMatchObject({
      id: expect.stringMatching(/^batch_[0-9A-HJKMNP-TV-Z]{26}$/),
      type: "product-export",
      status: "created",
      dry_run: true,
      result: null,
      pre_processed_at: null,
      deleted_at: null,
    });
  });

  test("keeps keys of the context that the server does not know", async () => {
    const context = { note: "quarterly", nested: { a: [1, "ü"] } };
    const { batch_job } = await batchJobs.create({ ...EXPORT, context, dry_run: true });
    const { batch_job: read } = await batchJobs.retrieve(batch_job.id);
    expect(read.context).toMatchObject(context);
  });

  test.each(["product-export", "order-export"] as const)(
    "stores an idempotency key in the context of a %s",
    async (type) => {
      const payload = { type, context: {}, dry_run: true };
      const { batch_job } = await batchJobs.create(payload, {}, { idempotencyKey: `key-${type}` });
      const job = await eventually(medusa, batch_job.id, (job) => job.pre_processed_at !== null);
      expect(job.context).toMatchObject({ idempotency_key: `key-${type}` });
    },
  );

  test("rejects an unknown type with the server's words", async () => {
    const call = batchJobs.create({ type: "nope", context: {} });
    await expect(call).rejects.toBeInstanceOf(MedusaNotFoundError);
    await expect(call).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Unable to find a BatchJob strategy with the type nope\. There are product-export, /,
      ),
      type: "not_found",
      response: { status: 404, data: { type: "not_found" } },
    });
  });

  test("rejects what the server does not know of a job", async () => {
    const payload = { ...EXPORT, priority: 5 };
    await expect(batchJobs.create(payload)).rejects.toMatchObject({
      status: 400,
      type: "invalid_data",
      message:
        'property priority should not exist. Medusa knows no "priority" here: is it misspelt?',
    });
  });

  test("explains a body that is too large for the server", async () => {
    const context = { pad: "x".repeat(110_000) };
    await expect(batchJobs.create({ ...EXPORT, context })).rejects.toMatchObject({
      status: 413,
      message: expect.stringContaining("too large"),
    });
  });

  test("checks a price list before there is a job", async () => {
    const of = (context: object) =>
      batchJobs.create({ type: "price-list-import" as string, context });
    await expect(of({ fileKey: "x.csv" })).rejects.toMatchObject({
      status: 400,
      message: "Price list id is required",
    });
    await expect(of({ fileKey: "x.csv", price_list_id: "pl_nope" })).rejects.toMatchObject({
      status: 404,
      message: "Price list with id: pl_nope was not found",
    });
  });
});

describe("a job", () => {
  test("runs to its end by itself", async () => {
    const { batch_job } = await batchJobs.create(EXPORT);
    const job = await eventually(medusa, batch_job.id, (job) => job.status === "completed");
    expect(job).toMatchObject({
      completed_at: expect.any(String),
      confirmed_at: expect.any(String),
      failed_at: null,
      result: {
        count: expect.any(Number),
        advancement_count: expect.any(Number),
        file_key: expect.stringMatching(/^exports\/products\/.*\.csv$/),
        file_size: expect.any(Number),
      },
    });
  });

  test("that is a dry run waits for its confirmation", async () => {
    const prepared = await preparedDryRun();
    expect(prepared).toMatchObject({ dry_run: true, confirmed_at: null, processing_at: null });
    const { batch_job } = await batchJobs.confirm(prepared.id);
    expect(batch_job).toMatchObject({ id: prepared.id, status: "confirmed" });
    const job = await eventually(medusa, prepared.id, (job) => job.status === "completed");
    expect(job.dry_run).toBe(true);
  });

  test("fails with what was wrong in its result", async () => {
    const { batch_job } = await batchJobs.create({
      type: "product-export",
      context: { filterable_fields: { nope: "x" } },
    });
    const job = await eventually(medusa, batch_job.id, (job) => job.status === "failed");
    expect(job.result?.errors).toContainEqual(
      expect.stringContaining('Property "nope" was not found in "Product"'),
    );
  });
});

describe("confirm", () => {
  test("rejects a job that is not prepared", async () => {
    const { batch_job } = await batchJobs.create(EXPORT);
    await eventually(medusa, batch_job.id, (job) => job.status === "completed");
    await expect(batchJobs.confirm(batch_job.id)).rejects.toMatchObject({
      status: 400,
      type: "not_allowed",
      message:
        "Cannot confirm processing for a batch job that is not pre processed. Only a dry run can be, once, and when it is prepared: wait(id) resolves then.",
    });
  });

  test("asked for twice at once, runs the job once", async () => {
    const { id } = await preparedDryRun();
    const answers = await Promise.all([batchJobs.confirm(id), batchJobs.confirm(id)]);
    expect(answers.map(({ batch_job }) => batch_job.status)).toEqual(["confirmed", "confirmed"]);
    const job = await eventually(medusa, id, (job) => job.completed_at !== null);
    expect(job).toMatchObject({ status: "completed", failed_at: null });
  });
});

describe("cancel", () => {
  test("ends a prepared dry run, also when asked twice", async () => {
    const { id } = await preparedDryRun();
    const { batch_job, response } = await batchJobs.cancel(id);
    expect(batch_job).toMatchObject({ id, status: "canceled", canceled_at: expect.any(String) });
    expect(response.status).toBe(200);
    await expect(batchJobs.cancel(id)).resolves.toMatchObject({
      batch_job: { status: "canceled" },
    });
  });

  test("of a job that is on its way makes the server fail it afterwards", async () => {
    const job = await canceledOnItsWay();
    expect(job).toMatchObject({ canceled_at: expect.any(String), completed_at: null });
    expect(job.result?.errors).toContainEqual(
      "Cannot mark a batch job as pre processed if it is not in created status",
    );
  });

  test("is rejected once the job is completed", async () => {
    const { batch_job } = await batchJobs.create(EXPORT);
    await eventually(medusa, batch_job.id, (job) => job.status === "completed");
    const call = batchJobs.cancel(batch_job.id);
    await expect(call).rejects.toBeInstanceOf(MedusaInvalidRequestError);
    await expect(call).rejects.toMatchObject({
      status: 400,
      message: "Cannot cancel completed batch job",
    });
  });

  test("of a failed job leaves it failed", async () => {
    const { batch_job } = await batchJobs.create({
      type: "product-export",
      context: { order: "nope" },
    });
    await eventually(medusa, batch_job.id, (job) => job.status === "failed");
    await expect(batchJobs.cancel(batch_job.id)).resolves.toMatchObject({
      batch_job: { status: "failed" },
    });
  });
});

describe("another user's job", () => {
  test("is neither listed nor read, confirmed or canceled", async () => {
    const { batch_job } = await batchJobs.create({ ...EXPORT, dry_run: true });
    const stranger = adminClient({ apiKey: target.other.apiToken }).admin.batchJobs;
    const { batch_jobs } = await stranger.list({ id: batch_job.id });
    expect(batch_jobs).toEqual([]);
    for (const call of [stranger.retrieve, stranger.confirm, stranger.cancel]) {
      const refused = call.call(stranger, batch_job.id);
      await expect(refused).rejects.toBeInstanceOf(MedusaPermissionError);
      await expect(refused).rejects.toMatchObject({ status: 400, type: "not_allowed" });
    }
  });
});

test("an id that does not exist is a MedusaNotFoundError", async () => {
  await expect(batchJobs.retrieve("batch_nope")).rejects.toMatchObject({
    name: "MedusaNotFoundError",
    message: "Batch job with id batch_nope was not found",
  });
});

describe("product import", () => {
  test("of an uploaded file says what it will do, and does it once confirmed", async () => {
    const { uploads: files } = await uploads.createProtected(productCsv("contract-tee"));
    const fileKey = files[0]?.key ?? "";
    const { batch_job } = await batchJobs.create({
      type: "product-import",
      context: { fileKey },
      dry_run: true,
    });
    const prepared = await eventually(medusa, batch_job.id, (job) => job.pre_processed_at !== null);
    expect(prepared.result).toMatchObject({
      count: 2,
      operations: { PRODUCT_CREATE: 1, PRODUCT_UPDATE: 0, VARIANT_CREATE: 1, VARIANT_UPDATE: 0 },
      stat_descriptors: [
        {
          key: "product-import-count",
          message: expect.stringMatching(/There will be 1 products created \(0 {2}updated\)/),
        },
      ],
    });
    await batchJobs.confirm(batch_job.id);
    const job = await eventually(medusa, batch_job.id, (job) => job.status === "completed");
    expect(job.result).toMatchObject({ advancement_count: 2 });
  });

  test("without a file stays created for ever, without an error; on S3 it fails", async () => {
    const { batch_job } = await batchJobs.create({
      type: "product-import",
      context: { fileKey: "no-such-file.csv" },
    });
    const witness = await batchJobs.create(EXPORT);
    await eventually(medusa, witness.batch_job.id, (job) => job.status === "completed");
    await expect(batchJobs.retrieve(batch_job.id)).resolves.toMatchObject({
      batch_job: differs("wrongKey")
        ? { status: "failed", result: { errors: ["The specified key does not exist."] } }
        : { status: "created", result: null },
    });
  });

  test("of a CSV that is none fails with the reason", async () => {
    const { uploads: files } = await uploads.create(
      new Blob(["Product Handle;Nonsense\r\na;b\r\n"]),
    );
    const fileKey = files[0]?.key ?? "";
    const { batch_job } = await batchJobs.create({ type: "product-import", context: { fileKey } });
    const job = await eventually(medusa, batch_job.id, (job) => job.status === "failed");
    expect(job.result?.errors).toContainEqual(
      expect.stringContaining("The csv file parsing failed due to:"),
    );
  });
});
