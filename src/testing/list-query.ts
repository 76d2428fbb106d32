import { parse } from "qs-esm";
import { isRecord } from "../http/kinds.js";
import { invalidData, unknownError } from "./api-error.js";
import { type DateFilter, parseCreatedAt, parseTimestamp } from "./list-dates.js";

/** A list's query, read and checked as Medusa does it. */
export interface ListQuery {
  /** As sent: `1.5` is answered as `1.5`. `0` and an empty value mean: no limit. */
  limit: number;
  offset: number;
  /** Column and direction. */
  order: { column: string; descending: boolean };
  /** The columns to read; `undefined`: the defaults, which lack `dry_run`. */
  fields: string[] | undefined;
  expand: string[];
  id: string[] | undefined;
  type: string[] | undefined;
  dates: [column: string, filter: DateFilter][];
}

type Parsed = Record<string, unknown>;

const NULLABLE_DATES = [
  "confirmed_at",
  "pre_processed_at",
  "completed_at",
  "failed_at",
  "canceled_at",
  "updated_at",
];
const KNOWN = new Set([
  ...NULLABLE_DATES,
  "id",
  "type",
  "created_at",
  "limit",
  "offset",
  "expand",
  "fields",
  "order",
]);

/**
 * Reads the query string of a list.
 *
 * @param minor The minor version of the Medusa that is played.
 * @throws {FakeApiError} with the server's own words about what it does not take
 */
export function parseListQuery(search: string, minor: number): ListQuery {
  const query = parseQueryString(search);
  assertNotAnObject(query.id);
  const createdAt = parseCreatedAt(query.created_at);
  assertNoComplaints(query);
  const limit = numberOf(query.limit, 10);
  const offset = numberOf(query.offset, 0);
  if (![limit, offset].every(isBigint)) throw unknownError();
  return {
    limit,
    offset,
    order: parseOrder(textOf(query.order)),
    fields: splitOf(textOf(query.fields)),
    expand: splitOf(textOf(query.expand)) ?? [],
    id: textsOf(query.id),
    type: textsOf(query.type),
    dates: datesOf(query, createdAt).map((date) => (minor < 12 ? keepLastBound(date) : date)),
  };
}

function datesOf(query: Parsed, createdAt: DateFilter | undefined): ListQuery["dates"] {
  const others = NULLABLE_DATES.filter((column) => column in query);
  return [
    ...(createdAt ? [["created_at", createdAt] satisfies [string, DateFilter]] : []),
    ...others.map((column): [string, DateFilter] => [column, parseTimestamp(query[column])]),
  ];
}

/** So Medusa 1.8.2 does; 1.12.3 minds all bounds of a date. */
function keepLastBound([column, filter]: [string, DateFilter]): [string, DateFilter] {
  return [column, filter === null ? null : filter.slice(-1)];
}

/** Express 4's "extended" parser; Medusa's has no array limit that anyone could reach. */
export function parseQueryString(search: string): Parsed {
  return parse(search.replace(/^\?/, ""), { allowPrototypes: true, arrayLimit: 100_000 });
}

// `toString` and the like are properties that every object has: the validator does not mind them.
function assertNoComplaints(query: Parsed): void {
  const unknown = Object.keys(query).filter((key) => !KNOWN.has(key) && !(key in Object.prototype));
  const complaints = [
    ...unknown.map((key) => `property ${key} should not exist`),
    ...["id", "type"]
      .filter((key) => key in query && !Array.isArray(query[key]))
      .map((key) => `${key} must be an array`),
    ...["limit", "offset"]
      .filter((key) => key in query && !Number.isFinite(numberOf(query[key], 0)))
      .map((key) => `${key} must be a number conforming to the specified constraints`),
    ...["expand", "fields", "order"]
      .filter((key) => key in query && typeof query[key] !== "string")
      .map((key) => `${key} must be a string`),
  ];
  if (complaints.length > 0) throw invalidData(complaints.join(", "));
}

// This text is what Medusa 1.20.11 sends, JSON in JSON and a bug of its validator included.
const ID_IS_AN_OBJECT = JSON.stringify({
  message: "id must be one of: String,String",
  details: {
    String: ["String validation failed: [object Object] is not a string"],
    undefined: ["Cannot read properties of undefined (reading 'constructor')"],
  },
});

function assertNotAnObject(id: unknown): void {
  if (isRecord(id)) throw invalidData(ID_IS_AN_OBJECT);
}

// The database rounds, and refuses what is below zero or does not fit into 64 bits.
function isBigint(value: number): boolean {
  return Math.round(value) >= 0 && value < 2 ** 63;
}

// An element that is not a text, or has a NUL, gets as far as the database, which refuses it.
function textsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const isStorable = (element: unknown) => typeof element === "string" && !element.includes("\0");
  if (!value.every(isStorable)) throw unknownError();
  return value;
}

function parseOrder(order: string | undefined): ListQuery["order"] {
  if (order === undefined) return { column: "created_at", descending: true };
  const descending = order.startsWith("-");
  return { column: descending ? order.slice(1) : order, descending };
}

function numberOf(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  return typeof value === "string" ? Number(value) : Number.NaN;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function splitOf(value: string | undefined): string[] | undefined {
  return value?.split(",").filter(Boolean);
}
