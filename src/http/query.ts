import { stringify } from "qs-esm";
import { invalidArgument } from "../errors.js";

/**
 * Filters as a query string without `?`. Dates become ISO strings, `undefined` is left out, `null`
 * travels as the word, arrays take the brackets form, which every Express reads whatever its length.
 *
 * @throws MedusaInvalidRequestError for an invalid date.
 */
export function buildQuery(filters: object): string {
  return stringify(filters, { arrayFormat: "brackets", filter: serialize });
}

function serialize(key: string, value: unknown): unknown {
  if (value === null) return "null";
  return value instanceof Date ? isoDate(key, value) : value;
}

function isoDate(key: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw invalidArgument(`${key} is not a valid date.`);
  return date.toISOString();
}
