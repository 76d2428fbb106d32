import { PRODUCT_IMPORT } from "../../csv/schema/product-import.js";
import { messageOf } from "../../errors.js";
import type { FakeShop } from "../shop.js";
import {
  finishImport,
  type Operations,
  readRows,
  rowsOf,
  sourceOf,
  storeOperations,
} from "./import-file.js";
import { type ProductLine, toProductLine } from "./product-line.js";
import { createProduct, updateProduct } from "./product-rows.js";
import { inSmallestUnit } from "./row-prices.js";
import { type BatchJobStrategy, STUCK } from "./strategy.js";
import { createVariant, updateVariant } from "./variant-rows.js";

/** In the order in which the server executes them. */
const OPERATIONS = {
  PRODUCT_CREATE: createProduct,
  PRODUCT_UPDATE: updateProduct,
  VARIANT_CREATE: createVariant,
  VARIANT_UPDATE: updateVariant,
};

/** Those of categories are refused where their feature is off, as it is by default. */
const COLUMNS = PRODUCT_IMPORT.filter(({ flag }) => flag !== "product_categories");

/** `product-import`: a row with an id updates, a row without one creates. */
export const productImport: BatchJobStrategy = {
  type: "product-import",
  preProcess(job, shop, at) {
    const csv = sourceOf(job, shop);
    if (csv === undefined) return STUCK;
    const lines = readRows(csv, COLUMNS).map(toProductLine);
    const operations = operationsOf(lines.map((line) => priced(line, shop)));
    const result = storeOperations(job, shop, { folder: "imports/products/ops", operations, at });
    return { result: { ...result, stat_descriptors: [descriptor(result.operations)] } };
  },
  process(job, shop, at) {
    for (const [name, execute] of Object.entries(OPERATIONS)) {
      for (const line of rowsOf<ProductLine>(job, shop, name)) executeLine(execute, line, shop, at);
    }
    return finishImport(job, shop);
  },
};

function priced({ prices, ...line }: ProductLine, shop: FakeShop): ProductLine {
  if (prices === undefined) return line;
  // A region without a name is taken for a currency, which has no code then.
  if (prices.some(({ region }) => region === "")) {
    throw new Error("Cannot read properties of undefined (reading 'toLowerCase')");
  }
  return { ...line, prices: prices.map((price) => inSmallestUnit(price, shop)) };
}

function operationsOf(lines: readonly ProductLine[]): Operations {
  // An object, as on the server: a handle that is the name of one of its methods is taken for one that was seen.
  const seen: Record<string, boolean> = {};
  const operations: Record<keyof typeof OPERATIONS, ProductLine[]> = {
    PRODUCT_CREATE: [],
    PRODUCT_UPDATE: [],
    VARIANT_CREATE: [],
    VARIANT_UPDATE: [],
  };
  for (const line of lines) {
    operations[line.variant.id ? "VARIANT_UPDATE" : "VARIANT_CREATE"].push(line);
    const handle = String(line.product.handle);
    if (seen[handle]) continue;
    seen[handle] = true;
    operations[line.product.id ? "PRODUCT_UPDATE" : "PRODUCT_CREATE"].push(line);
  }
  return operations;
}

function executeLine(
  execute: (line: ProductLine, shop: FakeShop, at: number) => void,
  line: ProductLine,
  shop: FakeShop,
  at: number,
): void {
  try {
    execute(line, shop, at);
  } catch (cause) {
    throw new Error(describeFailure(line, cause), { cause });
  }
}

// Line breaks and spaces are Medusa's own.
function describeFailure({ product, variant }: ProductLine, cause: unknown): string {
  const reason = messageOf(cause);
  return `Error while processing row with
      [(product id: ${product.id}),
      (product handle: ${product.handle}),
      (variant id: ${variant.id}),
      (variant sku: ${variant.sku})]: 
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
