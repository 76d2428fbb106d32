import { act } from "@testing-library/react";
import { batchJobKeys } from "medusa-batch-jobs/react";
import { expect, test } from "vitest";
import { CANCEL, CREATE, ExportPage } from "./export-page.js";

test("an export is prepared and done: by one create, however often it is started", async () => {
  const page = new ExportPage();
  expect(page.flow).toMatchObject({ phase: "idle", progress: undefined, isConnected: true });
  await page.begin();
  expect(page.flow.phase).toBe("preparing");
  page.start();
  page.shop.fake.advance(page.job.id);
  await page.shows("processing");
  page.shop.fake.advance(page.job.id);
  await page.shows("done");
  expect(page.flow).toMatchObject({ progress: 1, error: undefined });
  expect(page.count(CREATE)).toBe(1);
  expect(page.files.map(({ job }) => job.id)).toEqual([page.job.id]);
});

test("type and context go along", async () => {
  const page = new ExportPage({ type: "order-export" });
  await page.begin({ filterable_fields: { email: "a@b.c" } });
  expect(page.job).toMatchObject({
    type: "order-export",
    context: { filterable_fields: { email: "a@b.c" } },
  });
});

test("an export that fails shows why, and another can be started", async () => {
  const page = new ExportPage();
  await page.begin();
  page.shop.fake.fail(page.job.id, "no space left on device");
  await page.shows("failed");
  expect(page.flow.error?.message).toContain("no space left on device");
  await page.begin();
  expect(page.flow).toMatchObject({ phase: "preparing", error: undefined });
});

test("a canceled export is canceled, without an error", async () => {
  const page = new ExportPage();
  await page.begin();
  page.cancel();
  expect(page.flow.isCanceling).toBe(true);
  page.cancel();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(page.count(CANCEL)).toBe(1);
  expect(page.flow).toMatchObject({ error: undefined, isCanceling: false });
});

test("canceled before its id is known, it is canceled as soon as it is", async () => {
  const page = new ExportPage();
  page.start();
  page.cancel();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(page.count(CREATE)).toBe(1);
});

test("a login that is over leaves the export unknown", async () => {
  const page = new ExportPage();
  await page.begin();
  page.shop.isLoggedOut = true;
  await page.shows("unknown");
  expect(page.flow.error?.name).toBe("MedusaAuthenticationError");
});

test("an export that is refused has failed", async () => {
  const page = new ExportPage({ type: "no-export" });
  page.start();
  await page.shows("failed");
  expect(page.flow.error?.message).toContain("no-export");
});

test("when the component goes, the job is left alone, and nothing is asked any more", async () => {
  const page = new ExportPage();
  await page.begin();
  page.leave();
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  const asked = page.shop.requests.length;
  await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(page.shop.requests).toHaveLength(asked);
  expect(page.job.status).toBe("created");
  expect(page.count(CANCEL)).toBe(0);
});

test("lists know at once of the job, and of its end", async () => {
  const page = new ExportPage();
  const { queryClient } = page.shop;
  const key = batchJobKeys.list();
  const empty = { batch_jobs: [], count: 0, limit: 10, offset: 0 };
  queryClient.setQueryData(key, empty);
  await page.begin();
  expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
  queryClient.setQueryData(key, empty);
  await page.end();
  expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true);
});

test("the flow is the same object while nothing changes", () => {
  const page = new ExportPage();
  const { flow } = page;
  page.rerender();
  expect(page.flow).toBe(flow);
});
