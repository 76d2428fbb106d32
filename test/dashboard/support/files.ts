import { productRows } from "../../support/product-rows.js";

/** A file that is chosen in an `<input type="file">`. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** What Excel puts in front of its "CSV UTF-8". */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A file with a product for each handle. */
export function productsFile(handles: readonly string[]): ChosenFile {
  return csvFile(productRows(...handles));
}

/** The same, as Excel saves it. */
export function excelFile(handles: readonly string[]): ChosenFile {
  return csvFile(BYTE_ORDER_MARK + productRows(...handles));
}

export function csvFile(text: string, name = "products.csv"): ChosenFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

/** Handles that the shop does not have yet. */
export function newHandles(count: number): string[] {
  timesMade += 1;
  const first = `mug-${process.pid}-${timesMade}`;
  return Array.from({ length: count }, (_, index) => `${first}-${index + 1}`);
}

let timesMade = 0;
