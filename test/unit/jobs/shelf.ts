import type { AdminGetBatchParams, BatchJob, DateInput } from "../../../src/index.js";
import type { Page, SendList } from "../../../src/jobs/listing/list.js";
import { jobIn, statusOf, TIMESTAMPS, type Timestamp } from "./jobs.js";

/** A row as the database has it: ordered by microseconds, shown in milliseconds. */
export interface Row extends Partial<Record<Timestamp, string | null>> {
  id: string;
  microseconds: number;
  type?: string;
}

/** A server that lists rows as Medusa does, in the parts that paging rests on. */
export class Shelf {
  readonly rows: Row[] = [];
  readonly requests: AdminGetBatchParams[] = [];
  /** Called before each answer. */
  beforeAnswer: () => void = () => {};
  /** In which order rows come that are equal in the column of the order: the database's own business. */
  tieOrder: (row: Row) => number = () => 0;

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
    const ties = new Map(this.rows.map((row) => [row, this.tieOrder(row)]));
    const tie = (row: Row) => ties.get(row) ?? 0;
    const inOrder = byOrder(order);
    const matching = this.rows
      .filter((row) => matches(row, query))
      .sort((a, b) => inOrder(a, b) || tie(a) - tie(b));
    return {
      batch_jobs: matching.slice(offset, offset + limit).map(toJob),
      count: matching.length,
      offset,
      limit,
      response: { status: 200, statusText: "OK", headers: {} },
    };
  }
}

function matches(row: Row, { id, type, created_at, ...query }: AdminGetBatchParams): boolean {
  const at = row.microseconds;
  const { gte, lt } = { gte: microsecondsOf(created_at?.gte), lt: microsecondsOf(created_at?.lt) };
  if (gte !== undefined && at < gte) return false;
  if (lt !== undefined && at >= lt) return false;
  const timestampsMatch = TIMESTAMPS.every((name) => {
    const filter: unknown = Reflect.get(query, name);
    return filter === undefined || (filter === null) === !row[name];
  });
  if (!timestampsMatch) return false;
  if (Array.isArray(type) && !type.includes(row.type)) return false;
  return id === undefined || id.includes(row.id);
}

/** The database reads three digits more than `Date` does. */
function microsecondsOf(date: DateInput | undefined): number | undefined {
  if (date === undefined) return undefined;
  const finer = String(date).match(/\.\d{3}(\d{3})Z$/)?.[1] ?? 0;
  return new Date(date).getTime() * 1000 + Number(finer);
}

function byOrder(order: string) {
  const sign = order.startsWith("-") ? -1 : 1;
  return (a: Row, b: Row) =>
    order.endsWith("created_at")
      ? sign * (a.microseconds - b.microseconds)
      : sign * (a.type ?? "").localeCompare(b.type ?? "");
}

function toJob({ microseconds, ...row }: Row): BatchJob {
  const created_at = new Date(Math.floor(microseconds / 1000)).toISOString();
  return jobIn("created", { ...row, created_at, updated_at: created_at, status: statusOf(row) });
}
