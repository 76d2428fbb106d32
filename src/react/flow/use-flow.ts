import { useQueryClient } from "@tanstack/react-query";
import type { BatchJob } from "medusa-batch-jobs";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { BatchJobsClient, ClientOptions } from "../client.js";
import { batchJobKeys } from "../keys.js";
import { applyJob } from "../live/apply-job.js";
import { useBatchJobsClient } from "../provider.js";
import type { FlowStore } from "./flow-store.js";

/** What a flow works with, beside its options. */
export interface Surroundings {
  client: BatchJobsClient;
  /** Writes the job into the cache; `isNews`, where lists cannot know yet: it is there, it has ended. */
  showJob(job: BatchJob, isNews: boolean): void;
}

/** A flow of the component's own: what can be seen of it, and done with it. The same object until something changes. */
export function useFlow<
  TOptions extends ClientOptions,
  TFacts,
  TState extends object,
  TActions extends object,
>(
  open: (
    surroundings: TOptions & Surroundings,
  ) => FlowStore<TOptions & Surroundings, TFacts, TState, TActions>,
  options: TOptions,
): TState & TActions {
  const client = useBatchJobsClient(options);
  const queryClient = useQueryClient();
  const surroundings = {
    ...options,
    client,
    showJob(job: BatchJob, isNews: boolean) {
      applyJob(queryClient, job);
      if (isNews) void queryClient.invalidateQueries({ queryKey: batchJobKeys.lists() });
    },
  };
  const [flow] = useState(() => open(surroundings));
  useEffect(() => {
    flow.surroundings = surroundings;
  });
  useEffect(() => flow.enter(), [flow]);
  const state = useSyncExternalStore(flow.subscribe, flow.getState, flow.getFirstState);
  return useMemo(() => ({ ...state, ...flow.actions }), [state, flow]);
}
