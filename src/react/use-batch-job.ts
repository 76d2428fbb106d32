import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { BatchJob, WaitOptions } from "medusa-batch-jobs";
import type { ClientOptions } from "./client.js";
import { useBatchJobsClient } from "./provider.js";
import { batchJobQueryOptions } from "./queries.js";

/** How to show a job. */
export interface UseBatchJobOptions extends ClientOptions {
  /** How long the job is followed, as for `wait`. Default: `"finished"`. */
  until?: WaitOptions["until"];
  /** Called when the job comes to `until`, once; not for one that was there when it was first seen. */
  onSettled?: ((job: BatchJob) => void) | undefined;
}

/** A job, live. With `undefined` for an id, nothing is asked for. */
export function useBatchJob(
  id: string | undefined,
  { client }: UseBatchJobOptions = {},
): UseQueryResult<BatchJob> {
  return useQuery({
    ...batchJobQueryOptions(useBatchJobsClient({ client }), id ?? ""),
    enabled: id !== undefined,
  });
}
