import { waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { CANCEL, CREATE, ImportPage, UPLOAD } from "./import-page.js";

test("canceled while it is checked, nothing is sent", async () => {
  const page = new ImportPage({ check: true });
  page.start();
  expect(page.flow.phase).toBe("checking");
  page.cancel();
  expect(page.flow).toMatchObject({ phase: "canceled", applied: false, error: undefined });
  expect(page.settled.map(({ phase }) => phase)).toEqual(["canceled"]);
  expect(page.count(UPLOAD)).toBe(0);
});

test("canceled while it is uploaded, the upload ends and no job is created", async () => {
  const page = new ImportPage();
  page.start();
  expect(page.flow.phase).toBe("uploading");
  page.cancel();
  expect(page.flow).toMatchObject({ phase: "canceled", applied: false, error: undefined });
  await page.isQuiet();
  expect(page.shop.fake.jobs).toEqual([]);
});

test("canceled while the job is created, it is canceled as soon as its id is known", async () => {
  const page = new ImportPage();
  const answer = page.shop.hold(CREATE);
  page.start();
  await page.shows("preparing");
  await waitFor(() => expect(page.count(CREATE)).toBe(1));
  page.cancel();
  expect(page.flow).toMatchObject({ phase: "preparing", isCanceling: true });
  answer();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(page.flow).toMatchObject({ applied: false, isCanceling: false, error: undefined });
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 1 });
});

test("canceled while it is prepared, the job is canceled", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  page.cancel();
  expect(page.flow.isCanceling).toBe(true);
  page.cancel();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 1 });
});

test("a cancel that the server loses is a no when the job is prepared", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  // As Medusa does while it prepares: it answers with the job, which goes on.
  const { fake } = page.shop;
  page.shop.answerOnce(CANCEL, () => Response.json({ batch_job: fake.job(page.job.id) }));
  page.cancel();
  await waitFor(() => expect(page.count(CANCEL)).toBe(1));
  page.advance();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  expect(page.count(CANCEL)).toBe(2);
});

test("canceled while it waits, it is declined and its file deleted", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  expect(page.uploaded).toHaveLength(1);
  page.cancel();
  page.confirm();
  await page.shows("canceled");
  expect(page.job.status).toBe("canceled");
  await waitFor(() => expect(page.uploaded).toEqual([]));
  expect(page.counts).toEqual({ uploads: 1, creates: 1, confirms: 0, cancels: 1 });
  expect(page.flow).toMatchObject({ applied: false, error: undefined });
});

test("canceled while it writes, what was written is told", async () => {
  const page = new ImportPage();
  await page.startTo("processing");
  // Medusa answers when the job has ended, and has done its work.
  const { fake } = page.shop;
  const job = { ...fake.advance(page.job.id), canceled_at: new Date().toISOString() };
  const ended = { batch_job: { ...job, status: "canceled" } };
  page.shop.answer(new RegExp(job.id), () => Response.json(ended));
  page.cancel();
  await page.shows("canceled");
  expect(page.flow.applied).toBe(true);
  expect(page.settled).toEqual([expect.objectContaining({ phase: "canceled", applied: true })]);
});

test("a cancel that comes too late changes nothing: the import is done", async () => {
  const page = new ImportPage();
  await page.startTo("processing");
  page.advance();
  page.cancel();
  await page.shows("done");
  expect(page.flow).toMatchObject({ applied: true, error: undefined, isCanceling: false });
});

test("what someone else cancels is canceled, and said so", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  await page.shop.medusa.admin.batchJobs.cancel(page.job.id);
  await page.shows("canceled");
  expect(page.flow.error?.message).toContain("was canceled");
  await page.isQuiet();
  expect(page.settled).toHaveLength(1);
});

test("what someone else confirms goes on here", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  await page.shop.medusa.admin.batchJobs.confirm(page.job.id);
  await page.shows("processing");
  page.advance();
  await page.shows("done");
  expect(page.count(/confirm$/)).toBe(1);
  await page.isQuiet();
});
