import { expect } from "vitest";
import { newHandles, productsFile } from "./support/files.js";
import { dashboard, holdPolls } from "./support/pages.js";
import { test } from "./support/scenario.js";
import { stage } from "./support/stage.js";

test("a wrong password is told, the right one shows the jobs of the last day", async ({
  shop,
  visit,
}) => {
  await shop.putJobs([
    { id: "batch_today", type: "order-export", created_at: 60, failed_at: 59 },
    { id: "batch_old", type: "product-import", created_at: 26 * 60, failed_at: 26 * 60 },
  ]);
  const { page, recording } = await visit();
  recording.expect(/^POST \/admin\/auth → 401$/);
  const { login, panel } = dashboard(page);

  await login.fill(shop.user.email, "superwrong");
  await login.failure.waitFor();
  expect(await login.failure.textContent()).toBe("Wrong e-mail or password.");

  await login.enter();
  await panel.job("Order export", "Failed").waitFor();
  expect(await panel.jobs.count()).toBe(1);
});

test("where the backend does not allow the page's origin, the page says so, and names both", async ({
  visit,
}) => {
  const { page, recording } = await visit({ host: "dashboard.localhost" });
  recording.expect(/blocked by CORS policy/, /^GET \/admin\/auth → net::ERR_FAILED$/);
  const { origin } = new URL(page.url());

  const failure = page.getByText(`does the backend's admin_cors name ${origin}?`);
  await failure.waitFor();
  expect(await failure.textContent()).toContain(stage().gate);
});

test("on localhost with a backend on 127.0.0.1, the login says that no session was left, and why", async ({
  shop,
  visit,
}) => {
  const { page, recording } = await visit({ host: "localhost" });
  const { login } = dashboard(page);
  recording.expect(/^GET \/admin\/auth → 401$/);

  await login.fill(shop.user.email, shop.user.password);
  await login.failure.waitFor();
  expect(await login.failure.textContent()).toMatch(
    /localhost.* and baseUrl's 127\.0\.0\.1 are two different sites.* use one name for both/,
  );
});

test("a session that is over leads back to the login, and the import is found again behind it", async ({
  shop,
  visit,
}) => {
  const { page, context, recording } = await visit();
  recording.expect(/ → 401$/);
  const { login, panel, dialog } = dashboard(page);
  await login.enter();
  await dialog.prepare(productsFile(newHandles(1)));

  // The confirmation is to find out before the polls do.
  const refused = dialog.failure.waitFor();
  await holdPolls(page, refused);
  await context.clearCookies();
  await dialog.confirm();
  await refused;
  await login.heading.waitFor();

  await login.enter();
  await panel.button("Confirm the import").click();
  await dialog.confirm();
  await dialog.heading("Imported").waitFor();
  expect(await shop.jobs()).toMatchObject([{ status: "completed" }]);
});
