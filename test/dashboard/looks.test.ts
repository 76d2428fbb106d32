import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings } from "./support/axe.js";
import { csvFile, excelFile, newHandles, productsFile } from "./support/files.js";
import { dashboard } from "./support/pages.js";
import { test } from "./support/scenario.js";
import { takePicture } from "./support/screens.js";
import type { PutJob } from "./support/shop.js";

const DESKTOP = { width: 1100, height: 820 };
const PHONE = { width: 375, height: 812 };

test("axe finds nothing, and nothing is wider than a phone, whatever is shown, light or dark", async ({
  shop,
  visit,
}) => {
  await shop.putJobs(JOBS);
  const { page } = await visit();
  const { login, panel, dialog } = dashboard(page);
  const found: string[] = [];
  const look = async (view: string) => found.push(...(await lookAt(page, view)));
  await login.heading.waitFor();
  await look("login");
  await login.enter();
  await panel.jobs.nth(JOBS.length - 1).waitFor();
  await look("panel");

  await panel.button("Import products").click();
  await dialog.heading("Choose a CSV file").waitFor();
  await look("file");
  await dialog.choose(excelFile(newHandles(2)));
  await dialog.heading("Medusa would refuse this file").waitFor();
  await look("problems");
  await dialog.button("Choose another file").click();
  await dialog.choose(fileThatChanges());
  await dialog.heading(/ to create/).waitFor();
  await look("confirmation");
  const writes = await shop.holdWrites();
  await dialog.confirm();
  await dialog.heading("Importing").waitFor();
  await writes.begun();
  await look("processing");
  await writes.release();
  await dialog.heading("Imported").waitFor();
  await look("done");
  await dialog.button("Import another file").click();

  const handles = newHandles(2);
  await dialog.choose(productsFile(handles));
  await dialog.heading(/ to create/).waitFor();
  await shop.createProduct(String(handles[0]));
  await dialog.confirm();
  await dialog.heading("The import failed").waitFor();
  await look("failed");
  expect(found).toEqual([]);
});

/** Takes pictures of what is shown now, on a desktop and on a phone. Resolves to what is wrong with it. */
async function lookAt(page: Page, view: string): Promise<string[]> {
  const found: string[] = [];
  // A button that the mouse is above looks otherwise.
  await page.mouse.move(0, 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await axeFindings(page)).map((finding) => `${view}, ${colorScheme}: ${finding}`),
    );
    await picture(page, colorScheme === "dark" ? `${view}-dark` : view);
  }
  await page.setViewportSize(PHONE);
  found.push(...(await tooWide(page)).map((element) => `${view}: too wide is ${element}`));
  await picture(page, `${view}-phone`);
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** Of what scrolls from side to side, where it should not: the page, and the dialog. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("dialog[open]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, scrollWidth }) => `${tagName}, ${scrollWidth} px`),
  );
}

/** The dialog or the panel, or the form to log in; on a phone all that the screen shows. */
async function picture(page: Page, name: string): Promise<void> {
  if (name.endsWith("-phone")) return takePicture(page, name);
  const { dialog, panel, login } = dashboard(page);
  for (const part of [dialog.box, panel.region, login.form]) {
    if (await part.isVisible()) return takePicture(part, name);
  }
}

/** A price which Medusa cuts off. */
function fileThatChanges() {
  const text = productsFile(newHandles(3)).buffer.toString();
  return csvFile(text.replace(";12;", ";10,50;"), "spring.csv");
}

/** One of each state, as a busy morning leaves them. */
const JOBS: readonly PutJob[] = [
  {
    id: "batch_01KB0Q6W3V7Y2M8T4C9D5E1F01",
    type: "product-export",
    created_at: 0.2,
    pre_processed_at: 0.1,
    confirmed_at: 0.1,
    result: { count: 703, advancement_count: 0 },
  },
  {
    id: "batch_01KB0Q6W3V7Y2M8T4C9D5E1F02",
    type: "product-import",
    created_at: 4,
    pre_processed_at: 4,
    result: {
      count: 151,
      operations: { PRODUCT_CREATE: 42, PRODUCT_UPDATE: 9, VARIANT_CREATE: 100, VARIANT_UPDATE: 0 },
    },
  },
  {
    id: "batch_01KB0Q6W3V7Y2M8T4C9D5E1F03",
    type: "order-export",
    created_at: 26,
    pre_processed_at: 26,
    confirmed_at: 26,
    completed_at: 25.9,
    result: { count: 318, advancement_count: 318, file_key: "orders.csv", file_size: 48_213 },
  },
  {
    id: "batch_01KB0Q6W3V7Y2M8T4C9D5E1F04",
    type: "product-import",
    created_at: 58,
    pre_processed_at: 57.9,
    confirmed_at: 57,
    failed_at: 56.8,
    result: { errors: ["Trying to set a price for a region Norway that doesn't exist"] },
  },
  {
    id: "batch_01KB0Q6W3V7Y2M8T4C9D5E1F05",
    type: "price-list-import",
    created_at: 125,
    pre_processed_at: 125,
    canceled_at: 124,
    result: { count: 12, operations: { PRICE_LIST_PRICE_CREATE: 12 } },
  },
];
