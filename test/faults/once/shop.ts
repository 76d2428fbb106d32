import type { BatchJobStrategy } from "../../../src/testing/index.js";

/** What `create` and `run` are told to create: it works once too often if it works twice. */
export const RESTOCK = { type: "restock", context: {} };

const HANDLE = "cup";

/** What `importFile` imports. */
export const CSV = [
  "Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity",
  `${HANDLE};Cup;published;One;cup-1;10`,
  "",
].join("\n");

/** Works, and counts how often. */
export class Restock implements BatchJobStrategy {
  readonly type = RESTOCK.type;
  times = 0;

  process() {
    this.times += 1;
    return {};
  }
}

/** The handle of the product that {@link CSV} creates. */
export const IMPORTED_HANDLE = HANDLE;
