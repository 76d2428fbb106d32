import { stringify } from "qs-esm";
import { invalidArgument, mustBe } from "../errors.js";
import { isDate, isObject } from "./kinds.js";

/** A path, which may have a query string already, with filters as its query string. */
export function appendQuery(path: string, filters: object): string {
  const query = buildQuery(filters);
  if (query === "") return path;
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

/**
 * Filters as a query string without `?`. Dates become ISO strings, `undefined` is left out, `null`
 * travels as the word, arrays take the brackets form, which every Express reads whatever its length.
 *
 * @throws MedusaInvalidRequestError for an invalid date, and for what a query string cannot hold.
 */
export function buildQuery(filters: object): string {
  if (!isObject(filters) || Symbol.iterator in filters) {
    throw mustBe("A query", "an object of filters", filters);
  }
  return stringify(filters, { arrayFormat: "brackets", filter: serialize });
}

/** Writes one value; objects and arrays are gone through by qs, which leaves out what it cannot write. */
function serialize(key: string, value: unknown): unknown {
  if (value === null) return "null";
  if (isDate(value)) return isoDate(key, value);
  const lost = key !== "" && whatVanishes(value);
  if (!lost) return value;
  throw invalidArgument(
    `${key}: ${lost} cannot be written into a query string: it would vanish, and match everything.`,
  );
}

function whatVanishes(value: unknown): string | false {
  if (typeof value === "function") return "a function";
  if (!isObject(value)) return false;
  if (!Array.isArray(value)) {
    return Object.values(value).every((one) => one === undefined) && "an object without a value";
  }
  if (value.length === 0) return "an empty array";
  return value.includes(undefined) && "an array that holds undefined";
}

function isoDate(key: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw invalidArgument(`${key} is not a valid date.`);
  return date.toISOString();
}
