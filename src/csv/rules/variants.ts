import type { Rules } from "./rule.js";

/** What is wrong with what tells variants apart. */
export const VARIANT_RULES = {
  "same-sku": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"',
  },
  "taken-sku": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"',
  },
  "same-barcode": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'duplicate key value violates unique constraint "IDX_045d4a149c09f4704e0bc08dd4"',
  },
  "taken-barcode": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'duplicate key value violates unique constraint "IDX_045d4a149c09f4704e0bc08dd4"',
  },
  "unknown-variant": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Variant with id: X was not found",
  },
  "foreign-variant": {
    severity: "changed",
    per: "file",
    at: "processing",
    server: "A variant stays with its product, whatever handle stands beside its id.",
  },
  "foreign-option": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Product option value not found",
  },
  "same-variant": {
    severity: "changed",
    per: "file",
    at: "processing",
    server: "Of two rows with one variant's id the last counts.",
  },
} as const satisfies Rules;
