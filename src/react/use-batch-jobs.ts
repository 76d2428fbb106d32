import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { AdminBatchJobListRes, AdminGetBatchParams } from "medusa-batch-jobs";
import type { ClientOptions } from "./client.js";
import { useBatchJobsClient } from "./provider.js";
import { batchJobsQueryOptions } from "./queries.js";

/** How to show a page of jobs. */
export interface UseBatchJobsOptions extends ClientOptions {
  /** `false` asks for nothing. Default: true. */
  enabled?: boolean | undefined;
}

/** A page of jobs, live. */
export function useBatchJobs(
  query?: AdminGetBatchParams,
  { client, enabled = true }: UseBatchJobsOptions = {},
): UseQueryResult<AdminBatchJobListRes> {
  return useQuery({ ...batchJobsQueryOptions(useBatchJobsClient({ client }), query), enabled });
}
