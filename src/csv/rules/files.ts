import type { Rules } from "./rule.js";

/** What is wrong with a file as a whole. */
export const FILE_RULES = {
  "no-csv": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: "Unable to treat column X from the csv file, or the job stays in created for ever.",
  },
  "one-line": {
    severity: "changed",
    per: "file",
    at: "reading",
    server: "completed, 0 rows: its one line is taken for a header; a price list is emptied",
  },
  "utf-16": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: "The job stays in created for ever.",
  },
  "no-rows": {
    severity: "changed",
    per: "file",
    at: "processing",
    server: "completed, 0 rows; a price list is emptied",
  },
  "byte-order-mark": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: "Unable to treat column \ufeff… from the csv file",
  },
  "no-utf-8": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "Each byte that is no UTF-8 becomes the character \ufffd.",
  },
  "split-character": {
    severity: "changed",
    per: "column",
    at: "reading",
    server:
      "The file is read in pieces of 64 KiB, each decoded by itself: a character on an edge becomes several \ufffd.",
  },
  "torn-letter": {
    severity: "changed",
    per: "column",
    at: "processing",
    server:
      "The rows are kept as JSON, one file for each operation, which is read in pieces of 64 KiB, each decoded by itself: a character on an edge becomes several \ufffd.",
  },
  "torn-handle": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: "Product with handle: X was not found, or Variant options do not contain value for X",
  },
  "lost-character": {
    severity: "suspicious",
    per: "column",
    at: "reading",
    server: "Stored as it is.",
  },
  "stray-return": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "Where lines end in two ways, the last cell of a row keeps half of its line break.",
  },
  "bad-quote": {
    severity: "changed",
    per: "file",
    at: "reading",
    server: "A text in quotes goes on behind a quote that is followed by other text.",
  },
  "open-quote": {
    severity: "changed",
    per: "file",
    at: "reading",
    server: "All that follows a quote which is never closed is one cell.",
  },
} as const satisfies Rules;
