import type { Rules } from "./rule.js";

/** What a file names, and the shop does not have. */
export const REFERENCE_RULES = {
  "unknown-channel": {
    severity: "changed",
    per: "value",
    at: "processing",
    server: "A sales channel that is not there is left out without a word.",
  },
  "ignored-profile": {
    severity: "changed",
    per: "column",
    at: "processing",
    server: "A product gets the shop's default shipping profile, whatever the file says.",
  },
  "same-channel": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'duplicate key value violates unique constraint "PK_fd29b6a8bd641052628dee19583"',
  },
  "unknown-collection": {
    severity: "refused",
    per: "value",
    at: "processing",
    server: "Product collection with handle: X was not found",
  },
  "unknown-category": {
    severity: "refused",
    per: "value",
    at: "processing",
    server: "ProductCategory with handle: X was not found",
  },
} as const satisfies Rules;
