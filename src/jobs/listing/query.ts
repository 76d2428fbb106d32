import { invalidArgument, mustBe } from "../../errors.js";
import {
  type Check,
  type Checks,
  checkValues,
  isText,
  REQUEST_OPTIONS,
  takes,
  wholeNumber,
} from "../../http/checks.js";
import { isDate, isObject, isRecord } from "../../http/kinds.js";
import { buildQuery } from "../../http/query.js";
import type { AdminGetBatchParams } from "../../types/batch-job.js";
import { wayTo } from "../job.js";
import { inOrder } from "./bounds.js";
import { isDescending } from "./order.js";

/**
 * The columns of a list row. The server computes `status` from the timestamps that were read, and
 * says `dry_run: false` unless it was named: asked for fewer, it tells untruths about both.
 */
const JOB_FIELDS = [
  "id",
  "type",
  "context",
  "result",
  "created_by",
  "created_at",
  "updated_at",
  "deleted_at",
  "pre_processed_at",
  "confirmed_at",
  "processing_at",
  "completed_at",
  "canceled_at",
  "failed_at",
  "dry_run",
];

/** What a true `status` and `dry_run` are computed from. */
const TRUTH_FIELDS = JOB_FIELDS.filter((field) => field.endsWith("_at") || field === "dry_run");

const ARRAY_FILTERS = ["id", "type"];
const COMMA_LISTS = ["expand", "fields"];

/**
 * The query string of a job list. Keys that the SDK does not know reach the server, which explains them.
 *
 * @throws MedusaInvalidRequestError for an invalid date.
 */
export function buildJobQuery(query: AdminGetBatchParams): string {
  const filters: Record<string, unknown> = { ...query };
  for (const key of ARRAY_FILTERS) {
    if (typeof filters[key] === "string") filters[key] = [filters[key]];
  }
  for (const key of COMMA_LISTS) {
    if (Array.isArray(filters[key])) filters[key] = filters[key].join(",");
  }
  for (const [key, value] of Object.entries(filters)) {
    if (key.endsWith("_at")) filters[key] = withDates(value, isDescending(query));
  }
  filters.fields = withTruthFields(filters.fields, query.order);
  // Asked for 25 ids without a limit, the server sends its default page of 10.
  if (filters.limit === undefined && Array.isArray(filters.id)) filters.limit = filters.id.length;
  return buildQuery(filters);
}

/**
 * Refuses a query that cannot be meant: filters that would vanish from the query string, and then match
 * everything (`id: [undefined]`), paging that the server would answer with all rows (`limit: 0`) or with its
 * default (1.5), and what it would answer with a bare 500: `limit: -1`, columns and relations that a batch
 * job has not. Filters that the SDK does not know are the server's to explain.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkQuery(query: AdminGetBatchParams): void {
  if (!isRecord(query)) {
    throw mustBe(
      "The query of a list",
      "an object",
      query,
      "Leave it out where there is no filter.",
    );
  }
  checkValues(query, QUERY_CHECKS);
  for (const [key, value] of Object.entries(query)) {
    if (Object.hasOwn(REQUEST_OPTIONS, key)) {
      throw invalidArgument(`"${key}" is no filter but a request option: list(query, { ${key} }).`);
    }
    if (key.endsWith("_at")) checkBounds(key, value);
  }
}

const COLUMNS = `one of ${JOB_FIELDS.join(", ")}`;

/** The one relation of a batch job. */
const RELATION = "created_by_user";

const QUERY_CHECKS: Checks = {
  limit: wholeNumber(1, "To read all jobs, iterate over the list."),
  offset: wholeNumber(0),
  id: checkTexts,
  type: checkTexts,
  order: takes(
    `${COLUMNS}, with a "-" in front for descending`,
    (value) => isText(value) && JOB_FIELDS.includes(value.replace(/^-/, "")),
  ),
  expand: names(`"${RELATION}", the only relation`, (name) => name === RELATION),
  fields: names(
    COLUMNS,
    // `status` is no column, and comes along with the timestamps.
    (name) =>
      name === "status" || JOB_FIELDS.includes(name.replace(/^created_by_user(?:\..*)?$/, "id")),
  ),
};

/** A check of names, in an array or with commas between them. No name at all is none. */
function names(expected: string, isKnown: (name: string) => boolean): Check {
  return (key, value) => {
    if (value === "") return;
    checkTexts(key, value);
    for (const name of [value].flat().join().split(",")) {
      if (name !== "" && !isKnown(name.trim())) throw mustBe(key, expected, name);
    }
  };
}

function checkTexts(name: string, value: unknown): void {
  for (const text of Array.isArray(value) ? value : [value]) {
    if (isText(text)) continue;
    throw mustBe(name, "a non-empty string, or an array of them", text, wayTo("job.id", text));
  }
}

/** That there is a bound at all is seen when the query string is written, and that a Date is valid. */
function checkBounds(name: string, bounds: unknown): void {
  const isNullable = name !== "created_at" && name !== "updated_at";
  if (bounds === undefined || (bounds === null && isNullable)) return;
  if (!isRecord(bounds) || isDate(bounds)) throw mustBe(name, "{ lt, lte, gt, gte }", bounds);
  for (const [key, at] of Object.entries(bounds)) {
    if (!/^[lg]te?$/.test(key)) throw mustBe(`A bound of ${name}`, "lt, lte, gt or gte", key);
    if (at !== undefined && !isInstant(at)) {
      throw mustBe(`${name}[${key}]`, "a Date, an ISO string or milliseconds", at);
    }
  }
}

function isInstant(value: unknown): boolean {
  // To the server, a year alone is a number.
  if (typeof value === "string") return Number.isNaN(+value) && !Number.isNaN(Date.parse(value));
  return isDate(value) || typeof value === "number";
}

function withTruthFields(fields: unknown, order: string | undefined): string {
  if (typeof fields !== "string" || fields === "") return JOB_FIELDS.join(",");
  // `status` is no column: named, it is answered with a 500. The timestamps bring it along.
  const named = fields.split(",").map((field) => field.trim());
  const column = JOB_FIELDS.filter((field) => field === order?.replace(/^-/, ""));
  const needed = new Set(["id", ...named, ...column, ...TRUTH_FIELDS]);
  needed.delete("status");
  return [...needed].join(",");
}

/** The server takes numbers for other things than milliseconds: an error here, no row at all there. */
function withDates(bounds: unknown, isNewestFirst: boolean): unknown {
  if (!isObject(bounds) || isDate(bounds)) return bounds;
  const dates = Object.entries(bounds).map(([key, value]): [string, unknown] => [
    key,
    typeof value === "number" ? new Date(value) : value,
  ]);
  return Object.fromEntries(inOrder(dates, isNewestFirst));
}
