import type { Typed } from "../../csv/read/typed.js";
import { PRICE_LIST_IMPORT } from "../../csv/schema/price-list-import.js";
import { messageOf } from "../../errors.js";
import { invalidData, notFound } from "../api-error.js";
import type { FakeListPrice, FakeShop } from "../shop.js";
import { toText } from "./database.js";
import {
  finishImport,
  type ReadCell,
  readRows,
  rowsOf,
  sourceOf,
  storeOperations,
} from "./import-file.js";
import { inSmallestUnit, type RowPrice, rowPrice, storedPrices } from "./row-prices.js";
import { type BatchJobStrategy, STUCK } from "./strategy.js";

const OPERATION = "PRICE_LIST_PRICE_CREATE";

interface Prices {
  variant_id: string;
  prices: RowPrice[];
}

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
    const rows = readRows(csv, PRICE_LIST_IMPORT).map((cells) => toPrices(cells, shop));
    const result = storeOperations(job, shop, {
      folder: "imports/price-lists/ops",
      operations: { [OPERATION]: rows },
      at,
    });
    const message = `${rows.length} prices will be added`;
    const descriptor = { key: "price-list-import-count", name: "PriceList to import", message };
    return { result: { ...result, stat_descriptors: [descriptor] } };
  },
  process(job, shop) {
    const id = String(job.context?.price_list_id);
    shop.priceLists.set(id, rowsOf<Prices>(job, shop, OPERATION).flatMap(toListPrices));
    return finishImport(job, shop);
  },
};

function toPrices(cells: readonly ReadCell[], shop: FakeShop): Prices {
  const valueIn = (name: string) => cells.find((cell) => cell.name === name)?.value;
  const variant_id = variantId(valueIn("Product Variant ID"), valueIn("SKU"), shop);
  const columns = cells.filter(({ column }) => column.field === "prices");
  if (columns.length === 0) {
    throw new Error("undefined is not iterable (cannot read property Symbol(Symbol.iterator))");
  }
  const filled = columns.filter(({ value }) => value !== null);
  return { variant_id, prices: filled.map((cell) => inSmallestUnit(rowPrice(cell), shop)) };
}

// With an id, the SKU is not looked at.
function variantId(id: Typed | undefined, sku: Typed | undefined, shop: FakeShop): string {
  if (!id && !sku) throw new Error(describeFailure(id, sku, "SKU or ID is required"));
  const text = toText((id || sku) ?? null);
  const found = shop.findVariant((variant) => (id ? variant.id : variant.sku) === text);
  if (!found) throw new Error(`Variant with ${id ? `id: ${id}` : `sku: ${sku}`} was not found`);
  return found.variant.id;
}

function toListPrices({ variant_id, prices }: Prices): FakeListPrice[] {
  try {
    return storedPrices(prices).map((price) => ({ ...price, variant_id }));
  } catch (cause) {
    // Of a row that was prepared, the server looks for what only the file had.
    throw new Error(describeFailure(undefined, undefined, messageOf(cause)), { cause });
  }
}

function describeFailure(id: Typed | undefined, sku: Typed | undefined, reason: string): string {
  return `Error while processing row with:
      variant ID: ${id},
      variant SKU: ${sku},
      ${reason}`;
}
