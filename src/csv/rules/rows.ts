import type { Rules } from "./rule.js";

/** What is wrong with a row. */
export const ROW_RULES = {
  "blank-line": {
    severity: "refused",
    per: "file",
    at: "reading",
    server:
      'Missing column(s) …, or No value found for target column "X" in line N of the given csv file',
  },
  "extra-cells": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: "Unable to treat column __parsed_extra from the csv file.",
  },
  "no-handle": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: 'No value found for target column "Product Handle" in line N of the given csv file',
  },
} as const satisfies Rules;
