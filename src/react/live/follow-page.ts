import type { QueryClient } from "@tanstack/react-query";
import type {
  AdminBatchJobListRes,
  AdminGetBatchParams,
  BatchJob,
  PollEvent,
  WatchListQuery,
} from "medusa-batch-jobs";
import type { BatchJobsClient } from "../client.js";
import { batchJobKeys } from "../keys.js";
import { applyJob } from "./apply-job.js";
import type { Following } from "./keep-live.js";
import { dependsOnState, pageEffect } from "./page-effect.js";

/** The server's page size. */
const DEFAULT_LIMIT = 10;

/** What is followed of a page, and where. */
export interface FollowedPage {
  queryClient: QueryClient;
  client: BatchJobsClient;
  query: AdminGetBatchParams;
}

/** Keeps the rows of a page up to date, and has the page asked for when others may belong on it. */
export async function followPage(
  { queryClient, client, query }: FollowedPage,
  { signal, onPoll, refetch }: Following,
): Promise<void> {
  const seen = new Map<string, BatchJob>();
  const see = (job: BatchJob, isFromTheStart: boolean) => {
    const before = seen.get(job.id);
    seen.set(job.id, job);
    const page = queryClient.getQueryData<AdminBatchJobListRes>(batchJobKeys.list(query));
    applyJob(queryClient, job);
    if (page === undefined) return;
    if (pageEffect({ job, before, isFromTheStart }, page, query) === "refetch") refetch();
  };
  const leave = new AbortController();
  signal.addEventListener("abort", () => leave.abort(), { once: true });
  const watch = async (list: WatchListQuery) => {
    let answers = 0;
    const count = (event: PollEvent) => {
      if (event.error === undefined) answers += 1;
      onPoll(event);
    };
    const jobs = client.admin.batchJobs.watchList(list, { signal: leave.signal, onPoll: count });
    for await (const job of jobs) see(job, answers < 2);
  };
  try {
    await Promise.all(watchedLists(query).map(watch));
  } finally {
    leave.abort();
  }
}

/** All that is new, and what may change: from the second poll on, both are one request. */
export function watchedLists(query: AdminGetBatchParams): WatchListQuery[] {
  const { id, type, created_at, offset = 0, limit = DEFAULT_LIMIT } = query;
  const filters = { id, type, created_at };
  const newest = { ...filters, limit: offset + limit };
  return dependsOnState(query) ? [newest, { ...filters, status: "active" }] : [newest];
}

/** Whether a query can be answered without a request, since nothing matches it. */
export function matchesNothing({ id, type }: AdminGetBatchParams): boolean {
  return [id, type].some((filter) => Array.isArray(filter) && filter.length === 0);
}
