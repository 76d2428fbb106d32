import type { FileColumn } from "../schema/column.js";
import { indexOf, type ReadRow } from "./values.js";

/** What the server makes of a row. */
export interface ProductRow extends ReadRow {
  /** The number of its product in the file, from 0. */
  product: number;
  handle: string;
  /** The row that makes the product, or updates it. */
  isFirst: boolean;
  /** Of what it updates; undefined for what it creates. */
  productId: string | undefined;
  variantId: string | undefined;
}

/** Where the columns are that say what a row is about. */
export type KeyColumns = Readonly<Record<"handle" | "productId" | "variantId", number | undefined>>;

export function keyColumnsOf(columns: readonly FileColumn[]): KeyColumns {
  return {
    handle: indexOf("Product Handle", columns),
    productId: indexOf("Product Id", columns),
    variantId: indexOf("Variant Id", columns),
  };
}
