import { cellOf, type PersonsRow, readAsPerson } from "./as-read.js";
import { expectedPrices, priceColumn, priceDifferences } from "./expected-prices.js";
import type { PriceRow, ShopRows } from "./rows.js";

const NAMES = /^(Product Variant ID|SKU)$/;

/**
 * What a person who reads a file would miss in the price list after an import that completed: its old
 * prices go, as everybody is told, but those of the file have to be there, and no others.
 */
export function priceListDifferences(
  csv: string | Uint8Array,
  priceListId: string,
  before: ShopRows,
  after: ShopRows,
): string[] {
  const { rows } = readAsPerson(csv);
  const prices = after.priceLists.find(({ id }) => id === priceListId)?.prices ?? [];
  const wanted = rows.flatMap(expectedPrices).length;
  if (wanted === 0) return ["nothing was imported"];
  const found = rows.flatMap((row) => rowDifferences(row, prices, before));
  const unasked = prices.length > wanted ? [`${prices.length} prices came of ${wanted}`] : [];
  return [...new Set([...found, ...unasked])];
}

function rowDifferences(row: PersonsRow, prices: readonly PriceRow[], shop: ShopRows): string[] {
  const variant = variantOf(row, shop);
  if (expectedPrices(row).length === 0) return [`${variant} has no price any more`];
  const ignored = row
    .filter(([column, text]) => text !== "" && !NAMES.test(column) && !priceColumn(column))
    .map(([column, text]) => `${column}: ${text} is ignored`);
  return [
    ...ignored,
    ...namesOf(row, shop),
    ...priceDifferences(
      row,
      prices.filter((price) => price.variant === variant),
    ),
  ];
}

function variantOf(row: PersonsRow, shop: ShopRows): string | null | undefined {
  const id = cellOf(row, "Product Variant ID");
  const variant = shop.products.flatMap(({ variants }) => variants).find((it) => it.id === id);
  return variant ? (variant.sku ?? variant.title) : cellOf(row, "SKU");
}

// Whoever names a variant by both means one variant.
function namesOf(row: PersonsRow, shop: ShopRows): string[] {
  const variant = variantOf(row, shop);
  const skus = row
    .filter(([column, text]) => column === "SKU" && text !== "")
    .map(([, text]) => text);
  return skus.filter((sku) => sku !== variant).map((sku) => `the SKU ${sku} is ignored`);
}
