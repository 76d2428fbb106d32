import { expect } from "vitest";
import { newHandles, productsFile } from "./support/files.js";
import { dashboard } from "./support/pages.js";
import { test } from "./support/scenario.js";

test("while the backend does not answer, the page says so, and then goes on by itself", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit();
  recording.expect(/net::ERR_/);
  const { login, panel, dialog } = dashboard(page);
  await login.enter();
  const writes = await shop.holdWrites();
  await dialog.prepare(productsFile(newHandles(1)));
  const confirmed = page.waitForResponse(/\/confirm$/);
  await dialog.confirm();
  await (await confirmed).finished();
  await dialog.heading("Importing").waitFor();

  await shop.shutOff();
  await dialog.outage.waitFor();
  await dialog.button("Close").first().click();
  await panel.outage.waitFor();
  await writes.release();
  await shop.reopen();
  await panel.job("Product import", "Completed").waitFor();
  await panel.outage.waitFor({ state: "hidden" });
});

test("a backend that is killed and started again asks for a login, and the import goes on", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit();
  recording.expect(/net::ERR_/, / → 401$/);
  const { login, panel, dialog } = dashboard(page);
  const handles = newHandles(1);
  await login.enter();
  await dialog.prepare(productsFile(handles));

  await shop.kill();
  await dialog.outage.waitFor();
  await shop.restart();
  // Medusa keeps its sessions in memory.
  await login.heading.waitFor();
  await login.enter();
  await panel.button("Confirm the import").click();
  await dialog.confirm();
  await dialog.heading("Imported").waitFor();
  expect(await shop.handles()).toContain(handles[0]);
});
