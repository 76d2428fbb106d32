import { MedusaAPIError } from "../../errors.js";
import type {
  AdminGetBatchParams,
  BatchJob,
  DateComparisonOperator,
} from "../../types/batch-job.js";
import { isBeyondEnd, withinBounds } from "./bounds.js";
import { type Page, withStatus } from "./list.js";
import { isDescending, orderOf } from "./order.js";

/** Rows a page from the second one on, unless the query has a limit. */
export const DEFAULT_PAGE_SIZE = 100;

/** After how many pages in a row without a new job an iteration by offset gives up: added jobs push seen ones onto the next page. */
export const MAX_STALE_PAGES = 10;

/** Where a page begins. */
export interface Position {
  /** What is asked for. */
  query: AdminGetBatchParams;
  /** Rows of earlier pages that may come again. */
  seen: ReadonlySet<string>;
  /** When the last row before it was created, in milliseconds; `undefined` where a page begins at an offset. */
  boundary?: number;
  /** What the pages before this one said. */
  before?: { pageSize: number; rows: number; count: number };
  /** How many pages before this one had no new job. */
  stale?: number;
}

/** A page as its reader sees it, and where the next one begins; `undefined` after the last one. */
export interface Turn {
  page: Page;
  next: Position | undefined;
}

/**
 * Reads the page at a position: leaves out rows of earlier pages, counts over all pages.
 *
 * @throws MedusaAPIError if the server does not go on from page to page.
 */
export function readPage(answer: Page, at: Position): Turn {
  const { query, seen, boundary, before } = at;
  checkBounds(answer.batch_jobs, at);
  const unseen = answer.batch_jobs.filter(({ id }) => !seen.has(id));
  const fresh = boundary === undefined ? unseen : unseen.slice(0, before?.pageSize);
  const overall = before && { offset: before.rows, count: before.count, limit: before.pageSize };
  const jobs = withinBounds(withStatus(fresh, query.status), query);
  const page = { ...answer, batch_jobs: jobs, ...overall };
  const goesOn = fresh.length < unseen.length || hasMore(answer, query);
  return { page, next: goesOn ? positionAfter(fresh, answer, at) : undefined };
}

/** What a mock leaves out of its answer promises nothing. */
function hasMore(
  { batch_jobs, limit, offset = 0, count }: Page,
  query: AdminGetBatchParams,
): boolean {
  const { length } = batch_jobs;
  const last = batch_jobs.at(-1);
  if (last === undefined || length < limit || !(offset + length < count)) return false;
  return !isByCreation(query) || !isBeyondEnd(last, query.created_at, isDescending(query));
}

/**
 * In the order of creation, the next page begins at the time of the last row: no row that is added,
 * removed or changed elsewhere shifts it. The database orders by microseconds, its JSON knows
 * milliseconds alone; and rows of the same microsecond come in another order each time. So the last
 * row's whole millisecond is asked for again, with room for all that was seen of it: what was not seen
 * is on the page, or so much else of that millisecond is that it is asked for once more.
 */
function positionAfter(fresh: BatchJob[], answer: Page, at: Position): Position {
  const { query, seen } = at;
  const pageSize = at.before?.pageSize ?? query.limit ?? DEFAULT_PAGE_SIZE;
  const rows = (at.before?.rows ?? query.offset ?? 0) + fresh.length;
  const before = { pageSize, rows, count: at.before?.count ?? answer.count };
  const stale = fresh.length > 0 ? 0 : (at.stale ?? 0) + 1;
  const patience = at.boundary === undefined ? MAX_STALE_PAGES : 1;
  if (stale >= patience) throw goesNowhere(answer.batch_jobs, at);
  const boundary = createdAt(fresh.at(-1));
  if (!isByCreation(query) || Number.isNaN(boundary)) {
    const offset = (query.offset ?? 0) + answer.batch_jobs.length;
    const known = new Set([...seen, ...fresh.map(({ id }) => id)]);
    return { query: { ...query, offset, limit: pageSize }, seen: known, before, stale };
  }
  const ties = fresh.filter((job) => createdAt(job) === boundary).map(({ id }) => id);
  const again = new Set(boundary === at.boundary ? [...seen, ...ties] : ties);
  const limit = pageSize + again.size;
  const created_at = boundsFrom(boundary, query);
  return { query: { ...query, offset: 0, limit, created_at }, seen: again, boundary, before };
}

/** The caller's bounds, narrowed. One of them within the same millisecond may say more than the boundary. */
function boundsFrom(boundary: number, query: AdminGetBatchParams): DateComparisonOperator {
  const isNewestFirst = isDescending(query);
  const bound = isNewestFirst ? "lt" : "gte";
  const given = query.created_at?.[bound];
  const isWithin = given !== undefined && new Date(given).getTime() === boundary;
  const next = isWithin ? given : new Date(isNewestFirst ? boundary + 1 : boundary);
  return { ...query.created_at, [bound]: next };
}

/** A server (or a mock) that ignores the bounds would give the first page for ever. */
function checkBounds(rows: BatchJob[], at: Position): void {
  const { boundary, query } = at;
  if (boundary === undefined) return;
  const sign = isDescending(query) ? 1 : -1;
  const outside = rows.filter((job) => sign * (createdAt(job) - boundary) > 0);
  if (outside.length > 0) throw goesNowhere(outside, at);
}

function goesNowhere([job]: BatchJob[], { boundary }: Position): MedusaAPIError {
  const ignored =
    boundary === undefined ? "offset (or adds jobs faster than they are read)" : "created_at";
  return new MedusaAPIError(
    `The list cannot be gone through: the server ignores ${ignored}, and answered with ${job?.id} of ${job?.created_at} once more.`,
  );
}

function isByCreation(query: AdminGetBatchParams): boolean {
  return /^-?created_at$/.test(orderOf(query));
}

function createdAt(job: BatchJob | undefined): number {
  return Date.parse(job?.created_at ?? "");
}
