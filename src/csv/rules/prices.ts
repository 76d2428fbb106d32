import type { Rules } from "./rule.js";

/** What is wrong with prices. */
export const PRICE_RULES = {
  "no-price-cell": {
    severity: "refused",
    per: "file",
    at: "preparing",
    server:
      "In a price list: undefined is not iterable (cannot read property Symbol(Symbol.iterator)). In products, before 1.19: Cannot read properties of undefined (reading 'length')",
  },
  "no-price": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'null value in column "amount" of relation "money_amount" violates not-null constraint',
  },
  "cut-price": {
    severity: "changed",
    per: "column",
    at: "preparing",
    server: "10,50 becomes 10: a price is read up to the first character that no number has.",
  },
  "rounded-price": {
    severity: "changed",
    per: "column",
    at: "preparing",
    server: "Prices are rounded to two decimals, and to none in currencies such as JPY.",
  },
  "large-price": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'value "x" is out of range for type integer',
  },
  "negative-price": {
    severity: "suspicious",
    per: "column",
    at: "processing",
    server: "Stored as it is.",
  },
  "same-price": {
    severity: "suspicious",
    per: "column",
    at: "processing",
    server: "Two columns for one currency or region: the variant has two prices.",
  },
  "deleted-prices": {
    severity: "changed",
    per: "file",
    at: "processing",
    server: "Where a row updates the prices of a variant, those that it does not name are deleted.",
  },
  "replaced-prices": {
    severity: "suspicious",
    per: "file",
    at: "processing",
    server: "Where a row updates the prices of a variant, those that it does not name are deleted.",
  },
  "unknown-currency": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'insert or update on table "money_amount" violates foreign key constraint "FK_…"',
  },
  "unknown-region": {
    severity: "refused",
    per: "column",
    at: "preparing",
    server: "Trying to set a price for a region X that doesn't exist",
  },
  "other-currency": {
    severity: "changed",
    per: "column",
    at: "preparing",
    server: "A region's price is in the currency of the region, whatever the header says.",
  },
  "unsold-currency": {
    severity: "suspicious",
    per: "column",
    at: "processing",
    server: "A price in a currency that the store does not sell in is kept; nobody ever pays it.",
  },
} as const satisfies Rules;
