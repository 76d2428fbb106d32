import type { Case } from "./case.js";
import { type Column, oneRow, PRICE_CELLS, PRICE_HEADERS } from "./price-files.js";

const NEW_PRODUCT: readonly Column[] = [
  ["Product Handle", "tea-pot"],
  ["Product Title", "Tea Pot"],
  ["Product Status", "published"],
  ["Variant Title", "One"],
  ["Variant SKU", "TEA-POT"],
  ["Variant Inventory Quantity", "5"],
  ["Option 1 Name", "Size"],
  ["Option 1 Value", "One"],
];

/** Has prices in eur and usd, in the region EU, and in two price lists. */
const WHITE_CUP: readonly Column[] = [
  ["Product Id", "prod_cup"],
  ["Product Handle", "espresso-cup"],
  ["Product Title", "Espresso Cup"],
  ["Product Status", "published"],
  ["Variant Id", "variant_cup_white"],
  ["Variant Title", "White"],
  ["Variant SKU", "CUP-WHITE"],
  ["Variant Inventory Quantity", "100"],
  ["Option 1 Name", "Colour"],
  ["Option 1 Value", "White"],
];

/** What a new variant is sold for. */
const CREATED: Readonly<Record<string, readonly Column[]>> = {
  "no price": [],
  "prices in two currencies": [
    ["Price EUR", "10"],
    ["Price USD", "11"],
  ],
  "prices in two regions of one currency": [
    ["Price US [USD]", "10"],
    ["Price North America [USD]", "11"],
  ],
  "a price in a region and in its currency": [
    ["Price EUR", "10"],
    ["Price EU [EUR]", "11"],
  ],
  "two columns of one name": [
    ["Price EUR", "10"],
    ["Price EUR", "11"],
  ],
  "two columns of one name, the last of them empty": [
    ["Price EUR", "10"],
    ["Price EUR", ""],
  ],
  "two columns that mean one currency": [
    ["Price EUR", "10"],
    ["Price EUR old", "11"],
  ],
  "two columns that mean one region": [
    ["Price EU [EUR]", "10"],
    ["Price EU [USD]", "11"],
  ],
  "an unknown region without a price": [
    ["Price Nowhere [EUR]", ""],
    ["Price EUR", "11"],
  ],
  "an unknown currency without a price": [
    ["Price XYZ", ""],
    ["Price EUR", "11"],
  ],
  "an unknown region and an unknown currency": [
    ["Price XYZ", "10"],
    ["Price Nowhere [EUR]", "11"],
  ],
  "decimals in a currency that has none": [["Price JPY", "1234.5"]],
  "decimals in a region whose currency has none": [["Price Japan [JPY]", "99.49"]],
  "three decimals in a currency that has them": [["Price KWD", "1.234"]],
  "a decimal comma and a good price": [
    ["Price EUR", "10,50"],
    ["Price USD", "11.50"],
  ],
  "text in a column of a region": [["Price EU [EUR]", "abc"]],
  "a column of a price among the product's": [["Product Type Price EUR", "10"]],
};

/** What a variant with prices gets. */
const UPDATED: Readonly<Record<string, readonly Column[]>> = {
  "no column of prices": [],
  "an empty price": [["Price EUR", ""]],
  "its price in one of its currencies": [["Price EUR", "9"]],
  "a price in one of its currencies": [["Price EUR", "10"]],
  "a price in another currency": [["Price GBP", "10"]],
  "prices in both of its currencies": [
    ["Price EUR", "9"],
    ["Price USD", "10"],
  ],
  "all of its prices": [
    ["Price EUR", "9"],
    ["Price USD", "10"],
    ["Price EU [EUR]", "9.50"],
  ],
  "a price in its region": [["Price EU [EUR]", "10"]],
  "a price in another region": [["Price US [USD]", "10"]],
  "prices in regions of two currencies": [
    ["Price EU [EUR]", "10"],
    ["Price US [USD]", "11"],
  ],
  "a price in its region, and an empty one": [
    ["Price EUR", ""],
    ["Price EU [EUR]", "10"],
  ],
  "two columns that mean one of its currencies": [
    ["Price EUR", "10"],
    ["Price EUR old", "11"],
  ],
  "an unknown currency": [["Price XYZ", "10"]],
  "an unknown region": [["Price Nowhere [EUR]", "10"]],
  text: [["Price EUR", "abc"]],
};

export const cases: Case[] = [
  ...Object.entries(PRICE_CELLS).map(([what, cell]) =>
    created(`a price with ${what}`, [
      ["Price EUR", cell],
      ["Price USD", "11.50"],
    ]),
  ),
  ...PRICE_HEADERS.map((header) => created(`the column "${header}"`, [[header, "1.234"]])),
  ...PRICE_HEADERS.filter((header) => /XYZ|EURO|Nowhere|Old Price/.test(header)).map((header) =>
    created(`the column "${header}", empty`, [
      [header, ""],
      ["Price EUR", "11"],
    ]),
  ),
  ...Object.entries(CREATED).map(([what, columns]) =>
    created(`a new variant with ${what}`, columns),
  ),
  ...Object.entries(UPDATED).map(([what, columns]) =>
    productFile(`a variant that gets ${what}`, oneRow([...WHITE_CUP, ...columns])),
  ),
  productFile(
    "a variant that gets no cell for its price",
    oneRow([...WHITE_CUP, ["Price EUR", ""]]).replace(/;\n$/, "\n"),
  ),
  productFile(
    "commas between the cells, and a decimal comma in quotes",
    oneRow([...NEW_PRODUCT, ["Price EUR", '"10,50"']], ","),
  ),
  productFile(
    "commas between the cells, and a decimal comma",
    oneRow([...NEW_PRODUCT, ["Price EUR", "10,50"]], ","),
  ),
  productFile(
    "tabs between the cells, and a decimal comma",
    oneRow([...NEW_PRODUCT, ["Price EUR", "10,50"]], "\t"),
  ),
];

function created(name: string, prices: readonly Column[]): Case {
  return productFile(name, oneRow([...NEW_PRODUCT, ...prices]));
}

function productFile(name: string, csv: string): Case {
  return { name, type: "product-import", csv };
}
