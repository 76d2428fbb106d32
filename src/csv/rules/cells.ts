import type { Rules } from "./rule.js";

/** What is wrong with cells, whatever else is in their rows. */
export const CELL_RULES = {
  "no-value": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'null value in column "x" of relation "y" violates not-null constraint',
  },
  "no-integer": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'invalid input syntax for type integer: "x"',
  },
  "thousands-point": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "1.000 is 1.",
  },
  "large-integer": {
    severity: "refused",
    per: "column",
    at: "processing",
    server: 'value "x" is out of range for type integer',
  },
  "unknown-status": {
    severity: "refused",
    per: "value",
    at: "processing",
    server: 'invalid input value for enum product_status_enum: "x"',
  },
  "no-boolean": {
    severity: "changed",
    per: "column",
    at: "processing",
    server: "Whatever is not true is false.",
  },
  "leading-zeros": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "007 is taken for the number 7.",
  },
  exponent: {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "1e5 is taken for the number 100000.",
  },
  "number-as-text": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "What looks like a number is one: 1.50 becomes 1.5, and blanks around it go.",
  },
  "boolean-as-text": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "TRUE becomes true.",
  },
  "date-as-text": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "2026-01-31T10:00Z becomes 2026-01-31T10:00:00.000Z.",
  },
  "quoted-text": {
    severity: "changed",
    per: "column",
    at: "processing",
    server: "A text that begins with a quote loses its first and its last character.",
  },
  "lost-value": {
    severity: "changed",
    per: "column",
    at: "reading",
    server: "0 and false are no id and no tag: the cell counts as empty.",
  },
  "same-tag": {
    severity: "changed",
    per: "column",
    at: "processing",
    server:
      'duplicate key value violates unique constraint "PK_1cf5c9537e7198df494b71b993f", if there is the tag; else it makes two.',
  },
  "untidy-tags": {
    severity: "suspicious",
    per: "column",
    at: "reading",
    server: "Tags are what is between commas, blanks and empty ones too.",
  },
  nul: {
    severity: "refused",
    per: "column",
    at: "processing",
    server:
      'invalid byte sequence for encoding "UTF8": 0x00, or the job never ends: its error cannot be stored',
  },
} as const satisfies Rules;
