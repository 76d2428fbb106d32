import type { Shop } from "medusa-batch-jobs/csv";

export type Row = Record<string, string>;

/** What a product's row needs to be imported. */
export const MUG: Row = {
  "Product Handle": "mug",
  "Product Title": "Mug",
  "Variant Title": "Blue",
  "Variant Inventory Quantity": "10",
};

/** A product file of rows that differ from a good one. */
export function products(...rows: Row[]): string {
  return csvOf(rows.map((row) => ({ ...MUG, ...row })));
}

/** A CSV with all columns that one of the rows has; of a row that lacks one, the cell is empty. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ""));
  return [columns, ...lines].map((cells) => `${cells.map(quoted).join(";")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A small shop: one product with two variants, two regions, a channel. */
export const SHOP: Shop = {
  regions: [
    { id: "reg_eu", name: "EU", currency_code: "eur" },
    { id: "reg_us", name: "US", currency_code: "usd" },
  ],
  currencies: ["eur", "usd", "gbp", "jpy"],
  storeCurrencies: ["eur", "usd"],
  salesChannels: [
    { id: "sc_default", name: "Default Sales Channel" },
    { id: "sc_b2b", name: "B2B" },
  ],
  collections: [{ id: "pcol_summer", handle: "summer", title: "Summer" }],
  categories: [],
  featureFlags: { sales_channels: true, product_categories: false },
  products: [{ id: "prod_cup", handle: "cup", options: ["Colour"] }],
  variants: [
    {
      id: "variant_white",
      product_id: "prod_cup",
      title: "White",
      sku: "CUP-WHITE",
      barcode: "4006381333931",
      options: { Colour: "White" },
      prices: [
        { currency_code: "eur", region_id: null },
        { currency_code: "usd", region_id: "reg_us" },
      ],
    },
    {
      id: "variant_black",
      product_id: "prod_cup",
      title: "Black",
      sku: "CUP-BLACK",
      barcode: null,
      options: { Colour: "Black" },
      prices: [],
    },
  ],
};

/** A row that updates the shop's white cup. */
export const CUP: Row = {
  "Product Id": "prod_cup",
  "Product Handle": "cup",
  "Product Title": "Cup",
  "Variant Id": "variant_white",
  "Variant Title": "White",
  "Variant Inventory Quantity": "10",
};
