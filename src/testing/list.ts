import type { User } from "../types/auth.js";
import type { BatchJob } from "../types/batch-job.js";
import { unknownError } from "./api-error.js";
import type { JobRecord } from "./job-store.js";
import { statusOf } from "./lifecycle.js";
import { type DateBound, type DateFilter, satisfies } from "./list-dates.js";
import { type ListQuery, parseListQuery } from "./list-query.js";

/** One page as the server sends it. Its rows hold what was selected, true or not. */
export interface ListPage {
  batch_jobs: Record<string, unknown>[];
  count: number;
  offset: number;
  limit: number;
}

const DEFAULT_FIELDS = [
  "id",
  "created_at",
  "updated_at",
  "deleted_at",
  "type",
  "created_by",
  "context",
  "result",
  "pre_processed_at",
  "processing_at",
  "confirmed_at",
  "completed_at",
  "canceled_at",
  "failed_at",
] as const satisfies readonly (keyof BatchJob)[];
const COLUMNS = [...DEFAULT_FIELDS, "dry_run"] as const satisfies readonly (keyof BatchJob)[];
const USER = "created_by_user";

/**
 * One page of a user's jobs.
 *
 * @param records the user's jobs, in the order of their creation
 * @param search the query string
 * @param owner what `expand=created_by_user` shows
 * @throws {FakeApiError} 400 or 500, with the words of the server
 */
export function listJobs(records: readonly JobRecord[], search: string, owner?: User): ListPage {
  const query = parseListQuery(search);
  const row = rowMaker(query, owner);
  const { column, descending } = query.order;
  if (!isColumn(column)) throw unknownError();
  const matches = records.filter((record) => isMatch(record, query));
  const ordered = matches.toSorted((a, b) =>
    descending ? compare(b, a, column) : compare(a, b, column),
  );
  const start = Math.round(query.offset);
  const size = Math.round(query.limit) || Infinity;
  return {
    batch_jobs: ordered.slice(start, start + size).map(({ job }) => row(job)),
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

function isDateMatch(
  { job, createdMicros }: JobRecord,
  column: string,
  filter: DateFilter,
): boolean {
  const value = isColumn(column) ? job[column] : null;
  if (filter === null) return value === null;
  if (typeof value !== "string") return false;
  // The database knows the microseconds that JSON does not show: a cursor made of a row's own created_at skips rows.
  const micros = column === "created_at" ? createdMicros : Date.parse(value) * 1000;
  return filter.every(([operator, at]: DateBound) => satisfies(micros, [operator, at * 1000]));
}

/** What a row shows: the selected columns, a status made of them, and a `dry_run` that is false unless it was selected. */
function rowMaker(
  { fields, expand }: ListQuery,
  owner?: User,
): (job: BatchJob) => Record<string, unknown> {
  const selected = selectedFields(fields);
  const ownerFields = selected
    .filter((field) => field.startsWith(`${USER}.`))
    .map((field) => field.slice(USER.length + 1));
  const columns = selected.filter((field) => field !== USER && !field.startsWith(`${USER}.`));
  const isKnown = (field: string) => isColumn(field) || field.startsWith("*");
  if (!columns.every(isKnown) || !expand.every((relation) => relation === USER))
    throw unknownError();
  return (job) => {
    const row = pick(job, columns);
    const shown = expand.length > 0 ? owner : owner && pick(owner, ownerFields);
    const created_by_user =
      shown && Object.keys(shown).length > 0 ? { created_by_user: shown } : {};
    return { dry_run: false, ...row, ...created_by_user, status: statusOf(row) };
  };
}

// `fields` replaces the defaults, or changes them where every name has a sign; id and created_at are always read.
function selectedFields(fields: string[] | undefined): string[] {
  if (fields === undefined) return [...DEFAULT_FIELDS];
  const isSigned = (field: string) => /^[+-]/.test(field);
  const names = fields.map((field) => field.replace(/^[+-]/, ""));
  if (fields.length === 0 || !fields.every(isSigned)) return ["id", "created_at", ...names];
  const removed = fields.filter((field) => field.startsWith("-")).map((field) => field.slice(1));
  const added = fields.filter((field) => field.startsWith("+")).map((field) => field.slice(1));
  const kept = DEFAULT_FIELDS.filter((field) => !removed.includes(field));
  return ["id", "created_at", ...kept, ...added];
}

// Ascending as Postgres orders: what is not set comes last.
function compare(a: JobRecord, b: JobRecord, column: (typeof COLUMNS)[number]): number {
  if (column === "created_at") return a.createdMicros - b.createdMicros;
  const [left, right] = [comparable(a.job[column]), comparable(b.job[column])];
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right ? -1 : 1;
}

function comparable(value: unknown): string | null {
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}

function isColumn(name: string): name is (typeof COLUMNS)[number] {
  return COLUMNS.some((column) => column === name);
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
