import type { Case } from "./case.js";
import { type Cells, csvOf, MUG, products } from "./product-files.js";

const PRICED: Cells = { ...MUG, "Price EUR": "10" };
const FILE = csvOf([PRICED]);
const LONG = "One, two, three, four, five, six, seven, eight, nine, ten, eleven and twelve.";

/** In a row, a second column takes the place of the first one's name. */
const twice = (column: string, cells: Cells) =>
  csvOf([{ ...PRICED, ...cells }]).replace(`${column} again`, column);

const FILES: Record<string, string> = {
  "a BOM": `\ufeff${FILE}`,
  "a BOM, quoted header": `\ufeff${FILE.replace("Product Handle", '"Product Handle"')}`,
  "a BOM in a later column": FILE.replace("Product Title", "\ufeffProduct Title"),
  "a title twice": twice("Product Title", { "Product Title again": "Other" }),
  "a title twice, and one called as the second": csvOf([
    { ...PRICED, "Product Title again": "Other", "Product Title_1": "Third" },
  ]).replace("Product Title again", "Product Title"),
  "a price twice": twice("Price EUR", { "Price EUR again": "11" }),
  "a price twice, the second empty": twice("Price EUR", { "Price EUR again": "" }),
  "a price in a region twice": twice("Price EU [EUR]", {
    "Price EU [EUR]": "9",
    "Price EU [EUR] again": "8",
  }),
  "an image twice": twice("Image 1 Url", {
    "Image 1 Url": "https://shop.example/a.jpg",
    "Image 1 Url again": "https://shop.example/b.jpg",
  }),
  "a type twice": twice("Product Type", { "Product Type": "Pots", "Product Type again": "Pans" }),
  "a description with more commas than columns": csvOf([
    { ...PRICED, "Product Description": LONG },
    { ...PRICED, "Product Handle": "mug-2", "Variant SKU": "MUG-2", "Product Description": LONG },
  ]),
  "a date in a text": csvOf([{ ...PRICED, "Product Title": "since 2024-05-06T07:08:09Z" }]),
  "a date with a blank": csvOf([{ ...PRICED, "Product Title": "2024-05-06T07:08:09Z " }]),
  "a date alone": csvOf([{ ...PRICED, "Product Title": "2024-05-06T07:08:09Z" }]),
  "a row of a product without a price": FILE.replace(/;10$/, ""),
  "Image Url": csvOf([{ ...PRICED, "Image Url": "https://shop.example/a.jpg" }]),
  "Option Name": csvOf([{ ...PRICED, "Option Name": "Size", "Option Value": "L" }]),
  "Sales Channel Name": csvOf([{ ...PRICED, "Sales Channel Name": "B2B" }]),
  "Product Category 1 Handle": csvOf([{ ...PRICED, "Product Category 1 Handle": "cups" }]),
};

/** What one version of Medusa takes, and another one does not. */
export const cases: Case[] = Object.entries(FILES).map(([name, csv]) => products(name, csv));
