import type { AdminGetBatchParams, BatchJob } from "../../../src/index.js";
import type { Page, SendList } from "../../../src/jobs/listing/list.js";

/** A row as the database has it: ordered by microseconds, shown in milliseconds. */
export interface Row {
  id: string;
  microseconds: number;
  type?: string;
  confirmed_at?: string | null;
}

/** A server that lists rows as Medusa does, in the parts that paging rests on. */
export class Shelf {
  readonly rows: Row[] = [];
  readonly requests: AdminGetBatchParams[] = [];
  /** Called before each answer. */
  beforeAnswer: () => void = () => {};

  /** How {@link Shelf} is asked, in place of a request. */
  readonly send: SendList = async (query) => {
    this.requests.push(query);
    // An answer is never here at once.
    await Promise.resolve();
    this.beforeAnswer();
    return this.#answer(query);
  };

  add(row: Row): void {
    this.rows.push(row);
  }

  #answer({ order = "-created_at", limit = 10, offset = 0, ...query }: AdminGetBatchParams): Page {
    const matching = this.rows.filter((row) => matches(row, query)).sort(byOrder(order));
    return {
      batch_jobs: matching.slice(offset, offset + limit).map(toJob),
      count: matching.length,
      offset,
      limit,
      response: { status: 200, statusText: "OK", headers: {} },
    };
  }
}

function matches(row: Row, { id, type, created_at, confirmed_at }: AdminGetBatchParams): boolean {
  const at = row.microseconds;
  const bound = (value: Date | string | number | undefined) =>
    value === undefined ? undefined : new Date(value).getTime() * 1000;
  const { gte, lt } = { gte: bound(created_at?.gte), lt: bound(created_at?.lt) };
  if (gte !== undefined && at < gte) return false;
  if (lt !== undefined && at >= lt) return false;
  if (confirmed_at === null && row.confirmed_at) return false;
  if (Array.isArray(type) && !type.includes(row.type)) return false;
  return id === undefined || id.includes(row.id);
}

function byOrder(order: string) {
  const sign = order.startsWith("-") ? -1 : 1;
  return (a: Row, b: Row) =>
    order.endsWith("created_at")
      ? sign * (a.microseconds - b.microseconds)
      : sign * (a.type ?? "").localeCompare(b.type ?? "");
}

/** The members that paging looks at. */
function toJob({ id, microseconds, type, confirmed_at = null }: Row): BatchJob {
  const created_at = new Date(Math.floor(microseconds / 1000)).toISOString();
  return {
    id,
    type: type ?? "product-export",
    status: confirmed_at === null ? "pre_processed" : "confirmed",
    created_at,
    updated_at: created_at,
    confirmed_at,
    created_by: null,
    dry_run: false,
    context: null,
    result: null,
    pre_processed_at: created_at,
    processing_at: null,
    completed_at: null,
    canceled_at: null,
    failed_at: null,
    deleted_at: null,
  };
}
