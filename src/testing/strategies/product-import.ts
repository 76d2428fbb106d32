import { messageOf } from "../../errors.js";
import type { CsvRow } from "../csv.js";
import type { FakeShop } from "../shop.js";
import {
  finishImport,
  type Operations,
  readRows,
  rowsOf,
  sourceOf,
  storeOperations,
} from "./import-file.js";
import { isProductColumn } from "./product-columns.js";
import { createProduct, createVariant, updateProduct, updateVariant } from "./product-rows.js";
import { pricesOf } from "./row-prices.js";
import { type BatchJobStrategy, STUCK } from "./strategy.js";

/** In the order in which the server executes them. */
const OPERATIONS = {
  PRODUCT_CREATE: createProduct,
  PRODUCT_UPDATE: updateProduct,
  VARIANT_CREATE: createVariant,
  VARIANT_UPDATE: updateVariant,
};

/** `product-import`: a row with an id updates, a row without one creates. */
export const productImport: BatchJobStrategy = {
  type: "product-import",
  preProcess(job, shop, at) {
    const csv = sourceOf(job, shop);
    if (csv === undefined) return STUCK;
    const rows = readRows(csv, { isColumn: isProductColumn, required: "Product Handle" });
    for (const row of rows) pricesOf(row, shop);
    const operations = operationsOf(rows);
    const result = storeOperations(job, shop, { folder: "imports/products/ops", operations, at });
    return { result: { ...result, stat_descriptors: [descriptor(result.operations)] } };
  },
  process(job, shop, at) {
    for (const [name, execute] of Object.entries(OPERATIONS)) {
      for (const row of rowsOf(job, shop, name)) executeRow(execute, row, shop, at);
    }
    return finishImport(job, shop);
  },
};

function operationsOf(rows: CsvRow[]): Operations {
  const handles = new Set<unknown>();
  const operations: Record<keyof typeof OPERATIONS, CsvRow[]> = {
    PRODUCT_CREATE: [],
    PRODUCT_UPDATE: [],
    VARIANT_CREATE: [],
    VARIANT_UPDATE: [],
  };
  for (const row of rows) {
    operations[row["Variant Id"] ? "VARIANT_UPDATE" : "VARIANT_CREATE"].push(row);
    const handle = row["Product Handle"];
    if (handles.has(handle)) continue;
    handles.add(handle);
    operations[row["Product Id"] ? "PRODUCT_UPDATE" : "PRODUCT_CREATE"].push(row);
  }
  return operations;
}

function executeRow(
  execute: (row: CsvRow, shop: FakeShop, at: number) => void,
  row: CsvRow,
  shop: FakeShop,
  at: number,
): void {
  try {
    execute(row, shop, at);
  } catch (cause) {
    throw new Error(describeFailure(row, cause), { cause });
  }
}

// Line breaks and spaces are Medusa's own.
function describeFailure(row: CsvRow, cause: unknown): string {
  const reason = messageOf(cause);
  return `Error while processing row with
      [(product id: ${row["Product Id"]}),
      (product handle: ${row["Product Handle"]}),
      (variant id: ${row["Variant Id"]}),
      (variant sku: ${row["Variant SKU"]})]: 
      ${reason}`;
}

function descriptor(counts: Record<string, number>) {
  return {
    key: "product-import-count",
    name: "Products/variants to import",
    message: `There will be ${counts.PRODUCT_CREATE} products created (${counts.PRODUCT_UPDATE}  updated).
             ${counts.VARIANT_CREATE} variants will be created and ${counts.VARIANT_UPDATE} updated`,
  };
}
