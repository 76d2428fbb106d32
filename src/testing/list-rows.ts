import type { User } from "../types/auth.js";
import type { BatchJob } from "../types/batch-job.js";
import { unknownError } from "./api-error.js";
import { statusOf } from "./lifecycle.js";
import type { ListQuery } from "./list-query.js";

const DEFAULT_COLUMNS = [
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
const COLUMNS = [...DEFAULT_COLUMNS, "dry_run"] as const satisfies readonly (keyof BatchJob)[];
const OWNER = "created_by_user";

/** A column of the table of batch jobs: all but `status`, which is computed. */
export type Column = (typeof COLUMNS)[number];

/** Whether there is such a column. */
export function isColumn(name: string): name is Column {
  return COLUMNS.some((column) => column === name);
}

/**
 * How a row of a list is made: the selected columns, a status computed from them alone, and a
 * `dry_run` that is false unless it was selected.
 *
 * @throws {FakeApiError} 500 for a field or a relation that does not exist
 */
export function rowMaker(
  { fields, expand }: Pick<ListQuery, "fields" | "expand">,
  owner?: User,
): (job: BatchJob) => Record<string, unknown> {
  const selected = selectedFields(fields);
  const isOwners = (field: string) => field === OWNER || field.startsWith(`${OWNER}.`);
  const areKnown = selected.every((field) => isColumn(field) || isOwners(field));
  if (!areKnown || !expand.every((relation) => relation === OWNER)) throw unknownError();
  const ownerFields = selected.filter(isOwners).map((field) => field.slice(OWNER.length + 1));
  const shownOwner = expand.length > 0 ? { ...owner } : pick({ ...owner }, ownerFields);
  const relations = Object.keys(shownOwner).length > 0 ? { [OWNER]: shownOwner } : {};
  return (job) => {
    const row = pick(job, selected);
    return { dry_run: false, ...row, ...relations, status: statusOf(row) };
  };
}

// `fields` replaces the defaults, or changes them where every name has a sign. id and created_at are always read.
function selectedFields(fields: string[] | undefined): string[] {
  if (fields === undefined) return [...DEFAULT_COLUMNS];
  const named = (sign: string) =>
    fields.filter((field) => field.startsWith(sign)).map((field) => field.slice(sign.length));
  const [added, removed] = [named("+"), named("-")];
  if (fields.length === 0 || added.length + removed.length < fields.length) {
    return ["id", "created_at", ...fields.map((field) => field.replace(/^[+-]/, ""))];
  }
  const kept = DEFAULT_COLUMNS.filter((column) => !removed.includes(column));
  return ["id", "created_at", ...kept, ...added];
}

function pick(from: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
