import { waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ImportPage } from "./import-page.js";

const idempotencyKey = "mugs-of-november";

test("what was imported with a key is done at once on another page: nothing is uploaded or created again", async () => {
  const page = new ImportPage({ idempotencyKey });
  await page.startTo("processing");
  page.advance();
  await page.shows("done");
  page.leave();
  page.shop.takeRequests();
  const other = new ImportPage({ shop: page.shop, idempotencyKey });
  other.start();
  await other.shows("done");
  expect(other.counts).toEqual({ uploads: 0, creates: 0, confirms: 0, cancels: 0 });
  expect(other.flow).toMatchObject({ job: { id: page.job.id }, applied: true, error: undefined });
  expect(other.keptId).toBe(page.job.id);
  expect(other.settled.map(({ phase }) => phase)).toEqual(["done"]);
  expect(page.shop.fake.jobs).toHaveLength(1);
  await other.isQuiet();
});

test("an import with a key is canceled as any other: it is declined, and its file deleted", async () => {
  const page = new ImportPage({ idempotencyKey });
  await page.startTo("awaiting-confirmation");
  page.cancel();
  await page.shows("canceled");
  expect(page.flow).toMatchObject({ applied: false, error: undefined });
  await waitFor(() => expect(page.uploaded).toEqual([]));
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 1 });
});

test("an import with a key that was canceled can be started again", async () => {
  const page = new ImportPage({ idempotencyKey });
  await page.startTo("awaiting-confirmation");
  page.cancel();
  await page.shows("canceled");
  await page.startTo("awaiting-confirmation");
  expect(page.counts).toEqual({ uploads: 2, creates: 2, confirms: 0, cancels: 1 });
});
