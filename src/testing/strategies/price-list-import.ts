import { invalidData, notFound } from "../api-error.js";
import type { CsvRow } from "../csv.js";
import type { FakeShop } from "../shop.js";
import { finishImport, readRows, rowsOf, sourceOf, storeOperations } from "./import-file.js";
import { CURRENCY_PRICE, REGION_PRICE } from "./product-columns.js";
import { pricesOf } from "./row-prices.js";
import { type BatchJobStrategy, STUCK } from "./strategy.js";

const OPERATION = "PRICE_LIST_PRICE_CREATE";

/** `price-list-import`: replaces all prices of the list. */
export const priceListImport: BatchJobStrategy = {
  type: "price-list-import",
  prepare(context, { priceLists }) {
    const id = context.price_list_id;
    if (!id) throw invalidData("Price list id is required");
    if (!priceLists.has(String(id))) throw notFound(`Price list with id: ${id} was not found`);
    return context;
  },
  preProcess(job, shop, at) {
    const csv = sourceOf(job, shop);
    if (csv === undefined) return STUCK;
    const rows = readRows(csv, { isColumn });
    for (const row of rows) {
      variantId(row, shop);
      pricesOf(row, shop);
    }
    const operations = { [OPERATION]: rows };
    const result = storeOperations(job, shop, {
      folder: "imports/price-lists/ops",
      operations,
      at,
    });
    const message = `${rows.length} prices will be added`;
    const descriptor = { key: "price-list-import-count", name: "PriceList to import", message };
    return { result: { ...result, stat_descriptors: [descriptor] } };
  },
  process(job, shop) {
    const id = String(job.context?.price_list_id);
    const prices = rowsOf(job, shop, OPERATION).flatMap((row) => {
      const variant_id = variantId(row, shop);
      return pricesOf(row, shop).map((price) => ({ ...price, variant_id }));
    });
    shop.priceLists.set(id, prices);
    return finishImport(job, shop);
  },
};

function isColumn(name: string): boolean {
  const isKnown = name === "Product Variant ID" || name === "SKU";
  return isKnown || REGION_PRICE.test(name) || CURRENCY_PRICE.test(name);
}

function variantId(row: CsvRow, shop: FakeShop): string {
  const { "Product Variant ID": id, SKU: sku } = row;
  if (!id && !sku) throw new Error(describeMissing(row));
  const found = shop.findVariant((variant) =>
    id ? variant.id === String(id) : variant.sku === String(sku),
  );
  if (!found) throw new Error(`Variant with ${id ? `id: ${id}` : `sku: ${sku}`} was not found`);
  return found.variant.id;
}

function describeMissing({ "Product Variant ID": id, SKU: sku }: CsvRow): string {
  return `Error while processing row with:
      variant ID: ${id},
      variant SKU: ${sku},
      SKU or ID is required`;
}
