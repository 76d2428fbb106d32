import type { Rules } from "./rule.js";

/** What is wrong with products and their variants, as rows together make them. */
export const PRODUCT_RULES = {
  "taken-handle": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'duplicate key value violates unique constraint "IDX_cf9cc6c3f2e6414b992223fff1"',
  },
  "unknown-product": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Product with id: X was not found",
  },
  "ignored-cell": {
    severity: "changed",
    per: "column",
    at: "preparing",
    server:
      "What is the product's is taken of the first row with its handle; that of the others is not looked at.",
  },
  "quoted-handle": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: 'Product with handle: "x" was not found',
  },
  "reserved-handle": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Product with handle: constructor was not found",
  },
  "renamed-product": {
    severity: "suspicious",
    per: "file",
    at: "processing",
    server: "The product that has the id gets the handle.",
  },
  "collection-title": {
    severity: "changed",
    per: "column",
    at: "processing",
    server: "A collection is found by its handle alone.",
  },
  "product-of-two-handles": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Product with handle: X was not found",
  },
  "option-count": {
    severity: "refused",
    per: "file",
    at: "processing",
    server:
      "Product options length does not match variant options length. Product has N and variant has M.",
  },
  "option-missing": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Variant options do not contain value for X",
  },
  "unknown-option": {
    severity: "changed",
    per: "file",
    at: "processing",
    server:
      "The value of an option that the product does not have takes the place of another one's.",
  },
  "twin-options": {
    severity: "suspicious",
    per: "file",
    at: "processing",
    server: "Numbers are not compared: the product has two variants with the same options.",
  },
  "same-options": {
    severity: "refused",
    per: "file",
    at: "processing",
    server: "Variant with title X with provided options already exists",
  },
} as const satisfies Rules;
