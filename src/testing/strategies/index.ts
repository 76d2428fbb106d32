import { orderExport } from "./order-export.js";
import { priceListImport } from "./price-list-import.js";
import { productExport } from "./product-export.js";
import { productImport } from "./product-import.js";
import type { BatchJobStrategy } from "./strategy.js";

/** The four types that Medusa has built in. */
export const BUILT_IN_STRATEGIES: readonly BatchJobStrategy[] = [
  productExport,
  orderExport,
  productImport,
  priceListImport,
];
