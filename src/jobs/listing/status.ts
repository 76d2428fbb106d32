import { invalidArgument, show } from "../../errors.js";
import type {
  AdminGetBatchParams,
  BatchJobStatus,
  BatchJobStatusFilter,
  DateComparisonOperator,
} from "../../types/batch-job.js";

/** The timestamps that the server filters by and that decide a status; `processing_at` it refuses. */
type StatusTimestamp =
  | "pre_processed_at"
  | "confirmed_at"
  | "completed_at"
  | "canceled_at"
  | "failed_at";

/** Which timestamps a status needs set, and which not. */
type TimestampFilter = Partial<Record<StatusTimestamp, "set" | "not set">>;

const NOT_ENDED = {
  completed_at: "not set",
  canceled_at: "not set",
  failed_at: "not set",
} as const;

const CONFIRMED_OR_PROCESSING: TimestampFilter = { confirmed_at: "set", ...NOT_ENDED };

/** A job's status is its last timestamp, in the order created … completed, canceled, failed. */
const FILTERS: Record<BatchJobStatus, TimestampFilter> = {
  created: { pre_processed_at: "not set", confirmed_at: "not set", ...NOT_ENDED },
  pre_processed: { pre_processed_at: "set", confirmed_at: "not set", ...NOT_ENDED },
  confirmed: CONFIRMED_OR_PROCESSING,
  processing: CONFIRMED_OR_PROCESSING,
  completed: { completed_at: "set", canceled_at: "not set", failed_at: "not set" },
  canceled: { canceled_at: "set", failed_at: "not set" },
  failed: { failed_at: "set" },
};

/** In the order of the lifecycle. */
const STATUSES = Object.keys(FILTERS) as BatchJobStatus[];

const ACTIVE = STATUSES.slice(0, 4);

const EPOCH = "1970-01-01T00:00:00.000Z";

/** The statuses that a filter names, each once, in the order of the lifecycle. */
export function statusesOf(filter: BatchJobStatusFilter): BatchJobStatus[] {
  const named: readonly unknown[] = [filter].flat();
  for (const status of named) {
    if (status === "active" || STATUSES.some((one) => one === status)) continue;
    throw invalidArgument(
      `status ${show(status)} is no status of a batch job. There are: ${STATUSES.join(", ")}, and active for ${ACTIVE.join(", ")}.`,
    );
  }
  const isActive = (status: BatchJobStatus) => named.includes("active") && ACTIVE.includes(status);
  return STATUSES.filter((status) => named.includes(status) || isActive(status));
}

/**
 * A query that filters by status, as queries that the server understands: each row matches exactly
 * one of them, and a job that moves on a later one. Without a status: the query itself.
 */
export function compileStatus({ status, ...query }: AdminGetBatchParams): AdminGetBatchParams[] {
  if (status === undefined) return [query];
  const statuses = statusesOf(status);
  const filters = ACTIVE.every((one) => statuses.includes(one))
    ? [NOT_ENDED, ...filtersOf(statuses.filter((one) => !ACTIVE.includes(one)))]
    : filtersOf(statuses);
  return filters.flatMap((filter) => restrict(query, filter) ?? []);
}

function filtersOf(statuses: BatchJobStatus[]): TimestampFilter[] {
  return [...new Set(statuses.map((status) => FILTERS[status]))];
}

/** A query with a status's filter on top; `undefined` if the two contradict each other. */
function restrict(
  query: AdminGetBatchParams,
  filter: TimestampFilter,
): AdminGetBatchParams | undefined {
  const restricted = { ...query };
  for (const [timestamp, needed] of Object.entries(filter) as [StatusTimestamp, string][]) {
    const given: DateComparisonOperator | null | undefined = query[timestamp];
    const contradicts = needed === "set" ? given === null : given != null;
    if (contradicts) return undefined;
    restricted[timestamp] = needed === "set" ? (given ?? { gte: EPOCH }) : null;
  }
  return restricted;
}
