import type { AdminGetBatchParams } from "medusa-batch-jobs";

/** The keys of medusa-react's queries. What stands under them is the server's answer, `response` included. */
export const adminBatchJobsKeys = {
  all: ["admin_batches"],
  lists: () => [...adminBatchJobsKeys.all, "list"] as const,
  list: (query?: AdminGetBatchParams) => [...adminBatchJobsKeys.lists(), { query }] as const,
  details: () => [...adminBatchJobsKeys.all, "detail"] as const,
  detail: (id: string) => [...adminBatchJobsKeys.details(), id] as const,
} as const;
