import type { Medusa } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, eventually, guestClient, target } from "./shop.js";

/**
 * medusa-react 9 spreads `{ data, ...rest }` of react-query; its hooks call the client as here:
 * without customHeaders or options, taking `response` beside the body's keys.
 */
const asItsHooksCall = (medusa: Medusa) => ({
  useAdminBatchJobs: (query?: object) => medusa.admin.batchJobs.list(query),
  useAdminBatchJob: (id: string) => medusa.admin.batchJobs.retrieve(id),
  useAdminCreateBatchJob: (payload: { type: string; context: object; dry_run?: boolean }) =>
    medusa.admin.batchJobs.create(payload),
  useAdminConfirmBatchJob: (id: string) => medusa.admin.batchJobs.confirm(id),
  useAdminCancelBatchJob: (id: string) => medusa.admin.batchJobs.cancel(id),
  useAdminUploadFile: (files: File | File[]) => medusa.admin.uploads.create(files),
  useAdminCreatePresignedDownloadUrl: (payload: { file_key: string }) =>
    medusa.admin.uploads.getPresignedDownloadUrl(payload),
  useAdminGetSession: () => medusa.admin.auth.getSession(),
});

const medusa = adminClient();
const hooks = asItsHooksCall(medusa);

/** What react-query caches and persists: the enumerable, serialisable part. */
const cached = (data: object) => JSON.parse(JSON.stringify(data));

describe("called as medusa-react does", () => {
  test("the five calls return body and response side by side", async () => {
    const response = { status: 200, statusText: "OK", headers: expect.any(Object) };
    const created = await hooks.useAdminCreateBatchJob({
      type: "product-export",
      context: {},
      dry_run: true,
    });
    expect(cached(created)).toEqual({
      batch_job: expect.objectContaining({ status: "created" }),
      response: { ...response, status: 201, statusText: "Created" },
    });
    const { id } = created.batch_job;
    await eventually(medusa, id, (job) => job.status === "pre_processed");

    expect(cached(await hooks.useAdminBatchJob(id))).toEqual({
      batch_job: expect.objectContaining({ id, status: "pre_processed" }),
      response,
    });
    expect(cached(await hooks.useAdminBatchJobs({ limit: 1 }))).toEqual({
      batch_jobs: [expect.objectContaining({ type: expect.any(String) })],
      count: expect.any(Number),
      offset: 0,
      limit: 1,
      response,
    });
    expect(cached(await hooks.useAdminConfirmBatchJob(id))).toEqual({
      batch_job: expect.objectContaining({ id, status: "confirmed" }),
      response,
    });
    const other = await hooks.useAdminCreateBatchJob({
      type: "order-export",
      context: {},
      dry_run: true,
    });
    expect(cached(await hooks.useAdminCancelBatchJob(other.batch_job.id))).toEqual({
      batch_job: expect.objectContaining({ status: "canceled" }),
      response,
    });
  });

  test("uploads take a File or several, and a key", async () => {
    const { uploads } = await hooks.useAdminUploadFile([new File(["a"], "a.csv")]);
    const file_key = uploads[0]?.key ?? "";
    await expect(hooks.useAdminCreatePresignedDownloadUrl({ file_key })).resolves.toMatchObject({
      download_url: expect.stringContaining(file_key),
    });
  });

  test("Medusa's admin polls with a Date, and sees the jobs of today alone", async () => {
    const { batch_job } = await hooks.useAdminCreateBatchJob({
      type: "order-export",
      context: {},
      dry_run: true,
    });
    const today = new Date(Date.now() - 24 * 60 * 60 * 1000);
    const { batch_jobs } = await hooks.useAdminBatchJobs({
      limit: 100,
      created_at: { gte: today },
    });
    expect(batch_jobs[0]?.id).toBe(batch_job.id);
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
    const none = await hooks.useAdminBatchJobs({ limit: 100, created_at: { gte: tomorrow } });
    expect(none.batch_jobs).toEqual([]);
  });

  test("an error has the response that its callers read", async () => {
    await expect(asItsHooksCall(guestClient()).useAdminGetSession()).rejects.toMatchObject({
      response: { status: 401 },
    });
    await expect(hooks.useAdminBatchJob("batch_nope")).rejects.toMatchObject({
      response: { status: 404, data: { type: "not_found", message: expect.any(String) } },
    });
  });
});

test("a server can be reached with or without a slash at the end of its URL", async () => {
  const medusa = adminClient({ baseUrl: `${target.url}/` });
  await expect(medusa.admin.batchJobs.list({ limit: 1 })).resolves.toHaveProperty("count");
});
