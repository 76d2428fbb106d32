import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkImport } from "../../../src/csv/check.js";
import { CURRENCIES } from "../../../src/csv/schema/currencies.js";
import type { Shop } from "../../../src/csv/shop.js";
import type { TemplateOptions } from "../../../src/csv/template/options.js";
import { importTemplate } from "../../../src/csv/template.js";

const PRODUCTS = "product-import";
const PRICES = "price-list-import";

function headerOf(csv: string): string[] {
  return csv.split("\r\n")[0]?.split(";") ?? [];
}

describe("a product template", () => {
  test("has a product of two variants, in the columns of an import", () => {
    const csv = importTemplate(PRODUCTS);
    const [header = "", first = "", second = "", end] = csv.split("\r\n");
    expect(header).toMatch(/^Product Id;Product Handle;Product Title;.*;Variant Material;/);
    expect(header).toMatch(/;Option 1 Name;Option 1 Value;Price EUR;Image 1 Url$/);
    expect(first).toMatch(/^;coffee-mug;Coffee mug;.*;MUG-1;.*;Colour;Blue;10.50;https:.*png$/);
    expect(second).toMatch(/^;coffee-mug;;;.*;MUG-2;.*;Colour;White;10.50;$/);
    expect(end).toBe("");
  });

  test("leaves out what an import does not look at", () => {
    expect(importTemplate(PRODUCTS)).not.toMatch(/Profile|Description;Product Category/);
  });

  test("has a column for each option, price, image, channel and category", () => {
    const csv = importTemplate(PRODUCTS, {
      options: ["Size", "Fit"],
      images: 2,
      currencies: ["usd", "JPY"],
      regions: [{ name: "North America", currency_code: "usd" }],
      salesChannels: [{ name: "B2B" }],
      categories: [{ handle: "mugs" }],
    });
    expect(headerOf(csv).slice(-11)).toEqual([
      "Option 1 Name",
      "Option 1 Value",
      "Option 2 Name",
      "Option 2 Value",
      "Price North America [USD]",
      "Price USD",
      "Price JPY",
      "Image 1 Url",
      "Image 2 Url",
      "Sales Channel 1 Name",
      "Product Category 1 Handle",
    ]);
    expect(csv.split("\r\n")[1]).toContain(";S / One;");
    expect(csv.split("\r\n")[1]).toMatch(/;Size;S;Fit;One;10.50;10.50;1050;/);
  });

  test("has one variant where there are no options", () => {
    expect(importTemplate(PRODUCTS, { options: [] }).split("\r\n")).toHaveLength(3);
  });

  test("names no price column where none is wanted", () => {
    expect(importTemplate(PRODUCTS, { currencies: [] })).not.toContain("Price");
  });

  test("has one column for what has one name", () => {
    const csv = importTemplate(PRODUCTS, {
      currencies: ["eur", "EUR"],
      regions: [
        { name: "EU", currency_code: "eur" },
        { name: "EU", currency_code: "sek" },
      ],
      salesChannels: [{ name: "B2B" }, { name: "B2B" }],
    });
    const prices = headerOf(csv).filter((name) => /^Price|^Sales/.test(name));
    expect(prices).toEqual(["Price EU [EUR]", "Price EUR", "Sales Channel 1 Name"]);
  });
});

test("a price list's template names the variants of the product template", () => {
  expect(importTemplate(PRICES)).toBe(
    "Product Variant ID;SKU;Price EUR\r\n;MUG-1;10.50\r\n;MUG-2;10.50\r\n",
  );
});

test("without an example, there is a header alone", () => {
  expect(importTemplate(PRICES, { example: false, currencies: ["usd"] })).toBe(
    "Product Variant ID;SKU;Price USD\r\n",
  );
});

describe("what separates cells", () => {
  test.each([",", "\t", "|"] as const)("can be %j", async (delimiter) => {
    const csv = importTemplate(PRODUCTS, { delimiter });
    expect(csv).toContain(`Product Id${delimiter}Product Handle`);
    expect(await checkImport(csv)).toMatchObject({ verdict: "ok", delimiter });
  });

  test("is quoted where it stands in a cell", () => {
    expect(importTemplate(PRODUCTS, { delimiter: "," })).toContain(',"kitchen,gift",');
  });

  test("has no line break at its end, where that would mislead Medusa", async () => {
    const regions = ["A, B, C, D, E", "F", "G", "H"].map((name) => ({
      name,
      currency_code: "eur",
    }));
    const csv = importTemplate(PRICES, { regions });
    expect(csv).toMatch(/;10.50$/);
    expect(await checkImport(csv, { type: PRICES })).toMatchObject({ verdict: "ok", rows: 2 });
  });

  test("is another one, where Medusa would guess that wrong", async () => {
    const regions = [{ name: "a, b, c, d, e, f, g", currency_code: "eur" }];
    const csv = importTemplate(PRICES, { regions });
    expect(await checkImport(csv, { type: PRICES })).toMatchObject({
      verdict: "ok",
      delimiter: ",",
    });
    expect(() => importTemplate(PRICES, { regions, delimiter: ";" })).toThrow(
      'Medusa would not guess that ";" separates the cells. Leave delimiter out.',
    );
  });
});

describe("refuses", () => {
  test.each<[string, TemplateOptions, string]>([
    ["a number as an option's name", { options: ["2024"] }, "options must be an array of diff"],
    ["an option twice", { options: ["Size", "Size"] }, "options must be an array of different"],
    ["a currency that there is not", { currencies: ["euro"] }, "currencies must be an array"],
    ["half an image", { images: 0.5 }, "images must be a whole number"],
    ["names of regions", { regions: Object(["EU"]) }, "regions must be an array of regions, each"],
    ["a channel without a name", { salesChannels: [{ name: "" }] }, "salesChannels must be"],
    ["a category called 007", { categories: [{ handle: "007" }] }, "categories must be"],
    ["another delimiter", { delimiter: Object(":") }, "delimiter must be one of"],
    ["what it does not know", { ...Object({ skus: [] }) }, "a product-import template has no opt"],
    [
      "a region that is called as another column",
      { regions: [{ name: "Product Type", currency_code: "eur" }] },
      'Medusa can read no column for the prices of a region "Product Type"',
    ],
  ])("%s", (_, options, message) => {
    expect(() => importTemplate(PRODUCTS, options)).toThrow(message);
  });

  test("a type that there is not", () => {
    expect(() => importTemplate(Object("order-export"))).toThrow("type of a template must be one");
  });

  test("what a price list does not have", () => {
    expect(() => importTemplate(PRICES, { images: 1 })).toThrow('has no option "images"');
  });

  test("a price list without prices", () => {
    expect(() => importTemplate(PRICES, { currencies: [] })).toThrow("A price list has prices");
  });
});

describe("whatever is wanted", () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-zA-Z][ -~]{0,12}$/),
    fc.stringMatching(/^[A-Zäß€,;|\t"[\]]{1,9}$/),
    fc.constantFrom("EU", "Size", "EU [Outlet]", "Ümlaut", "A, B", 'a "b"', "x;y;z", " DACH "),
  );
  const region = fc.record({ name, currency_code: fc.constantFrom("eur", "usd", "jpy") });
  const someNames = fc.uniqueArray(name, { maxLength: 4 });
  const prices = {
    currencies: fc.array(fc.constantFrom(...CURRENCIES), { minLength: 1, maxLength: 5 }),
    regions: fc.array(region, { maxLength: 4 }),
    example: fc.constant(true),
  };
  const products = {
    ...prices,
    options: someNames,
    images: fc.nat(3),
    salesChannels: fc.array(fc.record({ name }), { maxLength: 3 }),
    categories: fc.array(fc.record({ handle: name }), { maxLength: 3 }),
  };

  test("the check of a product template finds nothing, but that categories have to be turned on", async () => {
    const wanted = fc.record(products, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(wanted, async (options) => {
        const report = await checkImport(importTemplate(PRODUCTS, options));
        expect(report).toMatchObject({ verdict: "ok", products: 1 });
        const rules = new Set(report.problems.map(({ rule }) => rule));
        expect([...rules]).toEqual(options.categories?.length ? ["flagged-column"] : []);
      }),
    );
  });

  test("nor does it with the shop that it is for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(products), async (options) => {
        const shop = shopOf(options);
        const report = await checkImport(importTemplate(PRODUCTS, options), { shop });
        expect(report).toMatchObject({ verdict: "ok", problems: [], products: 1 });
      }),
    );
  });

  test("the check of a price list's finds nothing", async () => {
    const wanted = fc.record(prices, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(wanted, async (options) => {
        const report = await checkImport(importTemplate(PRICES, options), { type: PRICES });
        expect(report).toMatchObject({ verdict: "ok", problems: [], rows: 2 });
      }),
    );
  });
});

function shopOf({
  currencies = [],
  regions = [],
  salesChannels = [],
  categories = [],
}: TemplateOptions): Shop {
  return {
    regions: regions.map((region, at) => ({ id: `reg_${at}`, ...region })),
    currencies: CURRENCIES,
    storeCurrencies: currencies,
    salesChannels: salesChannels.map(({ name }, at) => ({ id: `sc_${at}`, name })),
    collections: [],
    categories: categories.map(({ handle }, at) => ({ id: `cat_${at}`, handle, name: handle })),
    featureFlags: { product_categories: true },
    products: [],
    variants: [],
  };
}
