import { hashKey, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AdminBatchJobListRes, AdminGetBatchParams, PollEvent } from "medusa-batch-jobs";
import { useEffect } from "react";
import type { BatchJobsClient } from "../client.js";
import { batchJobsQueryOptions } from "../queries.js";
import { followPage, matchesNothing } from "./follow-page.js";
import { keepLive } from "./keep-live.js";
import { useLatest } from "./use-latest.js";

/** How a page is kept live. */
export interface LivePageOptions {
  isEnabled?: boolean | undefined;
  onPoll?: ((event: PollEvent) => void) | undefined;
}

/** A page of jobs, and what happens to it. */
export function useLivePage(
  client: BatchJobsClient,
  query: AdminGetBatchParams = {},
  { isEnabled = true, onPoll }: LivePageOptions = {},
): UseQueryResult<AdminBatchJobListRes> {
  const queryClient = useQueryClient();
  const options = batchJobsQueryOptions(client, query);
  const latest = useLatest({ query, onPoll });
  const isFollowed = isEnabled && !matchesNothing(query);
  const hash = hashKey(options.queryKey);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a query that is written down anew in each render is the same if its hash is
  useEffect(() => {
    if (!isFollowed) return;
    const { query } = latest.current;
    return keepLive<AdminBatchJobListRes>({
      queryClient,
      queryKey: batchJobsQueryOptions(client, query).queryKey,
      // What is followed begins where the page has ended.
      isWanted: (_, isPending) => !isPending,
      follow: (following) => followPage({ queryClient, client, query }, following),
      onPoll: (event) => latest.current.onPoll?.(event),
    });
  }, [client, queryClient, hash, isFollowed]);

  return useQuery({ ...options, enabled: isEnabled });
}
