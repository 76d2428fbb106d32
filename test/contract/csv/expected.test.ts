import { expect, test } from "vitest";
import { cellOf, readAsPerson } from "./as-read.js";
import { productDifferences } from "./expected.js";
import { priceOf } from "./expected-prices.js";
import type { ProductRow, ShopRows, VariantRow } from "./rows.js";

const HEADER = "Product Handle;Product Title;Variant Title;Variant Inventory Quantity";
const EMPTY: ShopRows = {
  products: [],
  priceLists: [],
  tags: [],
  types: [],
  collections: [],
  categories: [],
  regions: [],
  salesChannels: [],
};
const VARIANT: VariantRow = {
  id: null,
  title: "M",
  sku: null,
  barcode: null,
  isDeleted: false,
  options: [],
  prices: [],
  inventory_quantity: 5,
  manage_inventory: true,
};
const PRODUCT: ProductRow = {
  id: null,
  handle: "mug",
  title: "Mug",
  isDeleted: false,
  options: [],
  tags: [],
  type: null,
  collection: null,
  images: [],
  salesChannels: [],
  categories: [],
  profile: null,
  variants: [VARIANT],
};

/** What a person misses when the file led to this product. */
function missing(csv: string, product: Partial<ProductRow> = {}): string[] {
  return productDifferences(csv, EMPTY, { ...EMPTY, products: [{ ...PRODUCT, ...product }] });
}

const one = (columns: string, cells: string) => `${HEADER}${columns}\nmug;Mug;M;5${cells}`;

test("who reads what the database holds misses nothing", () => {
  expect(missing(one("", ""))).toEqual([]);
});

test.each([
  ["another text", one("", ""), { title: "Mugs" }],
  [
    "a number that was a text",
    one(";Variant SKU", ";007"),
    { variants: [{ ...VARIANT, sku: "7" }] },
  ],
  [
    "a yes that became false",
    one(";Variant Manage Inventory", ";yes"),
    { variants: [{ ...VARIANT, manage_inventory: false }] },
  ],
  [
    "a thousand that became one",
    one("", "").replace(";5", ";1.000"),
    { variants: [{ ...VARIANT, inventory_quantity: 1 }] },
  ],
  ["a tag", one(";Product Tags", ";a,b"), { tags: ["a"] }],
  ["a channel", one(";Sales Channel 1 Name", ";Etsy"), {}],
  [
    "a channel that is known by its description only",
    one(";Sales Channel 1 Description", ";For cafés"),
    {},
  ],
  [
    "a collection of which the file has the title only",
    one(";Product Collection Title", ";Summer"),
    {},
  ],
  ["an option's value", one(";Option 1 Name;Option 1 Value", ";Size;S"), { options: ["Size"] }],
  [
    "a price that was cut",
    one(";Price EUR", ";10,50"),
    { variants: [{ ...VARIANT, prices: [price(1000)] }] },
  ],
  [
    "a price that was rounded",
    one(";Price EUR", ";10.005"),
    { variants: [{ ...VARIANT, prices: [price(1001)] }] },
  ],
  ["a column of no meaning", one(";constructor", ";x"), {}],
  ["a row", `${one("", "")}\nmug;Mug;L;5`, {}],
  [
    "a row that a quote has swallowed",
    `${one(";Product Subtitle", ';"open')}\ncup;Cup;M;5;x`,
    { subtitle: "open\ncup;Cup;M;5;x" },
  ],
  ["everything", HEADER, {}],
])("who reads the file misses %s", (_what, csv, product) => {
  expect(missing(csv, product)).not.toEqual([]);
});

test.each([
  [
    "an empty cell, whatever became of it",
    one(";Product Subtitle;Product Tags", ";;"),
    { subtitle: "old", tags: ["old"] },
  ],
  ["blanks between tags", one(";Product Tags", ";a, b"), { tags: [" b", "a"] }],
  [
    "a no that became false",
    one(";Variant Manage Inventory", ";nein"),
    { variants: [{ ...VARIANT, manage_inventory: false }] },
  ],
  ["another spelling of a number", one(";Product Weight", ";1_000"), { weight: 1000 }],
  [
    "a decimal comma that was understood",
    one(";Price EUR", ";10,50"),
    { variants: [{ ...VARIANT, prices: [price(1050)] }] },
  ],
  ["a blank after a closing quote", one("", "").replace(";Mug", ';"Mug" '), {}],
])("nobody misses %s", (_what, csv, product) => {
  expect(missing(csv, product)).toEqual([]);
});

test.each([
  ["10.50", 10.5],
  ["10,50", 10.5],
  ["1.234,56", 1234.56],
  ["1,234.56", 1234.56],
  ["1,000", 1000],
  ["1 000 EUR", 1000],
  ["€ 1'234.50", 1234.5],
  ["-5", -5],
  ["1e5", 100_000],
  ["10%", undefined],
  ["0x10", undefined],
  ["2020-01-01", undefined],
  ["on request", undefined],
])("a person reads %s as a price of %s", (text, number) => {
  expect(priceOf(text)).toBe(number);
});

test.each(["utf-8", "utf-16le", "latin1"] as const)("a person reads a file in %s", (encoding) => {
  const [row] = readAsPerson(Buffer.from(one("", "").replace("Mug", "Größe"), encoding)).rows;
  expect(cellOf(row ?? [], "Product Title")).toBe("Größe");
});

function price(amount: number) {
  return { currency_code: "eur", amount, region: null, min_quantity: null, max_quantity: null };
}
