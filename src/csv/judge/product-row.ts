import type { ReadRow } from "./values.js";

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
