import type { AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { HeadersLike } from "../../types/http.js";
import { statusesOf } from "../listing/status.js";
import { type Answer, type Answers, askRows, type JobSource } from "./ask.js";
import { type LiveList, type WatchListQuery, withoutView } from "./live-list.js";

/** Under which the error of a whole list stands among the answers. */
export const WHOLE_LIST = "";

/** Rows that one request asks for, at least. */
const LEAST_ROWS = 100;

/** Rows of the start that the first request asks for, where all are wanted. */
const ROWS_OF_THE_START = 1000;

type Ask = (query: AdminGetBatchParams) => Promise<BatchJob[]>;

/** Asks for the same list on behalf of all who watch it; with one request, unless it is far behind. */
export async function askList(
  source: JobSource,
  lists: readonly [LiveList, ...LiveList[]],
  headers: HeadersLike | undefined,
  signal: AbortSignal,
): Promise<Answers> {
  const ask: Ask = (query) => askRows(source, query, headers, signal);
  const [{ isStarted, query }] = lists;
  try {
    const rows = isStarted ? await askAgain(lists, query, ask) : await askFirst(query, ask);
    return new Map<string, Answer>(rows.map((job) => [job.id, { job }]));
  } catch (error) {
    return new Map([[WHOLE_LIST, { error }]]);
  }
}

/**
 * The rows that there are. Of a status, those too that may come to it: all that have not ended, and the
 * newest of all, from which on jobs are new. They come first: what moves on meanwhile is found later.
 */
async function askFirst(query: WatchListQuery, ask: Ask): Promise<BatchJob[]> {
  const { status, limit } = query;
  const others = withoutView(query);
  const all = (some: AdminGetBatchParams) => askDownTo(undefined, some, ROWS_OF_THE_START, ask);
  if (status === undefined) return limit === undefined ? all(query) : ask(query);
  const newest = await ask({ ...others, limit: 1 });
  if (limit !== undefined) {
    return [...newest, ...(await all({ ...others, status: "active" })), ...(await ask(query))];
  }
  return [...newest, ...(await all({ ...others, status: ["active", ...statusesOf(status)] }))];
}

/**
 * All that is new, and all that may have changed: the jobs since the oldest that has not settled. Of
 * those, as many rows as can be new or may change; what is not among them is asked for by its id, since
 * a job that hangs for months must not bring along all that came after it.
 */
async function askAgain(
  lists: readonly LiveList[],
  given: WatchListQuery,
  ask: Ask,
): Promise<BatchJob[]> {
  const unsettled = new Set(lists.flatMap((list) => list.unsettled));
  const query = withoutView(given);
  const from = least(lists.map((list) => list.from));
  const newFrom = least(lists.map((list) => list.newFrom));
  const limit = Math.max(LEAST_ROWS, 2 * unsettled.size);
  const rows = await askDownTo(newFrom, { ...query, ...since(from, query) }, limit, ask);
  for (const { id } of rows) unsettled.delete(id);
  if (unsettled.size === 0) return rows;
  const { created_at: _, ...others } = query;
  return [...rows, ...(await ask({ ...others, id: [...unsettled] }))];
}

/** The rows down to a time, newest first, and perhaps some more. */
async function askDownTo(
  time: number | undefined,
  query: AdminGetBatchParams,
  limit: number,
  ask: Ask,
): Promise<BatchJob[]> {
  const rows = await ask({ ...query, limit });
  const last = rows.at(-1);
  const isEnough =
    rows.length < limit ||
    last === undefined ||
    (time !== undefined && Date.parse(last.created_at) < time);
  return isEnough ? rows : askDownTo(time, query, 4 * limit, ask);
}

/** A query's bound of creation, raised. */
function since(from: number | undefined, { created_at }: WatchListQuery): WatchListQuery {
  if (from === undefined) return {};
  const given = created_at?.gte === undefined ? from : new Date(created_at.gte).getTime();
  return { created_at: { ...created_at, gte: new Date(Math.max(from, given)) } };
}

/** `undefined` if one of them is: that is without a bound. */
function least(times: (number | undefined)[]): number | undefined {
  return times.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.min(a, b)));
}
