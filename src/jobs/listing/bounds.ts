import { isRecord } from "../../http/kinds.js";
import type {
  AdminGetBatchParams,
  BatchJob,
  DateComparisonOperator,
} from "../../types/batch-job.js";

/**
 * The names of bounds as a list sends them: the one at which it begins comes last, and of two of them the one by which
 * its next pages are asked for.
 */
const NEWEST_FIRST = ["gt", "gte", "lte", "lt"];
const OLDEST_FIRST = ["lte", "lt", "gt", "gte"];

/** The bounds of a date as they are to be sent: Medusa 1.8.2 keeps the last one alone; 1.12.3 minds all. */
export function inOrder<Bound extends readonly [string, unknown]>(
  bounds: readonly Bound[],
  isNewestFirst: boolean,
): Bound[] {
  const names = isNewestFirst ? NEWEST_FIRST : OLDEST_FIRST;
  return [...bounds].sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
}

/** The rows within all bounds of a query: where a date has two of them, not every server minds both. */
export function withinBounds(jobs: BatchJob[], query: AdminGetBatchParams): BatchJob[] {
  const ranges = Object.entries(query)
    .filter(([column]) => column.endsWith("_at"))
    .map(([column, range]) => ({ column, bounds: boundsOf(range) }))
    .filter(({ bounds }) => bounds.length > 1);
  return jobs.filter((job) =>
    ranges.every(({ column, bounds }) => {
      const time = Date.parse(Reflect.get(job, column));
      return !bounds.some((bound) => isBeyond(time, bound));
    }),
  );
}

/** Whether a list in the order of creation has gone on beyond the bound at which it was to end. */
export function isBeyondEnd(
  { created_at }: BatchJob,
  range: DateComparisonOperator | undefined,
  isNewestFirst: boolean,
): boolean {
  const end = isNewestFirst ? "g" : "l";
  const ends = boundsOf(range).filter(([name]) => name.startsWith(end));
  return ends.some((bound) => isBeyond(Date.parse(created_at), bound));
}

function boundsOf(range: unknown): [string, unknown][] {
  return isRecord(range) ? Object.entries(range).filter(([, at]) => at !== undefined) : [];
}

/** A row's JSON knows milliseconds alone, and a text more of them: within that of a bound, the server has decided. */
function isBeyond(time: number, [name, at]: [string, unknown]): boolean {
  const isText = typeof at === "string";
  const bound = isText ? Date.parse(at) : Number(at);
  if (name === "lt" && !isText) return time >= bound;
  return name.startsWith("l") ? time > bound : time < bound;
}
