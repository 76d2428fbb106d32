import type { ShopRows } from "./rows.js";

/** What a person who reads a file would miss in the price list after an import that completed. */
export function priceListDifferences(
  _csv: string | Uint8Array,
  _priceListId: string,
  _before: ShopRows,
  _after: ShopRows,
): string[] {
  return [];
}
