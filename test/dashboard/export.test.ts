import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import { dashboard } from "./support/pages.js";
import { test } from "./support/scenario.js";

test("the products are exported, and the browser downloads a file of all that the shop has", async ({
  shop,
  visit,
}) => {
  const { page } = await visit();
  const { login, panel } = dashboard(page);
  await login.enter();
  await panel.button("Export products").click();
  const downloading = page.waitForEvent("download");
  await panel.button("Download products").click();
  const download = await downloading;

  expect(download.suggestedFilename()).toMatch(/product-export-\d+\.csv$/);
  const csv = await text(await download.createReadStream());
  const rows: Record<string, string>[] = parse(csv, { delimiter: ";", columns: true });
  const handles = new Set(rows.map((row) => row["Product Handle"]));
  expect([...handles].sort()).toEqual(await shop.handles());
  await panel
    .job("Product export", "Completed")
    .getByRole("button", { name: "Download" })
    .waitFor();
});
