import { invalidArgument } from "../../errors.js";
import { buildQuery } from "../../http/query.js";
import type { AdminGetBatchParams } from "../../types/batch-job.js";

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
    if (key.endsWith("_at")) filters[key] = withDates(value);
  }
  filters.fields = withTruthFields(filters.fields, query.order);
  // Asked for 25 ids without a limit, the server sends its default page of 10.
  if (filters.limit === undefined && Array.isArray(filters.id)) filters.limit = filters.id.length;
  return buildQuery(filters);
}

/**
 * Refuses what the server would answer with all rows (0), with its default (1.5), or with a bare 500 (-1).
 *
 * @throws MedusaInvalidRequestError
 */
export function checkPaging({ limit, offset }: AdminGetBatchParams): void {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) {
    throw invalidArgument(`limit must be a whole number of at least 1, not ${String(limit)}.`);
  }
  if (offset !== undefined && !(Number.isSafeInteger(offset) && offset >= 0)) {
    throw invalidArgument(`offset must be a whole number of at least 0, not ${String(offset)}.`);
  }
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
function withDates(bounds: unknown): unknown {
  if (typeof bounds !== "object" || bounds === null || bounds instanceof Date) return bounds;
  const dates = Object.entries(bounds).map(([key, value]) => [
    key,
    typeof value === "number" ? new Date(value) : value,
  ]);
  return Object.fromEntries(dates);
}
