import type { Schema } from "./column.js";
import { priceColumns } from "./price-column.js";

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
  ...priceColumns("9.50"),
];
