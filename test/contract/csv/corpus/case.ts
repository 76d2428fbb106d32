/** A file of the corpus: a valid one, or one with a mistake. */
export interface Case {
  /** In plain words; unique in its group. */
  name: string;
  type: "product-import" | "price-list-import";
  csv: string | Uint8Array;
  /** The price list that the prices go to; default: the one with prices, `pl_sale`. */
  priceListId?: string;
}
