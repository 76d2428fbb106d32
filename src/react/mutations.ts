import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
} from "@tanstack/react-query";
import type { AdminPostBatchesReq, BatchJob } from "medusa-batch-jobs";
import type { ClientOptions } from "./client.js";
import { useBatchJobsClient } from "./provider.js";

/** Options of a mutation: TanStack Query's, and the client. */
export type BatchJobMutationOptions<TVariables> = ClientOptions &
  Omit<UseMutationOptions<BatchJob, Error, TVariables>, "mutationFn">;

/** Creates a job: `mutate({ type, context })`. */
export function useCreateBatchJob({
  client,
  ...options
}: BatchJobMutationOptions<AdminPostBatchesReq<string>> = {}): UseMutationResult<
  BatchJob,
  Error,
  AdminPostBatchesReq<string>
> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useMutation({
    ...options,
    mutationFn: async (payload) => (await batchJobs.create<string>(payload)).batch_job,
  });
}

/** Confirms a prepared job: `mutate(id)`. */
export function useConfirmBatchJob({
  client,
  ...options
}: BatchJobMutationOptions<string> = {}): UseMutationResult<BatchJob, Error, string> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useMutation({
    ...options,
    mutationFn: async (id) => (await batchJobs.confirm(id)).batch_job,
  });
}

/** Cancels a job: `mutate(id)`. */
export function useCancelBatchJob({
  client,
  ...options
}: BatchJobMutationOptions<string> = {}): UseMutationResult<BatchJob, Error, string> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useMutation({
    ...options,
    mutationFn: async (id) => (await batchJobs.cancel(id)).batch_job,
  });
}
