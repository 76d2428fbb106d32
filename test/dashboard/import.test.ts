import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { BYTE_ORDER_MARK, excelFile, newHandles, productsFile } from "./support/files.js";
import { dashboard, holdPolls } from "./support/pages.js";
import { said } from "./support/said.js";
import { test } from "./support/scenario.js";

test("a file of Excel's is refused with its line, unsent; the corrected one is imported once it is confirmed", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit();
  const { login, panel, dialog } = dashboard(page);
  const handles = newHandles(3);
  await login.enter();
  await panel.button("Import products").click();
  await dialog.choose(excelFile(handles));

  await dialog.heading("Medusa would refuse this file").waitFor();
  expect(await dialog.problems.allTextContents()).toEqual([
    expect.stringMatching(/^1.*byte order mark.*In the corrected file/),
  ]);
  expect(recording.to("POST", "/admin/uploads")).toEqual([]);
  expect(recording.to("POST", "/admin/batch-jobs")).toEqual([]);

  await dialog.button("Use the corrected file").click();
  await dialog.heading("3 products to create; 3 variants to create").waitFor();
  expect(await shop.handles()).not.toContain(handles[0]);

  await dialog.confirm();
  await dialog.heading("Imported").waitFor();
  expect(await shop.handles()).toEqual(expect.arrayContaining(handles));
  expect(recording.to("POST", "/admin/uploads")).toHaveLength(1);
  expect(await shop.jobs()).toMatchObject([{ status: "completed" }]);
});

test("the corrected file is also there to be kept: the same without the byte order mark", async ({
  visit,
}) => {
  const { page } = await visit();
  const { login, panel, dialog } = dashboard(page);
  const handles = newHandles(2);
  await login.enter();
  await panel.button("Import products").click();
  await dialog.choose(excelFile(handles));
  const downloading = page.waitForEvent("download");
  await dialog.button("Download corrected file").click();
  const download = await downloading;

  const corrected = await text(await download.createReadStream());
  expect(BYTE_ORDER_MARK + corrected).toBe(excelFile(handles).buffer.toString());
});

test("what an import does is told step by step", async ({ visit }) => {
  const { page } = await visit();
  const { login, dialog } = dashboard(page);
  await login.enter();
  await dialog.prepare(productsFile(newHandles(2)));
  await dialog.confirm();
  await dialog.heading("Imported").waitFor();

  const steps = [
    "Checking the file",
    "Uploading the file",
    "Medusa reads the file",
    "2 products to create; 2 variants to create",
    "Importing",
    "Imported",
  ];
  const told = await said(page);
  expect(told.filter((words) => steps.includes(words))).toEqual(steps);
});

test("who cancels while Medusa writes is told that it was applied, as the server says", async ({
  shop,
  visit,
}) => {
  const { page } = await visit();
  const { login, dialog } = dashboard(page);
  const handles = newHandles(2);
  await login.enter();
  await dialog.prepare(productsFile(handles));
  const writes = await shop.holdWrites();
  await dialog.confirm();
  await dialog.heading("Importing").waitFor();
  await writes.begun();

  // A poll between the end of the job and that of the cancel, which waits for it, would see it as completed.
  await holdPolls(page, page.waitForResponse(/\/cancel$/));
  await dialog.button("Cancel").click();
  await dialog.box.getByText("Medusa does not interrupt a job that is writing.").waitFor();
  await writes.cancelWaits();
  await writes.release();
  await dialog.heading("Canceled too late: it was applied.").waitFor();
  const [job] = await shop.jobs();
  expect(job).toMatchObject({ status: "canceled", completed_at: expect.any(String) });
  expect(await shop.handles()).toEqual(expect.arrayContaining(handles));
});

test("who cancels before it is confirmed is told that nothing was written, and nothing was", async ({
  shop,
  visit,
}) => {
  const { page } = await visit();
  const { login, dialog } = dashboard(page);
  const handles = newHandles(1);
  await login.enter();
  await dialog.prepare(productsFile(handles));
  await dialog.button("Cancel").click();

  await dialog.heading("Canceled. Nothing was written.").waitFor();
  expect(await shop.jobs()).toMatchObject([{ status: "canceled", completed_at: null }]);
  expect(await shop.handles()).not.toContain(handles[0]);
});

test("a page that is loaded anew in the middle finds its import again: one upload, one job", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit();
  const { login, panel, dialog } = dashboard(page);
  await login.enter();
  await dialog.prepare(productsFile(newHandles(2)));

  await page.reload();
  await panel.button("Confirm the import").click();
  await dialog.heading("2 products to create; 2 variants to create").waitFor();
  const writes = await shop.holdWrites();
  await dialog.confirm();
  await dialog.heading("Importing").waitFor();
  await writes.begun();

  await page.reload();
  await panel.button("Importing products …").click();
  await dialog.heading("Importing").waitFor();
  await writes.release();
  await dialog.heading("Imported").waitFor();
  expect(recording.to("POST", "/admin/uploads")).toHaveLength(1);
  expect(recording.to("POST", "/admin/batch-jobs").map(({ path }) => path)).toEqual([
    "/admin/batch-jobs",
    expect.stringMatching(/confirm$/),
  ]);
});
