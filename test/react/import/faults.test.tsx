import { waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { CANCEL, CONFIRM, CREATE, ImportPage, UPLOAD } from "./import-page.js";

test("a server that is down for a while ends nothing, and it is shown", async () => {
  const page = new ImportPage();
  await page.startTo("processing");
  page.shop.isDown = true;
  await waitFor(() => expect(page.flow.isConnected).toBe(false), { timeout: 20_000 });
  expect(page.flow.phase).toBe("processing");
  page.shop.isDown = false;
  page.advance();
  await page.shows("done");
  expect(page.flow).toMatchObject({ isConnected: true, error: undefined });
});

test("a login that is over leaves the import unknown, and the id kept", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  page.shop.isLoggedOut = true;
  await page.shows("unknown");
  expect(page.flow.error?.name).toBe("MedusaAuthenticationError");
  expect(page.flow).toMatchObject({ applied: undefined, job: { id: page.job.id } });
  expect(page.keptId).toBe(page.job.id);
  expect(page.settled).toHaveLength(1);
  await page.isQuiet();
  page.shop.isLoggedOut = false;
  page.leave();
  const again = new ImportPage({ shop: page.shop, storage: page.storage });
  await again.shows("preparing");
});

test("a login that ends in the middle is no end: after the next one, the import is found again, and can be confirmed", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  page.shop.isLoggedOut = true;
  await page.shows("unknown");
  page.leave();
  const early = new ImportPage({ shop: page.shop, storage: page.storage });
  await early.shows("unknown");
  expect(early.flow.error?.name).toBe("MedusaAuthenticationError");
  early.leave();
  page.shop.isLoggedOut = false;
  const again = new ImportPage({ shop: page.shop, storage: page.storage });
  await again.shows("awaiting-confirmation");
  expect(again.flow).toMatchObject({ error: undefined, job: { id: page.job.id } });
  again.confirm();
  await waitFor(() => expect(page.job.status).toBe("confirmed"));
  again.advance();
  await again.shows("done");
  expect(again.counts).toMatchObject({ uploads: 1, creates: 1, confirms: 1 });
});

test("a create that is refused has failed: there is no job, and the file is deleted", async () => {
  const page = new ImportPage();
  const refusal = { type: "invalid_data", message: "context must be an object" };
  page.shop.answer(CREATE, () => Response.json(refusal, { status: 400 }));
  page.start();
  await page.shows("failed");
  expect(page.flow.error?.message).toContain("context must be an object");
  expect(page.flow.applied).toBe(false);
  expect(page.count(UPLOAD)).toBe(1);
  expect(page.shop.fake.files.size).toBe(0);
  expect(page.keptId).toBeUndefined();
});

test("a create whose answer is lost is found again, and not sent twice", async () => {
  const page = new ImportPage();
  page.shop.lose(CREATE);
  page.start();
  await waitFor(() => expect(page.flow.job?.id).toBe(page.job.id));
  expect(page.count(CREATE)).toBe(1);
});

test("an upload that fails has failed: there is no job", async () => {
  const page = new ImportPage();
  page.shop.answer(UPLOAD, () => Response.json({ message: "Too large" }, { status: 413 }));
  page.start();
  await page.shows("failed");
  expect(page.flow.applied).toBe(false);
  expect(page.count(CREATE)).toBe(0);
});

test("a confirm that is refused leaves the import as it was: it can be confirmed again", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  const refusal = { type: "not_allowed", message: "Not now" };
  page.shop.answerOnce(CONFIRM, () => Response.json(refusal, { status: 400 }));
  page.confirm();
  await waitFor(() => expect(page.flow.error?.message).toContain("Not now"));
  await page.shows("awaiting-confirmation");
  page.confirm();
  expect(page.flow.error).toBeUndefined();
  await waitFor(() => expect(page.job.status).toBe("confirmed"));
  page.advance();
  await page.shows("done");
  expect(page.settled).toHaveLength(1);
});

test("a confirm whose answer is lost has acted once, and the import goes on", async () => {
  const page = new ImportPage();
  await page.startTo("awaiting-confirmation");
  page.shop.lose(CONFIRM);
  page.confirm();
  await waitFor(() => expect(page.flow.job?.status).toBe("confirmed"));
  expect(page.flow).toMatchObject({ phase: "processing", error: undefined });
  page.advance();
  await page.shows("done");
  expect(page.count(CONFIRM)).toBe(1);
  expect(page.phases.slice(page.phases.indexOf("processing"))).toEqual(["processing", "done"]);
});

test("a cancel that is refused leaves the import as it was", async () => {
  const page = new ImportPage();
  await page.startTo("preparing");
  const refusal = { type: "not_allowed", message: "Not now" };
  page.shop.answerOnce(CANCEL, () => Response.json(refusal, { status: 400 }));
  page.cancel();
  await waitFor(() => expect(page.flow.error?.message).toContain("Not now"));
  expect(page.flow).toMatchObject({ phase: "preparing", isCanceling: false });
  page.advance();
  await page.shows("awaiting-confirmation");
});

test("an import that does not end in the caller's time is unknown", async () => {
  const page = new ImportPage({ timeout: 100 });
  page.start();
  await page.shows("unknown");
  expect(page.flow.error?.name).toBe("BatchJobTimeoutError");
  expect(page.flow.applied).toBeUndefined();
});
