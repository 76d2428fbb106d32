import type { Schema } from "./column.js";

/** The columns of a `price-list-import`, in the server's order. */
export const PRICE_LIST_IMPORT: Schema = [
  {
    name: "Product Variant ID",
    kind: "id",
    of: "variant",
    field: "id",
    about: "The variant that has the prices. Empty: its SKU says which one it is.",
    example: "variant_01H1ZQ8N4T6S7Y2M3K5A9B0CDE",
  },
  {
    name: "SKU",
    kind: "text",
    of: "variant",
    field: "sku",
    about: "The variant that has the prices, where its id is not given.",
    example: "MUG-1",
  },
  {
    name: "Price REGION [XXX]",
    kind: "regionPrice",
    of: "variant",
    field: "prices",
    match: /Price (.*) \[([A-Z]{3})\]/,
    about: "The price in a region, in major units: 10.50.",
    example: "9.50",
  },
  {
    name: "Price XXX",
    kind: "currencyPrice",
    of: "variant",
    field: "prices",
    match: /Price [A-Z]{3}/,
    about: "The price in a currency, in major units: 10.50.",
    example: "9.50",
  },
];
