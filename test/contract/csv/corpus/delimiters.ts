import type { Case } from "./case.js";
import { type Cells, csvOf, MUG, products } from "./product-files.js";

const DELIMITERS = { comma: ",", semicolon: ";", tab: "\t", bar: "|", colon: ":" };
const COUNTS = [1, 2, 9, 10];
const NUMBERED = 3;

const mugs = (count: number): Cells[] =>
  Array.from({ length: count }, (_, index) => ({
    "Product Handle": `mug-${index}`,
    "Product Title": "Mug",
    "Variant Title": "Mug",
    "Variant Inventory Quantity": "5",
  }));

const ends = (name: string, csv: string): Case[] => [
  products(name, csv),
  products(`${name}, with a last line break`, `${csv}\n`),
];

/** Two columns, which is all that an update of a title needs. */
const titles = (count: number): Cells[] =>
  Array.from({ length: count }, (_, index) => ({
    "Product Id": "prod_cup",
    "Product Handle": "espresso-cup",
    "Variant Id": ["variant_cup_white", "variant_cup_black"][index % 2],
  }));

const TALKATIVE: Cells = {
  ...MUG,
  "Product Description": "A mug, for tea, coffee, and cocoa",
  "Product Tags": "a,b,c,d",
};
const COMMAS: Cells = { ...MUG, "Product Description": "small, round; blue | white" };
const WIDE: Cells = {
  ...MUG,
  "Product Subtitle": "",
  "Product Weight": "",
  "Product Material": "",
  "Product HS Code": "",
};

/** Delimiters, which papaparse guesses from the first rows. */
export const cases: Case[] = [
  ...Object.entries(DELIMITERS).flatMap(([name, delimiter]) => [
    ...COUNTS.flatMap((count) =>
      ends(`${name}, ${count} rows of four columns`, csvOf(mugs(count), { delimiter })),
    ),
    ...[1, NUMBERED].flatMap((count) =>
      ends(`${name}, ${count} rows of three columns`, csvOf(titles(count), { delimiter })),
    ),
    ...ends(`${name}, texts with commas`, csvOf([TALKATIVE], { delimiter })),
    ...ends(
      `${name}, texts with all of them`,
      csvOf([COMMAS, { ...COMMAS, "Product Handle": "mug-2", "Variant SKU": "B" }], { delimiter }),
    ),
    ...ends(`${name}, many commas and columns`, csvOf([{ ...WIDE, ...TALKATIVE }], { delimiter })),
  ]),
  ...ends(
    "a row cut by a comma in a text that is not quoted",
    `${csvOf([MUG], { delimiter: "," })}`.replace(",Mug,", ",Mug, blue,"),
  ),
  products(
    "semicolons in the header, commas in the rows",
    csvOf([MUG]).replace(/\n.*/s, (row) => row.replaceAll(";", ",")),
  ),
];
