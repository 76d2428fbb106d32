import { beforeEach, expect, test } from "vitest";
import type { Shop } from "../../../src/csv/index.js";
import { CsvCheckError, type ImportFile, type Medusa } from "../../../src/index.js";
import { FastShop } from "./once/fast-shop.js";

const HEADER =
  "Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Price EUR";
const GOOD = `${HEADER}\r\ncup;Größe;published;Small;CUP-S;3;9.50\r\n`;

const SHOP: Shop = {
  regions: [{ id: "reg_eu", name: "Europe", currency_code: "eur" }],
  currencies: ["eur", "usd"],
  storeCurrencies: ["eur"],
  salesChannels: [],
  collections: [],
  categories: [],
  featureFlags: { sales_channels: true },
  products: [{ id: "prod_1", handle: "mug", options: [] }],
  variants: [
    {
      id: "variant_1",
      product_id: "prod_1",
      title: "Mug",
      sku: "MUG",
      barcode: null,
      options: {},
      prices: [],
    },
  ],
};

let shop: FastShop;
let batchJobs: Medusa["admin"]["batchJobs"];

beforeEach(() => {
  shop = new FastShop();
  ({ batchJobs } = shop.client().admin);
});

const windows1252 = (text: string) => Buffer.from(text, "latin1");

test.each<[mistake: string, file: ImportFile, rule: string, line: number, remedy: RegExp]>([
  [
    "a byte order mark",
    `\ufeff${GOOD}`,
    "byte-order-mark",
    1,
    /as UTF-8 without BOM, or have it repaired/,
  ],
  ["Windows-1252", windows1252(GOOD), "no-utf-8", 2, /save as "CSV UTF-8"/],
  ["an .xlsx", Buffer.from("PK\u0003\u0004\u0014\0\n\0\0"), "no-csv", 1, /save as "CSV UTF-8"/],
  [
    "a separator that is guessed wrong",
    "Product Handle;Variant Title\ncup;Small\n",
    "wrong-delimiter",
    1,
    /Save the file with another separator/,
  ],
  ["a blank last line", `${GOOD}\r\n`, "blank-line", 3, /Delete it/],
  ["an empty inventory", GOOD.replace(";3;", ";;"), "no-value", 2, /needs a value/],
  ["an SKU that exists", GOOD.replace("CUP-S", "MUG"), "taken-sku", 2, /Export the products first/],
  [
    "an unknown region",
    GOOD.replace("Price EUR", "Price EUROPE [EUR]"),
    "unknown-region",
    2,
    /or make the region/,
  ],
  ["10,50", GOOD.replace("9.50", "10,50"), "cut-price", 2, /10\.50/],
  ["leading zeros", GOOD.replace("CUP-S", "007"), "leading-zeros", 2, /Put a letter in front/],
])(
  "%s is told with its line and its remedy, and nothing is sent",
  async (_, file, rule, line, remedy) => {
    const importing = batchJobs.importFile(file, { check: "strict", shop: SHOP });
    const error = await importing.catch((reason: unknown) => reason);
    if (!(error instanceof CsvCheckError)) throw error;
    expect(error.report.problems[0]).toMatchObject({ rule, line });
    expect(error.message).toContain(`Line ${line}: `);
    expect(error.message).toMatch(remedy);
    expect(shop.fake.requests).toEqual([]);
  },
);
