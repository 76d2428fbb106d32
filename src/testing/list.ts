import type { User } from "../types/auth.js";
import { unknownError } from "./api-error.js";
import type { JobRecord } from "./job-store.js";
import { type DateFilter, satisfies } from "./list-dates.js";
import { type ListQuery, parseListQuery } from "./list-query.js";
import { type Column, isColumn, rowMaker } from "./list-rows.js";
import { DEFAULT_VERSION, minorOf } from "./version.js";

/** One page as the server sends it. Its rows hold what was selected, true or not. */
export interface ListPage {
  batch_jobs: Record<string, unknown>[];
  count: number;
  offset: number;
  limit: number;
}

/**
 * One page of a user's jobs.
 *
 * @param records the user's jobs, in the order of their creation
 * @param search the query string
 * @param options `owner` is what `expand=created_by_user` shows; `minor` is the minor version of the Medusa that is played
 * @throws {FakeApiError} 400 or 500, with the words of the server
 */
export function listJobs(
  records: readonly JobRecord[],
  search: string,
  { owner, minor = minorOf(DEFAULT_VERSION) }: { owner?: User | undefined; minor?: number } = {},
): ListPage {
  const query = parseListQuery(search, minor);
  const row = rowMaker(query, owner);
  const matches = records.filter((record) => isMatch(record, query)).toSorted(ordering(query));
  // The database rounds what is not whole.
  const start = Math.round(query.offset);
  const size = Math.round(query.limit) || Number.POSITIVE_INFINITY;
  return {
    batch_jobs: matches.slice(start, start + size).map(({ job }) => row(job)),
    count: matches.length,
    offset: query.offset,
    limit: query.limit,
  };
}

function isMatch(record: JobRecord, { id, type, dates }: ListQuery): boolean {
  const { job } = record;
  return (
    (id?.includes(job.id) ?? true) &&
    (type?.includes(job.type) ?? true) &&
    dates.every(([column, filter]) => isDateMatch(record, column, filter))
  );
}

function isDateMatch({ job, createdMicros }: JobRecord, column: string, filter: DateFilter) {
  const value = isColumn(column) ? job[column] : null;
  if (filter === null) return value === null;
  if (typeof value !== "string") return false;
  // The database knows the microseconds that JSON does not show: a cursor made of a row's own created_at skips rows.
  const micros = column === "created_at" ? createdMicros : Date.parse(value) * 1000;
  return filter.every(([operator, at]) => satisfies(micros, [operator, at * 1000]));
}

function ordering({ order }: ListQuery): (a: JobRecord, b: JobRecord) => number {
  const { column, descending } = order;
  if (!isColumn(column)) throw unknownError();
  return (a, b) => (descending ? compare(b, a, column) : compare(a, b, column));
}

// Ascending as Postgres orders: what is not set comes last.
function compare(a: JobRecord, b: JobRecord, column: Column): number {
  if (column === "created_at") return a.createdMicros - b.createdMicros;
  const [left, right] = [comparable(a.job[column]), comparable(b.job[column])];
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right ? -1 : 1;
}

function comparable(value: unknown): string | null {
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}
