import type { Rules } from "./rule.js";

/** What is wrong with a header. */
export const HEADER_RULES = {
  "unknown-column": {
    severity: "refused",
    per: "column",
    at: "reading",
    server:
      "Unable to treat column X from the csv file. No target column found in the provided schema",
  },
  "wrong-delimiter": {
    severity: "refused",
    per: "file",
    at: "reading",
    server:
      "Unable to treat column X from the csv file. The delimiter is guessed on the first ten lines; the whole header was taken for one column.",
  },
  "separator-line": {
    severity: "refused",
    per: "file",
    at: "reading",
    server: "Unable to treat column sep= from the csv file.",
  },
  "refused-column": {
    severity: "refused",
    per: "column",
    at: "reading",
    server: "Unable to treat column X from the csv file: the feature flag is off.",
  },
  "flagged-column": {
    severity: "suspicious",
    per: "column",
    at: "reading",
    server: "Unable to treat column X from the csv file, unless the feature flag is on.",
  },
  "ignored-column": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "A column that is called as a property of every JavaScript object is not looked at.",
  },
  "missing-column": {
    severity: "refused",
    per: "column",
    at: "reading",
    server: 'Missing column(s) "X" from the given csv file',
  },
  "same-column": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "Of two columns with one name the last counts.",
  },
  "renamed-column": {
    severity: "refused",
    per: "column",
    at: "reading",
    server:
      "Before 1.12: Unable to treat column X_1 from the csv file. Of two columns with one name the second gets another one.",
  },
  "two-types": {
    severity: "changed",
    per: "file",
    at: "reading",
    server:
      "Of two columns that are taken for Product Type, the last one that is not empty counts.",
  },
  "two-meanings": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "A name that contains the names of two columns is taken for one of them.",
  },
  "misread-column": {
    severity: "suspicious",
    per: "column",
    at: "reading",
    server:
      "A name that contains the name of a column is taken for it: the patterns are not anchored.",
  },
} as const satisfies Rules;
