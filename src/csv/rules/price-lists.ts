import type { Rules } from "./rule.js";

/** What is wrong with the rows of a price list. */
export const PRICE_LIST_RULES = {
  "no-variant": {
    severity: "refused",
    per: "file",
    at: "preparing",
    server: "SKU or ID is required",
  },
  "unknown-list-variant": {
    severity: "refused",
    per: "file",
    at: "preparing",
    server: "Variant with id: X was not found, or Variant with sku: X was not found",
  },
  "other-sku": {
    severity: "changed",
    per: "file",
    at: "preparing",
    server: "Beside an id, the SKU is not looked at.",
  },
  "same-list-variant": {
    severity: "suspicious",
    per: "file",
    at: "processing",
    server: "The variant has two prices in the list.",
  },
  "no-prices": {
    severity: "changed",
    per: "file",
    at: "processing",
    server: "completed; the variant has no price in the list any more",
  },
} as const satisfies Rules;
