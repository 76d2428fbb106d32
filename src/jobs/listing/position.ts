import { MedusaAPIError } from "../../errors.js";
import type {
  AdminGetBatchParams,
  BatchJob,
  DateComparisonOperator,
} from "../../types/batch-job.js";
import { type Page, withStatus } from "./list.js";

/** Rows a page from the second one on, unless the query has a limit. */
export const DEFAULT_PAGE_SIZE = 100;

/** Where a page begins. */
export interface Position {
  /** What is asked for. */
  query: AdminGetBatchParams;
  /** Rows of earlier pages that may come again. */
  seen: ReadonlySet<string>;
  /** Whether a row that was created at this time can be on the page. */
  canHold?: (createdAt: number) => boolean;
  /** What the pages before this one said. */
  before?: { pageSize: number; rows: number; count: number };
}

/**
 * Where the page after a page begins; `undefined` after the last one.
 *
 * In the order of creation, at the time of its last row: no row that is added, removed or changed
 * elsewhere shifts it. The database orders by microseconds, its JSON knows milliseconds alone: so the
 * last row's whole millisecond is asked for again, and what was seen of it is left out here.
 */
export function positionAfter(page: Page, { query, ...at }: Position): Position | undefined {
  const rows = page.batch_jobs;
  checkBounds(rows, at);
  const last = rows.at(-1);
  const isLastPage = rows.length < page.limit || (page.offset ?? 0) + rows.length >= page.count;
  if (last === undefined || isLastPage) return undefined;
  const pageSize = at.before?.pageSize ?? query.limit ?? DEFAULT_PAGE_SIZE;
  const fresh = rows.filter(({ id }) => !at.seen.has(id)).length;
  const before = {
    pageSize,
    rows: (at.before?.rows ?? query.offset ?? 0) + fresh,
    count: at.before?.count ?? page.count,
  };
  const boundary = Date.parse(last.created_at);
  const order = query.order ?? "-created_at";
  if (!/^-?created_at$/.test(order) || Number.isNaN(boundary)) {
    const seen = new Set([...at.seen, ...rows.map(({ id }) => id)]);
    const offset = (query.offset ?? 0) + rows.length;
    return { query: { ...query, offset, limit: pageSize }, seen, before };
  }
  const again = rows.filter((job) => Date.parse(job.created_at) === boundary);
  const seen = new Set(again.map(({ id }) => id));
  const limit = pageSize + seen.size;
  const next = { ...query, offset: 0, limit };
  if (order.startsWith("-")) {
    const created_at = { ...query.created_at, lt: earlier(query.created_at?.lt, boundary + 1) };
    const canHold = (createdAt: number) => createdAt <= boundary;
    return { query: { ...next, created_at }, seen, canHold, before };
  }
  const created_at = { ...query.created_at, gte: new Date(boundary) };
  const canHold = (createdAt: number) => createdAt >= boundary;
  return { query: { ...next, created_at }, seen, canHold, before };
}

/** A server (or a mock) that ignores the bounds would give the first page for ever. */
function checkBounds([first]: BatchJob[], { canHold }: Pick<Position, "canHold">): void {
  if (first === undefined || canHold === undefined) return;
  if (canHold(Date.parse(first.created_at))) return;
  throw new MedusaAPIError(
    `The list cannot be gone through: the server ignores created_at, and answered with ${first.id} of ${first.created_at} once more.`,
  );
}

/** A page as its reader sees it: without the rows of earlier pages, and counted over all pages. */
export function visiblePage(page: Page, { query, seen, before }: Position): Page {
  const fresh = page.batch_jobs.filter(({ id }: BatchJob) => !seen.has(id));
  const batch_jobs = withStatus(fresh, query.status);
  if (before === undefined) return { ...page, batch_jobs };
  return { ...page, batch_jobs, offset: before.rows, count: before.count, limit: before.pageSize };
}

/** A bound of the caller's stays in force: the cursor only narrows it. */
function earlier(given: DateComparisonOperator["lt"], cursor: number) {
  return given !== undefined && new Date(given).getTime() < cursor ? given : new Date(cursor);
}
