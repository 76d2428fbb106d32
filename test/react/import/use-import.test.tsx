import { waitFor } from "@testing-library/react";
import { batchJobKeys } from "medusa-batch-jobs/react";
import { expect, test } from "vitest";
import { CANCEL, CREATE, CSV, csvFile, ImportPage, Shop, UPLOAD } from "./import-page.js";

test("a file is checked, uploaded, prepared, confirmed and imported: by one upload, one create and one confirm", async () => {
  const page = new ImportPage({ check: undefined });
  expect(page.flow).toMatchObject({ phase: "idle", problems: [], isConnected: true });
  page.start();
  expect(page.flow).toMatchObject({ phase: "checking", fileName: "mugs.csv" });
  await waitFor(() => expect(page.flow.job?.status).toBe("created"));
  expect(page.flow.phase).toBe("preparing");
  expect(page.flow.report?.verdict).toBe("ok");
  page.advance();
  await page.shows("awaiting-confirmation");
  expect(page.flow.summary).toContain("1 product to create");
  expect(page.shop.fake.products).toEqual([]);
  page.confirm();
  expect(page.flow.phase).toBe("processing");
  await waitFor(() => expect(page.flow.job?.status).toBe("confirmed"));
  page.advance();
  await page.shows("done");
  expect(page.phases).toEqual([
    "idle",
    "checking",
    "uploading",
    "preparing",
    "awaiting-confirmation",
    "processing",
    "done",
  ]);
  expect(page.flow).toMatchObject({ applied: true, progress: 1, error: undefined });
  expect(page.shop.fake.products.map(({ handle }) => handle)).toEqual(["mug"]);
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 1, cancels: 0 });
  expect(page.settled.map(({ phase }) => phase)).toEqual(["done"]);
});

test("a file that Medusa would refuse is not sent: its problems are shown, and can be repaired", async () => {
  const page = new ImportPage({ check: undefined });
  page.start(csvFile(CSV.replace("Product Title", "product title"), "mugs.2026.csv"));
  await page.shows("failed");
  expect(page.flow.problems[0]).toMatchObject({ severity: "refused", line: 1 });
  expect(page.flow).toMatchObject({ applied: false, job: undefined });
  expect(page.flow.report?.problems).toBe(page.flow.problems);
  expect(page.shop.requests).toEqual([]);
  const repaired = await page.flow.repair();
  expect(repaired?.name).toBe("mugs.2026-corrected.csv");
  expect(await repaired?.text()).toBe(CSV);
});

test("where there is nothing to repair, there is no repaired file", async () => {
  const page = new ImportPage();
  expect(await page.flow.repair()).toBeUndefined();
  await page.startTo("preparing");
  expect(await page.flow.repair()).toBeUndefined();
});

test("a type that cannot be checked is not checked, unless that is asked for", async () => {
  const page = new ImportPage({ check: undefined, type: "stock-import" });
  page.start();
  // The server knows no such type: it has refused the job.
  await page.shows("failed");
  expect(page.phases).not.toContain("checking");
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 0 });
  expect(page.flow.error?.message).toContain("stock-import");
});

test("a job that fails shows why", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  page.shop.fake.fail(page.job.id, "no space left on device");
  await page.shows("failed");
  expect(page.flow.error?.message).toContain("no space left on device");
  expect(page.flow.applied).toBe(false);
  expect(page.settled).toEqual([expect.objectContaining({ phase: "failed" })]);
});

test("a second file has to wait until the first is over; then it begins anew", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  page.start(csvFile(CSV, "other.csv"));
  expect(page.flow.fileName).toBe("mugs.csv");
  page.cancel();
  await page.shows("canceled");
  const [first] = page.shop.fake.jobs;
  await page.startTo("awaiting-confirmation");
  expect(page.flow.job?.id).not.toBe(first?.id);
  expect(page.keptId).toBe(page.job.id);
  expect(page.counts).toMatchObject({ uploads: 2, creates: 2 });
});

test("the flow is the same object while nothing changes, and its functions are always the same", async () => {
  const page = new ImportPage();
  const { flow } = page;
  page.rerender();
  expect(page.flow).toBe(flow);
  await page.startTo("preparing");
  expect(page.flow.start).toBe(flow.start);
  const { flow: later } = page;
  const polls = page.shop.requests.length;
  await waitFor(() => expect(page.shop.requests.length).toBeGreaterThan(polls + 3));
  expect(page.flow).toBe(later);
});

test("lists know at once that there is a job, and that it has ended; the cache sees each change", async () => {
  const shop = new Shop();
  const key = batchJobKeys.list();
  shop.queryClient.setQueryData(key, { batch_jobs: [], count: 0, limit: 10, offset: 0 });
  const isStale = () => shop.queryClient.getQueryState(key)?.isInvalidated;
  const page = new ImportPage({ shop });
  await page.startTo("preparing");
  expect(isStale()).toBe(true);
  const detail = batchJobKeys.detail(page.job.id);
  shop.queryClient.setQueryData(detail, page.job);
  shop.queryClient.setQueryData(key, { batch_jobs: [page.job], count: 1, limit: 10, offset: 0 });
  page.advance();
  await page.shows("awaiting-confirmation");
  expect(shop.queryClient.getQueryData(detail)).toMatchObject({ status: "pre_processed" });
  page.cancel();
  await page.shows("canceled");
  expect(isStale()).toBe(true);
});

test("what the caller says goes along: type, context and headers", async () => {
  const shop = new Shop({ priceLists: ["pl_01"] });
  const page = new ImportPage({
    shop,
    type: "price-list-import",
    context: { price_list_id: "pl_01" },
    customHeaders: { "x-shop": "north" },
  });
  await page.startTo("preparing");
  expect(page.job).toMatchObject({
    type: "price-list-import",
    context: { price_list_id: "pl_01" },
  });
  page.cancel();
  await page.shows("canceled");
  const own = shop.fake.requests.filter(({ headers }) => headers["x-shop"] === "north");
  for (const pattern of [UPLOAD, CREATE, CANCEL])
    expect(own.some(({ method, path }) => pattern.test(`${method} ${path}`))).toBe(true);
});
