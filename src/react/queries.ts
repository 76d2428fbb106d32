import { queryOptions } from "@tanstack/react-query";
import type { AdminBatchJobListRes, AdminGetBatchParams } from "medusa-batch-jobs";
import type { BatchJobsClient } from "./client.js";
import { batchJobKeys } from "./keys.js";

/** A page of jobs. */
export function batchJobsQueryOptions(client: BatchJobsClient, query?: AdminGetBatchParams) {
  return queryOptions({
    queryKey: batchJobKeys.list(query),
    retry: false,
    async queryFn({ signal }): Promise<AdminBatchJobListRes> {
      const { response: _, ...page } = await client.admin.batchJobs.list(query, { signal });
      return page;
    },
  });
}

/** One job. */
export function batchJobQueryOptions(client: BatchJobsClient, id: string) {
  return queryOptions({
    queryKey: batchJobKeys.detail(id),
    retry: false,
    queryFn: async ({ signal }) =>
      (await client.admin.batchJobs.retrieve(id, { signal })).batch_job,
  });
}
