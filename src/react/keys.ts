import type { AdminGetBatchParams } from "medusa-batch-jobs";

/**
 * The keys under which jobs are in TanStack Query's cache, from the general to the particular: to invalidate one
 * invalidates what is below it.
 *
 * @example
 * ```ts
 * import { QueryClient } from "@tanstack/react-query";
 * import { batchJobKeys } from "medusa-batch-jobs/react";
 *
 * const queryClient = new QueryClient();
 * await queryClient.invalidateQueries({ queryKey: batchJobKeys.lists() });
 * ```
 */
export const batchJobKeys = {
  all: ["medusa-batch-jobs"],
  lists: () => [...batchJobKeys.all, "list"] as const,
  list: (query: AdminGetBatchParams = {}) => [...batchJobKeys.lists(), query] as const,
  details: () => [...batchJobKeys.all, "detail"] as const,
  detail: (id: string) => [...batchJobKeys.details(), id] as const,
} as const;
