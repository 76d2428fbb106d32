import type { DataTag } from "@tanstack/react-query";
import {
  type AdminBatchJobListRes,
  type AdminGetBatchParams,
  type BatchJob,
  isFinished,
  type PollEvent,
} from "medusa-batch-jobs";
import type { BatchJobsClient } from "./client.js";
import { batchJobKeys } from "./keys.js";
import { keepNewest } from "./live/snapshots.js";

/** A query for TanStack: for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and the like. */
export interface BatchJobsQuery<TData, TKey extends readonly unknown[]> {
  queryKey: DataTag<TKey, TData>;
  queryFn: (context: { signal: AbortSignal }) => Promise<TData>;
  /** The client asks again by itself. */
  retry: false;
  /** What has ended is never stale; all else is at once. */
  staleTime: (query: { state: { data: TData | undefined } }) => number;
  /** An answer that was overtaken by a newer one changes nothing. */
  structuralSharing: (cached: unknown, seen: unknown) => unknown;
}

/**
 * A page of jobs: a query for TanStack, which is not live. `useBatchJobs` is.
 *
 * @param query As for `list`: without one, the ten newest.
 * @example
 * ```tsx
 * import { useSuspenseQuery } from "@tanstack/react-query";
 * import { batchJobsQueryOptions, useBatchJobsClient } from "medusa-batch-jobs/react";
 *
 * export function FailedImports() {
 *   const query = { type: "product-import", status: "failed" } as const;
 *   const { data } = useSuspenseQuery(batchJobsQueryOptions(useBatchJobsClient(), query));
 *   return <p>{data.count} imports have failed.</p>;
 * }
 * ```
 */
export function batchJobsQueryOptions(
  client: BatchJobsClient,
  query?: AdminGetBatchParams,
): BatchJobsQuery<AdminBatchJobListRes, ReturnType<typeof batchJobKeys.list>> {
  return {
    queryKey: tagged(batchJobKeys.list(query)),
    async queryFn({ signal }) {
      const { response: _, ...page } = await client.admin.batchJobs.list(query, { signal });
      return page;
    },
    retry: false,
    staleTime: () => 0,
    structuralSharing: keepNewest,
  };
}

/**
 * One job: a query for TanStack, which is not live. `useBatchJob` is. However many jobs are asked for at once, they are
 * one request. Of a job that has ended, nothing is asked again.
 *
 * @example
 * ```ts
 * import { QueryClient } from "@tanstack/react-query";
 * import Medusa from "medusa-batch-jobs";
 * import { batchJobQueryOptions } from "medusa-batch-jobs/react";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000", apiKey: "my-token" });
 * const queryClient = new QueryClient();
 * await queryClient.prefetchQuery(batchJobQueryOptions(medusa, "batch_01M84AR86KH1761MF045ASMP5S"));
 * ```
 */
export function batchJobQueryOptions(
  client: BatchJobsClient,
  id: string,
): BatchJobsQuery<BatchJob, ReturnType<typeof batchJobKeys.detail>> {
  return {
    queryKey: tagged(batchJobKeys.detail(id)),
    queryFn: ({ signal }) => firstSight(client, id, signal),
    retry: false,
    staleTime: ({ state: { data } }) => (data && isFinished(data) ? Number.POSITIVE_INFINITY : 0),
    structuralSharing: keepNewest,
  };
}

/** Polls in a row that may fail: the client's own calls are repeated twice, too. */
const TRIES = 3;

/** By the client's poller, which asks for all jobs that are wanted at the same time with one request. */
async function firstSight(
  { admin }: BatchJobsClient,
  id: string,
  signal: AbortSignal,
): Promise<BatchJob> {
  const onPoll = ({ attempt, error }: PollEvent) => {
    if (error !== undefined && attempt >= TRIES) throw error;
  };
  const states = admin.batchJobs.watch([id], { signal, timeout: Number.POSITIVE_INFINITY, onPoll });
  for await (const job of states) return job;
  throw new Error(`${id} was not seen.`);
}

/** TanStack's tag, which tells a key's data to `getQueryData`, is of its type alone. */
function tagged<TKey, TData>(key: TKey): DataTag<TKey, TData> {
  return key as DataTag<TKey, TData>;
}
