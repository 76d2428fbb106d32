import type { UseQueryResult } from "@tanstack/react-query";
import type { AdminBatchJobListRes, AdminGetBatchParams } from "medusa-batch-jobs";
import type { ClientOptions } from "./client.js";
import { useLivePage } from "./live/use-live-page.js";
import { useBatchJobsClient } from "./provider.js";

/** How to show a page of jobs. */
export interface UseBatchJobsOptions extends ClientOptions {
  /** `false` asks for nothing. Default: true. */
  enabled?: boolean | undefined;
}

/**
 * A page of jobs, live, while it is shown and online: changes are written into its rows, and the page is asked for anew
 * when a job appears, or when one may have come to the query's `status`, or left it. A round is one request, and one for
 * all pages with the same filters. Outages do not end it.
 *
 * @param query As for `list`: without one, the ten newest.
 * @returns TanStack Query's own result.
 * @example
 * ```tsx
 * import { jobSummary } from "medusa-batch-jobs";
 * import { useBatchJobs } from "medusa-batch-jobs/react";
 *
 * export function Imports() {
 *   const { data } = useBatchJobs({ type: "product-import", limit: 20 });
 *   return <ul>{data?.batch_jobs.map((job) => <li key={job.id}>{jobSummary(job)}</li>)}</ul>;
 * }
 * ```
 */
export function useBatchJobs(
  query?: AdminGetBatchParams,
  { enabled: isEnabled, ...options }: UseBatchJobsOptions = {},
): UseQueryResult<AdminBatchJobListRes> {
  return useLivePage(useBatchJobsClient(options), query, { isEnabled });
}
