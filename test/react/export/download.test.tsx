import { downloadExport } from "medusa-batch-jobs/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Shop } from "../support/shop.js";
import { ADDRESS, ExportPage } from "./export-page.js";

/** Where the browser was sent. */
const visited: HTMLAnchorElement[] = [];

beforeEach(() => {
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    visited.push(this);
  });
});

afterEach(() => {
  visited.length = 0;
  vi.restoreAllMocks();
});

test("a download sends the browser to a fresh address, and leaves nothing in the page", async () => {
  const page = new ExportPage();
  await page.begin();
  await page.end();
  const addresses = page.count(ADDRESS);
  await page.download();
  expect(page.count(ADDRESS)).toBe(addresses + 1);
  const [file] = page.files;
  expect(visited.map(({ href, download }) => [href, download])).toEqual([[file?.url, file?.name]]);
  expect(document.querySelector("a")).toBeNull();
});

test("a download that fails says so, and can be tried again", async () => {
  const page = new ExportPage();
  await page.begin();
  await page.end();
  page.shop.intercept = () => Response.json({ message: "Gone" }, { status: 404 });
  await page.download();
  expect(page.flow).toMatchObject({ phase: "done", error: { name: "MedusaNotFoundError" } });
  expect(visited).toEqual([]);
  page.shop.intercept = () => undefined;
  await page.download();
  expect(page.flow.error).toBeUndefined();
  expect(visited).toHaveLength(1);
});

test("a job that is no completed export has nothing to download", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  await expect(downloadExport(shop.medusa, id)).rejects.toThrow("has no file");
  expect(visited).toEqual([]);
});

test("an address that is a script is not gone to", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  shop.fake.settle(id);
  shop.intercept = ({ url }) =>
    ADDRESS.test(url) ? Response.json({ download_url: "javascript:alert(1)" }) : undefined;
  await expect(downloadExport(shop.medusa, id)).rejects.toThrow("no address of the web");
  expect(visited).toEqual([]);
});
