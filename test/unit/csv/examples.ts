import type { CheckedImport, MedusaVersion, Place, RuleId, Shop } from "medusa-batch-jobs/csv";
import { CUP, csvOf, products, SHOP } from "./files.js";

/** A file in which a rule finds something, and where. */
export interface Example extends Partial<Place> {
  file: string | Uint8Array<ArrayBuffer>;
  /** The same without it. */
  without: string;
  line: number;
  type?: CheckedImport;
  shop?: Shop;
  /** The version that does it, if it is not the newest. */
  medusa?: MedusaVersion;
}

const GOOD = products({});
const PRICES = csvOf([{ SKU: "CUP-WHITE", "Price EUR": "9.50", "Price USD": "10" }]);

const BOWL = {
  "Product Id": "prod_bowl",
  "Product Handle": "bowl",
  "Option 1 Name": "Colour",
  "Option 1 Value": "White",
};

/** Each rule by an example: the tests try them, the guide shows what is said about them. */
export const EXAMPLES: Readonly<Record<RuleId, Example>> = {
  "no-csv": { file: "PK\u0003\u0004\u0000\u0000\n\u0000rest", without: GOOD, line: 1 },
  "one-line": { file: latin1("<!doctype html><title>Log in</title>"), without: GOOD, line: 1 },
  "utf-16": { file: utf16(GOOD), without: GOOD, line: 1 },
  "no-rows": { file: GOOD.slice(0, GOOD.indexOf("\n") + 1), without: GOOD, line: 1 },
  "byte-order-mark": { file: `\ufeff${GOOD}`, without: GOOD, line: 1, column: 1 },
  "no-utf-8": {
    file: latin1(products({ "Product Title": "Grün" })),
    without: products({ "Product Title": "Grün" }),
    line: 2,
    column: 5,
    value: "Grün",
    becomes: "Gr\ufffdn",
  },
  "split-character": {
    ...onEdge("ü"),
    line: 2,
    becomes: undefined,
  },
  "torn-letter": {
    ...onOperationEdge("Product Material", "product.material"),
    line: 2,
    value: "ü",
    becomes: "\ufffd\ufffd",
  },
  "torn-handle": {
    ...onOperationEdge("Product Collection Handle", "product.collection.handle"),
    line: 2,
    value: "ü",
    becomes: "\ufffd\ufffd",
  },
  "lost-character": {
    file: products({ "Product Title": "Gr\ufffdn" }),
    without: products({ "Product Title": "Grün" }),
    line: 2,
    column: 5,
  },
  "stray-return": {
    file: "Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;Blue\r\n",
    without:
      "Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;Blue\n",
    line: 2,
    column: 11,
    becomes: "Blue\r",
  },
  "bad-quote": {
    file: 'Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;"Blue" 1\n',
    without:
      "Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;Blue 1\n",
    line: 2,
  },
  "open-quote": {
    file: 'Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;"Blue\ncup;Cup;1;Red\n',
    without:
      "Product Handle;Product Title;Variant Inventory Quantity;Variant Title\nmug;Mug;1;Blue\ncup;Cup;1;Red\n",
    line: 2,
    column: 11,
  },
  "unknown-column": {
    file: products({ "Product title": "Mug" }),
    without: GOOD,
    line: 1,
    column: 71,
    value: "Product title",
  },
  "wrong-delimiter": {
    file: "SKU;Price EUR\nCUP-WHITE;9.50\n",
    without: "SKU;Price EUR\nCUP-WHITE;9.50",
    line: 1,
    type: "price-list-import",
  },
  "separator-line": { file: `sep=;\r\n${GOOD}`, without: GOOD, line: 1 },
  "refused-column": {
    file: products({ "Product Category 1 Handle": "mugs" }),
    without: GOOD,
    line: 1,
    column: 71,
    shop: SHOP,
  },
  "flagged-column": {
    file: products({ "Product Category 1 Handle": "mugs" }),
    without: GOOD,
    line: 1,
    column: 71,
  },
  "ignored-column": { file: products({ constructor: "x" }), without: GOOD, line: 1, column: 71 },
  "missing-column": {
    file: csvOf([{ "Product Title": "Mug", "Variant Title": "Blue", "Variant SKU": "MUG" }]),
    without: GOOD,
    line: 1,
  },
  "same-column": {
    file: GOOD.replace("Variant Title", "Product Title"),
    without: GOOD,
    line: 1,
    column: 16,
  },
  "renamed-column": {
    file: GOOD.replace("Variant Title", "Product Title"),
    without: GOOD,
    line: 1,
    column: 30,
    medusa: "1.8",
  },
  "two-types": {
    file: products({ "Product Type": "Cups", "My Product Type": "Cups" }),
    without: products({ "Product Type": "Cups" }),
    line: 1,
    column: 84,
  },
  "two-meanings": {
    file: products({ "Product Type Price EUR": "10" }),
    without: products({ "Price EUR": "10" }),
    line: 1,
    column: 71,
  },
  "misread-column": {
    file: products({ "My Product Type": "Cups" }),
    without: products({ "Product Type": "Cups" }),
    line: 1,
    column: 71,
  },
  "blank-line": { file: `${GOOD}\r\n`, without: GOOD, line: 3 },
  "extra-cells": { file: GOOD.replace("10\r\n", "10;\r\n"), without: GOOD, line: 2 },
  "no-handle": { file: products({}, { "Product Handle": "" }), without: GOOD, line: 3, column: 1 },
  "no-value": {
    file: products({ "Variant Inventory Quantity": "" }),
    without: GOOD,
    line: 2,
    column: 14,
  },
  "no-integer": {
    file: products({ "Variant Weight": "1.5" }),
    without: products({ "Variant Weight": "1" }),
    line: 2,
    column: 17,
    value: "1.5",
  },
  "thousands-point": {
    file: products({ "Variant Weight": "1.000" }),
    without: products({ "Variant Weight": "1000" }),
    line: 2,
    column: 17,
    becomes: 1,
  },
  "large-integer": {
    file: products({ "Variant Inventory Quantity": "3000000000" }),
    without: products({ "Variant Inventory Quantity": "2147483647" }),
    line: 2,
    column: 14,
  },
  "unknown-status": {
    file: products({ "Product Status": "Published" }),
    without: products({ "Product Status": "published" }),
    line: 2,
    column: 17,
  },
  "no-boolean": {
    file: products({ "Product Discountable": "yes" }),
    without: products({ "Product Discountable": "TRUE" }),
    line: 2,
    column: 17,
    becomes: false,
  },
  "leading-zeros": {
    file: products({ "Variant SKU": "007" }),
    without: products({ "Variant SKU": "M007" }),
    line: 2,
    column: 17,
    becomes: "7",
  },
  exponent: {
    file: products({ "Variant Barcode": "4.00638E+12" }),
    without: products({ "Variant Barcode": "4006380000000" }),
    line: 2,
    column: 17,
    becomes: "4006380000000",
  },
  "number-as-text": {
    file: products({ "Product Subtitle": "1.50" }),
    without: products({ "Product Subtitle": "1.5" }),
    line: 2,
    column: 17,
    becomes: "1.5",
  },
  "boolean-as-text": {
    file: products({ "Product Subtitle": "TRUE" }),
    without: products({ "Product Subtitle": "True" }),
    line: 2,
    column: 17,
    becomes: "true",
  },
  "date-as-text": {
    file: products({ "Product Subtitle": "2026-01-31T10:00Z" }),
    without: products({ "Product Subtitle": "2026-01-31" }),
    line: 2,
    column: 17,
    becomes: "2026-01-31T10:00:00.000Z",
  },
  "quoted-text": {
    file: products({ "Product Subtitle": '"Best" mug' }),
    without: products({ "Product Subtitle": 'The "best" mug' }),
    line: 2,
    column: 17,
    becomes: 'Best" mu',
  },
  "lost-value": {
    file: products({ "Product Tags": "0" }),
    without: products({ "Product Tags": "1" }),
    line: 2,
    column: 17,
    becomes: null,
  },
  "same-tag": {
    file: products({ "Product Tags": "gift,gift" }),
    without: products({ "Product Tags": "gift,Gift" }),
    line: 2,
    column: 17,
  },
  "untidy-tags": {
    file: products({ "Product Tags": "kitchen, gift" }),
    without: products({ "Product Tags": "kitchen,gift" }),
    line: 2,
    column: 17,
  },
  nul: {
    file: products({ "Product Title": "Mu\0g" }),
    without: GOOD,
    line: 2,
    column: 5,
  },
  "taken-handle": {
    file: products({ "Product Handle": "cup" }),
    without: products({ "Product Handle": "mug" }),
    line: 2,
    column: 1,
    shop: SHOP,
  },
  "unknown-product": {
    file: csvOf([{ ...CUP, "Product Id": "prod_gone" }]),
    without: csvOf([CUP]),
    line: 2,
    column: 1,
    shop: SHOP,
  },
  "ignored-cell": {
    file: colours({}, { "Product Title": "Other" }),
    without: colours({}, { "Product Title": "" }),
    line: 3,
    becomes: "Mug",
  },
  "quoted-handle": {
    file: products({ "Product Handle": '"mug"' }),
    without: GOOD,
    line: 2,
    column: 1,
  },
  "reserved-handle": {
    file: products({ "Product Handle": "constructor" }),
    without: GOOD,
    line: 2,
    column: 1,
  },
  "renamed-product": {
    file: csvOf([{ ...CUP, "Product Handle": "espresso-cup" }]),
    without: csvOf([CUP]),
    line: 2,
    column: 10,
    shop: SHOP,
  },
  "collection-title": {
    file: products({ "Product Collection Title": "Summer" }),
    without: products({
      "Product Collection Title": "Summer",
      "Product Collection Handle": "summer",
    }),
    line: 2,
    column: 17,
  },
  "product-of-two-handles": {
    file: csvOf([CUP, { ...CUP, "Product Handle": "mug", "Variant Id": "variant_black" }]),
    without: csvOf([CUP, { ...CUP, "Variant Id": "variant_black" }]),
    line: 3,
    column: 1,
  },
  "unknown-option": {
    file: csvOf([{ ...CUP, "Option 1 Name": "Size", "Option 1 Value": "White" }]),
    without: csvOf([{ ...CUP, "Option 1 Name": "Colour", "Option 1 Value": "White" }]),
    line: 2,
    shop: SHOP,
  },
  "twin-options": {
    file: colours({ "Option 1 Value": "38" }, { "Option 1 Value": "38" }),
    without: colours({ "Option 1 Value": "38" }, { "Option 1 Value": "39" }),
    line: 3,
  },
  "option-count": {
    file: colours({}, { "Option 1 Value": "" }),
    without: colours({}, {}),
    line: 3,
  },
  "option-missing": {
    file: colours({}, { "Option 1 Name": "Color" }),
    without: colours({}, {}),
    line: 3,
  },
  "same-options": {
    file: colours({}, { "Option 1 Value": "Blue" }),
    without: colours({}, {}),
    line: 3,
  },
  "same-sku": {
    file: colours({ "Variant SKU": "MUG" }, { "Variant SKU": "MUG" }),
    without: colours({ "Variant SKU": "MUG" }, { "Variant SKU": "MUG-2" }),
    line: 3,
  },
  "taken-sku": {
    file: products({ "Variant SKU": "CUP-WHITE" }),
    without: products({ "Variant SKU": "CUP-white" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "same-barcode": {
    file: colours({ "Variant Barcode": "4711" }, { "Variant Barcode": "4711" }),
    without: colours({ "Variant Barcode": "4711" }, { "Variant Barcode": "" }),
    line: 3,
  },
  "taken-barcode": {
    file: products({ "Variant Barcode": "4006381333931" }),
    without: products({ "Variant Barcode": "4006381333932" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "unknown-variant": {
    file: csvOf([{ ...CUP, "Variant Id": "variant_gone" }]),
    without: csvOf([CUP]),
    line: 2,
    shop: SHOP,
  },
  "foreign-variant": {
    file: products({ "Variant Id": "variant_white" }),
    without: csvOf([CUP]),
    line: 2,
    shop: SHOP,
  },
  "foreign-option": {
    file: csvOf([{ ...CUP, ...BOWL, "Variant Id": "variant_white" }]),
    without: csvOf([{ ...CUP, "Option 1 Name": "Colour", "Option 1 Value": "White" }]),
    line: 2,
    shop: {
      ...SHOP,
      products: [...SHOP.products, { id: "prod_bowl", handle: "bowl", options: ["Colour"] }],
    },
  },
  "same-variant": {
    file: csvOf([CUP, { ...CUP, "Variant Inventory Quantity": "5" }]),
    without: csvOf([CUP, { ...CUP, "Variant Id": "variant_black" }]),
    line: 3,
  },
  "no-price": {
    file: products({ "Price EUR": "€10" }),
    without: products({ "Price EUR": "10" }),
    line: 2,
    column: 17,
  },
  "cut-price": {
    file: products({ "Price EUR": "10,50" }),
    without: products({ "Price EUR": "10.50" }),
    line: 2,
    column: 17,
    becomes: 10,
  },
  "rounded-price": {
    file: products({ "Price JPY": "10.5" }),
    without: products({ "Price JPY": "10" }),
    line: 2,
    column: 17,
    becomes: 11,
  },
  "large-price": {
    file: products({ "Price EUR": "30000000" }),
    without: products({ "Price EUR": "20000000" }),
    line: 2,
    column: 17,
  },
  "negative-price": {
    file: products({ "Price EUR": "-1" }),
    without: products({ "Price EUR": "0" }),
    line: 2,
    column: 17,
  },
  "same-price": {
    file: products({ "Price EUR": "1", "Price EUR old": "2" }),
    without: products({ "Price EUR": "1", "Price EUR old": "" }),
    line: 2,
    column: 19,
  },
  "deleted-prices": {
    file: csvOf([{ ...CUP, "Price EUR": "1" }]),
    without: csvOf([{ ...CUP, "Price EUR": "1", "Price US [USD]": "1" }]),
    line: 2,
    shop: SHOP,
  },
  "replaced-prices": {
    file: csvOf([{ ...CUP, "Price EUR": "1" }]),
    without: csvOf([CUP]),
    line: 2,
  },
  "unknown-currency": {
    file: products({ "Price TTC EUR": "10" }),
    without: products({ "Price EUR TTC": "10" }),
    line: 2,
    column: 17,
  },
  "unknown-region": {
    file: products({ "Price Europe [EUR]": "10" }),
    without: products({ "Price EU [EUR]": "10" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "other-currency": {
    file: products({ "Price EU [USD]": "10" }),
    without: products({ "Price EU [EUR]": "10" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "unsold-currency": {
    file: products({ "Price GBP": "10" }),
    without: products({ "Price EUR": "10" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "unknown-channel": {
    file: products({ "Sales Channel 1 Name": "b2b" }),
    without: products({ "Sales Channel 1 Name": "B2B" }),
    line: 2,
    column: 17,
    shop: SHOP,
    becomes: null,
  },
  "ignored-profile": {
    file: products({ "Product Profile Name": "Fragile" }),
    without: products({ "Product Profile Name": "Default Shipping Profile" }),
    line: 2,
    column: 17,
    becomes: null,
  },
  "same-channel": {
    file: products({ "Sales Channel 1 Name": "B2B", "Sales Channel 1 Id": "sc_b2b" }),
    without: products({ "Sales Channel 1 Name": "B2B", "Sales Channel 1 Id": "" }),
    line: 2,
    column: 21,
    shop: SHOP,
  },
  "unknown-collection": {
    file: products({ "Product Collection Handle": "Summer" }),
    without: products({ "Product Collection Handle": "summer" }),
    line: 2,
    column: 17,
    shop: SHOP,
  },
  "unknown-category": {
    file: products({ "Product Category 1 Handle": "mug" }),
    without: products({ "Product Category 1 Handle": "mugs" }),
    line: 2,
    column: 17,
    shop: {
      ...SHOP,
      categories: [{ id: "pcat_mugs", handle: "mugs", name: "Mugs" }],
      featureFlags: { product_categories: true },
    },
  },
  "no-variant": {
    file: PRICES.replace("CUP-WHITE", ""),
    without: PRICES,
    line: 2,
    type: "price-list-import",
  },
  "unknown-list-variant": {
    file: PRICES.replace("CUP-WHITE", "CUP-GREEN"),
    without: PRICES,
    line: 2,
    column: 1,
    shop: SHOP,
    type: "price-list-import",
  },
  "other-sku": {
    file: csvOf([{ "Product Variant ID": "variant_white", SKU: "CUP-BLACK", "Price EUR": "9" }]),
    without: csvOf([{ "Product Variant ID": "variant_white", SKU: "CUP-WHITE", "Price EUR": "9" }]),
    line: 2,
    column: 15,
    shop: SHOP,
    type: "price-list-import",
  },
  "no-price-cell": {
    file: "Product Variant ID;SKU\r\n;CUP-WHITE",
    without: PRICES,
    line: 2,
    type: "price-list-import",
  },
  "same-list-variant": {
    file: `${PRICES}CUP-WHITE;8;\r\n`,
    without: `${PRICES}CUP-BLACK;8;\r\n`,
    line: 3,
    type: "price-list-import",
  },
  "no-prices": {
    file: csvOf([{ SKU: "CUP-WHITE", "Price EUR": "", "Price USD": "" }]),
    without: PRICES,
    line: 2,
    type: "price-list-import",
  },
};

/** Two variants of one product. */
function colours(first: Record<string, string>, second: Record<string, string>): string {
  const variant = (colour: string) => ({ "Option 1 Name": "Colour", "Option 1 Value": colour });
  return products({ ...variant("Blue"), ...first }, { ...variant("Red"), ...second });
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));
}

function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, "latin1"));
}

/** A file in which a character of two bytes stands on the edge of the first 64 KiB, and one where it stands behind. */
function onEdge(character: string): Pick<Example, "file" | "without"> {
  const [start = "", end = ""] = products({ "Product Description": "#" }).split("#");
  const fill = (length: number) => start + "x".repeat(length - start.length) + character + end;
  return { file: fill(2 ** 16 - 1), without: fill(2 ** 16) };
}

/** As {@link onEdge}, in the file in which the server keeps the row, and not in this one. */
function onOperationEdge(column: string, key: string): Pick<Example, "file" | "without"> {
  const kept = {
    "product.handle": "mug",
    "product.title": "Mug",
    "variant.title": "Blue",
    "variant.inventory_quantity": 10,
    "product.description": "",
    [key]: "ü",
  };
  const before = JSON.stringify([kept]).indexOf("ü");
  const fill = (length: number) =>
    products({ "Product Description": "x".repeat(length - before), [column]: "ü" });
  return { file: fill(2 ** 16 - 1), without: fill(2 ** 16) };
}
