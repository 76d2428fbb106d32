import MedusaJs from "@medusajs/medusa-js";
import axios from "axios";
import Medusa, { extendMedusaClient } from "medusa-batch-jobs";
import {
  useAdminBatchJob,
  useAdminBatchJobs,
  useAdminCancelBatchJob,
  useAdminConfirmBatchJob,
  useAdminCreateBatchJob,
  useAdminCreatePresignedDownloadUrl,
  useAdminCustomDelete,
  useAdminCustomPost,
  useAdminCustomQuery,
  useAdminDeleteFile,
  useAdminDeleteSession,
  useAdminGetSession,
  useAdminLogin,
  useAdminUploadFile,
  useAdminUploadProtectedFile,
} from "medusa-react";
import { describe, expect, inject, test, vi } from "vitest";
import type {} from "../contract/global-setup.js";
import { type Rendered, renderHook } from "./render-hook.js";

const { url: baseUrl, admin } = inject("target");

const CLIENTS: [string, (apiKey?: string) => object][] = [
  ["a client of this package", (apiKey) => new Medusa({ baseUrl, apiKey })],
  [
    "a client of medusa-js that it extends",
    (apiKey) => {
      const theirs = new MedusaJs({ baseUrl, apiKey, maxRetries: 0 });
      return extendMedusaClient(theirs, new Medusa({ baseUrl, apiKey }));
    },
  ],
];

const response = { status: 200, statusText: "OK", headers: expect.any(Object) };

/** What react-query persists: the enumerable, serialisable part. */
const persisted = (data: unknown) => JSON.parse(JSON.stringify(data));

interface Result {
  isSuccess: boolean;
  isError: boolean;
  error: unknown;
}

/** A query's result, when it has come. */
async function settled<T extends Result>(hook: Rendered<T>): Promise<T> {
  await vi.waitUntil(() => hook.current.isSuccess || hook.current.isError, { timeout: 10_000 });
  if (hook.current.isError) throw hook.current.error;
  return hook.current;
}

describe.each(CLIENTS)("medusa-react's hooks on %s", (_, open) => {
  const client = open(admin.apiToken);

  /** Calls a mutation as a component does. */
  function mutate<A, R>(useHook: () => { mutateAsync: (argument: A) => Promise<R> }, argument: A) {
    return renderHook(client, useHook).current.mutateAsync(argument);
  }

  const createJob = (type = "product-export") =>
    mutate(() => useAdminCreateBatchJob(), { type, context: {}, dry_run: true });

  /** The job as a component sees it that asks again until it is prepared. */
  async function prepared(id: string) {
    const hook = renderHook(client, () => useAdminBatchJob(id));
    await vi.waitUntil(async () => {
      await hook.current.refetch();
      return hook.current.batch_job?.status === "pre_processed";
    }, 10_000);
    return hook.current;
  }

  test("create, show, confirm and cancel jobs", async () => {
    const created = await createJob();
    expect(persisted(created)).toEqual({
      batch_job: expect.objectContaining({ type: "product-export", status: "created" }),
      response: { ...response, status: 201, statusText: "Created" },
    });
    const { id } = created.batch_job;
    expect(persisted(await prepared(id))).toMatchObject({ batch_job: { id }, response });
    expect(persisted(await mutate(() => useAdminConfirmBatchJob(id), undefined))).toEqual({
      batch_job: expect.objectContaining({ id, status: "confirmed" }),
      response,
    });
    const other = (await createJob("order-export")).batch_job.id;
    await prepared(other);
    expect(persisted(await mutate(() => useAdminCancelBatchJob(other), undefined))).toEqual({
      batch_job: expect.objectContaining({ id: other, status: "canceled" }),
      response,
    });
  });

  test("list the jobs of today, as Medusa's admin does", async () => {
    const { batch_job } = await createJob("order-export");
    const since = (gte: Date) =>
      settled(renderHook(client, () => useAdminBatchJobs({ limit: 100, created_at: { gte } })));
    const page = await since(new Date(Date.now() - 60 * 60_000));
    expect(page.batch_jobs?.[0]?.id).toBe(batch_job.id);
    expect(persisted(page)).toMatchObject({ count: expect.any(Number), limit: 100, response });
    expect((await since(new Date(Date.now() + 60 * 60_000))).batch_jobs).toEqual([]);
  });

  test("log in, ask who is logged in, and log out", async () => {
    const guest = open();
    const use = <T,>(useHook: () => T) => renderHook(guest, useHook);
    const { email, password } = admin;
    const { user } = await use(() => useAdminLogin()).current.mutateAsync({ email, password });
    expect(user.email).toBe(email);
    const session = await settled(use(() => useAdminGetSession()));
    expect(session).toMatchObject({ user: { email }, response });
    const loggedOut = await use(() => useAdminDeleteSession()).current.mutateAsync();
    expect(persisted(loggedOut)).toEqual({ response });
    await expect(settled(use(() => useAdminGetSession()))).rejects.toMatchObject({
      response: { status: 401, data: "Unauthorized" },
    });
  });

  test("upload one file or several, ask for their URL, and delete them", async () => {
    const csv = (name: string) => new File(["Product Handle\r\ntee\r\n"], name);
    const several = await mutate(() => useAdminUploadFile(), [csv("a.csv"), csv("b.csv")]);
    expect(persisted(several)).toEqual({
      uploads: [1, 2].map(() => ({ url: expect.any(String), key: expect.any(String) })),
      response,
    });
    const { uploads } = await mutate(() => useAdminUploadProtectedFile(), csv("a.csv"));
    const file_key = uploads[0]?.key ?? "";
    expect(
      persisted(await mutate(() => useAdminCreatePresignedDownloadUrl(), { file_key })),
    ).toEqual({ download_url: expect.stringContaining(file_key), response });
    const deleted = await mutate(() => useAdminDeleteFile(), { file_key });
    expect(deleted).toMatchObject({ id: file_key, deleted: true, response });
  });

  test("call endpoints of the shop's own", async () => {
    const query = () => useAdminCustomQuery("/batch-jobs", ["mine"], { limit: 1 });
    const page = await settled(renderHook(client, query));
    expect(page.data).toMatchObject({ limit: 1, batch_jobs: [expect.any(Object)], response });
    const payload = { type: "order-export", context: {}, dry_run: true };
    const created = await mutate(() => useAdminCustomPost("/batch-jobs", ["mine"]), payload);
    expect(created).toMatchObject({ batch_job: { type: "order-export" } });
    const deletion = () => useAdminCustomDelete("/auth", ["mine"]);
    expect(await mutate(deletion, undefined)).toMatchObject({ response });
  });

  test("show errors as those of axios", async () => {
    const failed = settled(renderHook(client, () => useAdminBatchJob("batch_nope")));
    const error = await failed.catch((error: unknown) => error);
    expect(axios.isAxiosError(error) && error.response?.data.message).toMatch(/batch_nope/);
    expect(error).toMatchObject({ response: { status: 404, data: { type: "not_found" } } });
    const refused = settled(renderHook(client, () => useAdminBatchJob("../users")));
    const why = await refused.catch((error: unknown) => error);
    expect(axios.isAxiosError(why) && why.response?.data.message).toMatch(/id/);
  });
});
