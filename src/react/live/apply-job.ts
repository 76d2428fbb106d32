import type { QueryClient } from "@tanstack/react-query";
import type { AdminBatchJobListRes, BatchJob } from "medusa-batch-jobs";
import { batchJobKeys } from "../keys.js";

/** Writes what was seen of a job into the cache, wherever that has the job: by itself, and in lists. */
export function applyJob(queryClient: QueryClient, job: BatchJob): void {
  const detail = batchJobKeys.detail(job.id);
  if (queryClient.getQueryState(detail) !== undefined) queryClient.setQueryData(detail, job);
  queryClient.setQueriesData<AdminBatchJobListRes>({ queryKey: batchJobKeys.lists() }, (page) =>
    page?.batch_jobs.some(({ id }) => id === job.id)
      ? { ...page, batch_jobs: page.batch_jobs.map((row) => (row.id === job.id ? job : row)) }
      : undefined,
  );
}
