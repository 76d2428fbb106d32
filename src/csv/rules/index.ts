import { CELL_RULES } from "./cells.js";
import { FILE_RULES } from "./files.js";
import { HEADER_RULES } from "./headers.js";
import { PRICE_LIST_RULES } from "./price-lists.js";
import { PRICE_RULES } from "./prices.js";
import { PRODUCT_RULES } from "./products.js";
import { REFERENCE_RULES } from "./references.js";
import { ROW_RULES } from "./rows.js";
import { VARIANT_RULES } from "./variants.js";

/** All ways in which a file goes wrong, by name. */
export const RULES = {
  ...FILE_RULES,
  ...HEADER_RULES,
  ...ROW_RULES,
  ...CELL_RULES,
  ...PRODUCT_RULES,
  ...VARIANT_RULES,
  ...PRICE_RULES,
  ...REFERENCE_RULES,
  ...PRICE_LIST_RULES,
} as const;

/** The name of a rule. */
export type RuleId = keyof typeof RULES;
