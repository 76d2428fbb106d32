import { checkImport, fixImport } from "medusa-batch-jobs/csv";
import { expect, test } from "vitest";
import { adminClient, target } from "../shop.js";

// What was repaired, the server imports as it was meant. The file's own words are in test/unit/csv.

const medusa = adminClient();
const SOON = { interval: 30 };

const HEADER =
  "Product Handle;Product Title;Product Status;Variant Title;Variant Inventory Quantity;Price EUR";

test.each<[string, string, (csv: string) => string | Uint8Array, string]>([
  ["in UTF-16", "utf16", (csv) => Uint8Array.from(Buffer.from(`\ufeff${csv}`, "utf16le")), "щука"],
  [
    "with a line for Excel, and empty ones",
    "excel",
    (csv) => `sep=;\r\n${csv};;;;;\r\n\r\n`,
    "Grün",
  ],
  [
    "with names, a status and a price in another spelling",
    "spelling",
    (csv) => csv.toLowerCase().replace("published", "Published ").replace("10.50", "10,50"),
    "mug",
  ],
  ["with an invisible character", "nul", (csv) => csv.replace("published", "pub\0lished"), "mug"],
])("a file %s is imported as it was meant", async (_, handle, spoil, title) => {
  const csv = spoil(`${HEADER}\r\n${handle};${title};published;Blue;5;10.50\r\n`);
  const before = await checkImport(csv);
  expect(before.verdict).not.toBe("ok");
  const { file, report } = await fixImport(csv, before);
  expect(report.problems).toEqual([]);
  const job = await medusa.admin.batchJobs.importFile(file, SOON);
  expect(job.result?.operations).toMatchObject({ PRODUCT_CREATE: 1, VARIANT_CREATE: 1 });
  if (target.kind === "fake") return;
  expect(await productOf(handle)).toEqual({ title, status: "published", amount: 1050 });
});

test("letters are moved off the edges of the pieces in which the server reads a file", async () => {
  // In a column that is not imported: what the server makes of rows, it reads in pieces, too.
  const filling = "x".repeat(2 ** 16 - 900);
  const rows = Array.from({ length: 3 }, (_, at) => [`edge-${at}`, `${at}${"щ".repeat(300)}`]);
  const lines = rows.map(
    ([handle, title]) => `${handle};${title};published;Blue;5;10.50;${filling}`,
  );
  const csv = `${[`${HEADER};Product Profile Name`, ...lines].join("\r\n")}\r\n`;
  const before = await checkImport(csv);
  expect(before.problems).toContainEqual(
    expect.objectContaining({ rule: "split-character", count: 2 }),
  );
  const { file, report } = await fixImport(csv, before);
  expect(report.problems).toMatchObject([{ rule: "ignored-profile" }]);
  const job = await medusa.admin.batchJobs.importFile(file, SOON);
  expect(job.result?.operations).toMatchObject({ PRODUCT_CREATE: rows.length });
  if (target.kind === "fake") return;
  for (const [handle = "", title] of rows) {
    expect(await productOf(handle)).toEqual({ title, status: "published", amount: 1050 });
  }
});

test("the prices of a list are read in columns", async () => {
  const csv = "SKU;Price EUR\r\nCUP-WHITE;7.50\r\n";
  const type = "price-list-import";
  const before = await checkImport(csv, { type });
  expect(before.problems).toMatchObject([{ rule: "wrong-delimiter" }]);
  const { file } = await fixImport(csv, before, { type });
  const context = { price_list_id: target.priceListId };
  const job = await medusa.admin.batchJobs.importFile(file, { ...SOON, type, context });
  expect(job.result?.operations).toEqual({ PRICE_LIST_PRICE_CREATE: 1 });
});

interface Product {
  title: string;
  status: string;
  variants: { prices: { amount: number }[] }[];
}

async function productOf(handle: string) {
  const { products } = await medusa.admin.custom.get<object, { products: Product[] }>("/products", {
    handle,
    expand: "variants,variants.prices",
  });
  const [{ title, status, variants } = { title: "", status: "", variants: [] }] = products;
  return { title, status, amount: variants[0]?.prices[0]?.amount };
}
