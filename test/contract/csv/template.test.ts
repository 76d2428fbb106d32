import { expect, test } from "vitest";
import { checkImport } from "../../../src/csv/check.js";
import type { TemplateOptions } from "../../../src/csv/template/options.js";
import { importTemplate } from "../../../src/csv/template.js";
import { adminClient, target } from "../shop.js";

// What a template has, the server imports as it stands.

const medusa = adminClient();
const SOON = { interval: 30 };
const REGIONS = [{ name: "EU", currency_code: "eur" }];
const SALES_CHANNELS = [{ name: "Default Sales Channel" }];

/** No two products of a shop can have the same handle, and no two variants the same codes. */
function template(number: number, options: TemplateOptions): string {
  return importTemplate("product-import", options)
    .replaceAll("coffee-mug", `coffee-mug-${number}`)
    .replaceAll("MUG-", `MUG-${number}-`)
    .replaceAll("40063813339", `40063814${number}39`);
}

test.each<[string, TemplateOptions, string[][]]>([
  [
    "of two options",
    { options: ["Size", "Colour"], images: 2 },
    [
      ["S", "Blue"],
      ["M", "White"],
    ],
  ],
  ["of none", { options: [], images: 0, delimiter: "\t" }, [[]]],
  [
    "with commas, and so without a last line break,",
    { options: Array.from({ length: 3 }, (_, at) => `A, B, ${at}`) },
    [
      ["One", "One", "One"],
      ["Two", "Two", "Two"],
    ],
  ],
])("a product template %s is imported as it stands", async (_, options, values) => {
  const number = options.options?.length ?? 0;
  const prices = { currencies: ["eur", "usd", "jpy"], regions: REGIONS };
  const csv = template(number, { ...options, ...prices, salesChannels: SALES_CHANNELS });
  const report = await checkImport(csv);
  expect(report.verdict).toBe("ok");
  expect(csv.endsWith("\r\n")).toBe(number < 3);

  const job = await medusa.admin.batchJobs.importFile(csv, SOON);
  const operations = { PRODUCT_CREATE: 1, VARIANT_CREATE: values.length };
  expect(job.result?.operations).toMatchObject(operations);
  if (target.kind === "fake") return;
  expect(job.result?.operations).toMatchObject(report.predicted ?? {});
  expect(await productOf(`coffee-mug-${number}`)).toMatchObject({
    title: "Coffee mug",
    description: "Keeps warm.",
    status: "published",
    weight: 250,
    hs_code: "691110",
    external_id: "erp-4711",
    type: { value: "Mugs" },
    tags: [{ value: "kitchen" }, { value: "gift" }],
    images: Array.from({ length: options.images ?? 1 }, () => ({})),
    sales_channels: SALES_CHANNELS,
    options: options.options?.map((title) => ({ title })),
    variants: values.map((each, at) => ({
      title: each.join(" / ") || "Blue",
      sku: `MUG-${number}-${at + 1}`,
      inventory_quantity: 10,
      allow_backorder: false,
      manage_inventory: true,
      options: expect.arrayContaining(each.map((value) => expect.objectContaining({ value }))),
      prices: expect.toSatisfy(
        (of: { amount: number }[]) => of.every(({ amount }) => amount === 1050) && of.length === 4,
      ),
    })),
  });
});

test("a price list's template is imported with its products", async () => {
  const products = importTemplate("product-import", { salesChannels: SALES_CHANNELS });
  await medusa.admin.batchJobs.importFile(products, SOON);
  const csv = importTemplate("price-list-import", { currencies: ["usd"], regions: REGIONS });
  const job = await medusa.admin.batchJobs.importFile(csv, {
    ...SOON,
    type: "price-list-import",
    context: { price_list_id: target.priceListId },
  });
  expect(job.result?.operations).toEqual({ PRICE_LIST_PRICE_CREATE: 2 });
});

async function productOf(handle: string): Promise<unknown> {
  const { products } = await medusa.admin.custom.get<object, { products: unknown[] }>("/products", {
    handle,
    expand: "variants,variants.prices,variants.options,options,images,tags,type,sales_channels",
  });
  return products[0];
}
