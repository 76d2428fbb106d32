import type { CheckedImport, MedusaVersion } from "./options.js";
import { PAPAPARSE_5_3, PAPAPARSE_5_7, type Parser } from "./read/parser.js";
import type { Schema } from "./schema/column.js";
import { PRICE_LIST_IMPORT } from "./schema/price-list-import.js";
import { PRODUCT_IMPORT } from "./schema/product-import.js";

/** What meets a file: the import of one version of Medusa. */
export interface Server {
  parser: Parser;
  schema: Schema;
  /** Whether a row of a product has to have a cell for a price, if an empty one. */
  wantsPriceCells: boolean;
}

/** Since when Medusa 1 does what it has not always done: the minor version, and the patch. */
const SINCE = {
  /** It takes columns of categories. */
  categories: [10, 1],
  /** It has papaparse 5.3.2; before, the newest there was when a shop was installed, since 2025 one like 5.7. */
  papaparse53: [12, 0],
  /** It takes columns of a family by their numbers alone: `Image 1 Url`, not `Image Url`. */
  numbers: [15, 1],
  /** It takes rows of products without a cell for a price. */
  rowsWithoutPrices: [19, 0],
} as const;

/** @param medusa Without a patch: the last one. */
export function serverOf(
  type: CheckedImport = "product-import",
  medusa: MedusaVersion = "1.20",
): Server {
  const [, minor = 0, patch = Number.POSITIVE_INFINITY] = medusa.split(".").map(Number);
  const does = (what: keyof typeof SINCE) => {
    const [sinceMinor, sincePatch] = SINCE[what];
    return minor > sinceMinor || (minor === sinceMinor && patch >= sincePatch);
  };
  const newest = type === "price-list-import" ? PRICE_LIST_IMPORT : PRODUCT_IMPORT;
  const known = newest.filter(({ flag }) => flag !== "product_categories" || does("categories"));
  return {
    parser: does("papaparse53") ? PAPAPARSE_5_3 : PAPAPARSE_5_7,
    schema: does("numbers") ? known : [...known, ...withoutNumbers(known)],
    wantsPriceCells: type === "product-import" && !does("rowsWithoutPrices"),
  };
}

function withoutNumbers(schema: Schema): Schema {
  return schema
    .filter(({ name }) => name.includes(" N "))
    .map((column) => ({ ...column, name: column.name.replace(" N ", " "), match: undefined }));
}
