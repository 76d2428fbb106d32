import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { newHandles, productsFile } from "./support/files.js";
import { dashboard } from "./support/pages.js";
import { test } from "./support/scenario.js";
import type { PutJob } from "./support/shop.js";

/** Milliseconds in which a page that polls asks several times. */
const SEVERAL_ROUNDS_MS = 4_000;

test("what one tab does is seen in the other; a tab that is hidden asks nothing, and catches up when shown", async ({
  visit,
}) => {
  const { page: one, context, recording } = await visit();
  await dashboard(one).login.enter();
  const other = await context.newPage();
  await other.goto(one.url());
  const { panel } = dashboard(other);
  const ofOther = () => recording.requests.filter(({ page }) => page === other).length;

  await dashboard(one).dialog.prepare(productsFile(newHandles(1)));
  await panel.job("Product import", "Needs confirmation").waitFor();

  await setVisible(other, false);
  const before = ofOther();
  await dashboard(one).dialog.confirm();
  await dashboard(one).dialog.heading("Imported").waitFor();
  await sleep(SEVERAL_ROUNDS_MS);
  expect(ofOther() - before).toBe(0);
  const shownAt = await setVisible(other, true);
  await panel.job("Product import", "Completed").waitFor();
  const [askedAt = Number.POSITIVE_INFINITY] = await timesOfPolls(other, shownAt);
  // Sooner than after any pause.
  expect(askedAt - shownAt).toBeLessThan(SHORTEST_PAUSE_MS);
});

test("who confirms in the list sees it in the dialog as well", async ({ visit }) => {
  const { page: one, context } = await visit();
  await dashboard(one).login.enter();
  await dashboard(one).dialog.prepare(productsFile(newHandles(1)));
  const other = await context.newPage();
  await other.goto(one.url());

  await dashboard(other)
    .panel.job("Needs confirmation")
    .getByRole("button", { name: "Confirm" })
    .click();
  await dashboard(one).dialog.heading("Imported").waitFor();
});

test("fifty jobs, thirty of them on their way, are one request a round", async ({
  shop,
  visit,
}) => {
  await shop.putJobs(Array.from({ length: 50 }, (_, index) => someJob(index)));
  const { page, recording } = await visit();
  const { login, panel } = dashboard(page);
  await login.enter();
  await panel.jobs.nth(49).waitFor();

  const from = recording.requests.length;
  const since = await page.evaluate(() => performance.now());
  await sleep(SEVERAL_ROUNDS_MS);
  const polls = recording.requests.slice(from);
  expect(new Set(polls.map(({ path }) => path.replace(/\?.*/, "")))).toEqual(
    new Set(["/admin/batch-jobs"]),
  );
  const times = await timesOfPolls(page, since);
  expect(times.length).toBeGreaterThan(1);
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(SHORTEST_PAUSE_MS);
});

test("who has logged out sends nothing any more, although a job goes on", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit();
  const { login, dialog } = dashboard(page);
  await login.enter();
  const writes = await shop.holdWrites();
  await dialog.prepare(productsFile(newHandles(1)));
  await dialog.confirm();
  await dialog.heading("Importing").waitFor();
  await writes.begun();
  await dialog.button("Close").first().click();
  // A poll that is on its way when the session ends.
  recording.expect(/^GET \/admin\/batch-jobs\S* → 401$/);
  await login.leave();
  await login.heading.waitFor();

  const from = recording.requests.length;
  await sleep(SEVERAL_ROUNDS_MS);
  expect(recording.requests.slice(from)).toEqual([]);
  await writes.release();
});

/** The SDK's shortest pause between two polls is 500 ms ± 20 %. */
const SHORTEST_PAUSE_MS = 390;

/** When the page has asked for a list of jobs since then, in milliseconds of its own clock. */
function timesOfPolls(page: Page, since: number): Promise<number[]> {
  return page.evaluate(
    (since) =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => new URL(name).pathname === "/admin/batch-jobs")
        .map(({ startTime }) => startTime)
        .filter((time) => time >= since),
    since,
  );
}

/** Of five jobs, two have ended. */
function someJob(index: number): PutJob {
  const id = `batch_${String(index).padStart(2, "0")}`;
  const created_at = index + 1;
  const job = { id, type: index % 2 ? "product-export" : "product-import", created_at };
  if (index % 5 === 0) return { ...job, failed_at: created_at };
  if (index % 5 === 1) return { ...job, confirmed_at: created_at, completed_at: created_at };
  if (index % 5 === 2) return { ...job, pre_processed_at: created_at };
  return { ...job, confirmed_at: created_at };
}

/**
 * Tells a page what the browser tells it when its tab is left, or chosen: without a screen, all tabs are shown. Resolves to
 * when that was, in milliseconds of the page's clock.
 */
function setVisible(page: Page, isVisible: boolean): Promise<number> {
  return page.evaluate((isVisible) => {
    const now = performance.now();
    const state = isVisible ? "visible" : "hidden";
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: !isVisible, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    return now;
  }, isVisible);
}
