import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  AdminPostBatchesReq,
  BatchJob,
  BatchJobContexts,
  DeclaredBatchJobReq,
} from "medusa-batch-jobs";
import type { BatchJobsClient, ClientOptions } from "./client.js";
import { batchJobKeys } from "./keys.js";
import { applyJob } from "./live/apply-job.js";
import { useBatchJobsClient } from "./provider.js";

/** Options of a mutation: TanStack Query's, and the client. */
export type BatchJobMutationOptions<TVariables> = ClientOptions &
  Omit<UseMutationOptions<BatchJob, Error, TVariables>, "mutationFn">;

/** What `create` takes of the types `T`; see `AdminPostBatchesReq`. */
export type CreateBatchJobPayload<T extends string = keyof BatchJobContexts> =
  | AdminPostBatchesReq<T>
  | DeclaredBatchJobReq;

/**
 * Creates a job: `mutate({ type, context })`. For types of your own, `useCreateBatchJob<"stock-sync">()`, or `<string>`
 * where the type is known at run time alone. It is not sent again: a create whose answer was lost may have made a job.
 *
 * The lists of the cache are asked for anew, before your callbacks are called.
 *
 * @example
 * ```tsx
 * import { useCreateBatchJob } from "medusa-batch-jobs/react";
 *
 * export function ExportButton() {
 *   const { mutate, isPending } = useCreateBatchJob();
 *   return (
 *     <button disabled={isPending} onClick={() => mutate({ type: "product-export", context: {} })}>
 *       Export products
 *     </button>
 *   );
 * }
 * ```
 */
export function useCreateBatchJob<T extends string = keyof BatchJobContexts>(
  options: BatchJobMutationOptions<CreateBatchJobPayload<T>> = {},
): UseMutationResult<BatchJob, Error, CreateBatchJobPayload<T>> {
  return useJobMutation(
    ({ admin }, payload) => admin.batchJobs.create<string>(payload),
    () => undefined,
    options,
  );
}

/**
 * Lets a prepared job write: `mutate(id)`. The lists of the cache and that job are asked for anew, before your
 * callbacks are called.
 */
export function useConfirmBatchJob(
  options: BatchJobMutationOptions<string> = {},
): UseMutationResult<BatchJob, Error, string> {
  return useJobMutation(({ admin }, id) => admin.batchJobs.confirm(id), idOf, options);
}

/**
 * Cancels a job: `mutate(id)`. Of one that is writing, the answer comes when that has ended: within minutes, and
 * `jobApplied(job)` tells whether it took effect all the same. The lists of the cache and that job are asked for anew,
 * before your callbacks are called.
 */
export function useCancelBatchJob(
  options: BatchJobMutationOptions<string> = {},
): UseMutationResult<BatchJob, Error, string> {
  return useJobMutation(({ admin }, id) => admin.batchJobs.cancel(id), idOf, options);
}

const idOf = (id: string) => id;

function useJobMutation<TVariables>(
  call: (client: BatchJobsClient, variables: TVariables) => PromiseLike<{ batch_job: BatchJob }>,
  idOfCalled: (variables: TVariables) => string | undefined,
  { client: given, onSuccess, onError, ...options }: BatchJobMutationOptions<TVariables>,
): UseMutationResult<BatchJob, Error, TVariables> {
  const client = useBatchJobsClient({ client: given });
  const queryClient = useQueryClient();
  const invalidate = (id: string | undefined) => {
    void queryClient.invalidateQueries({ queryKey: batchJobKeys.lists() });
    if (id !== undefined) void queryClient.invalidateQueries({ queryKey: batchJobKeys.detail(id) });
  };
  return useMutation({
    ...options,
    mutationFn: async (variables) => (await call(client, variables)).batch_job,
    onSuccess(...answer) {
      const [job] = answer;
      queryClient.setQueryData(batchJobKeys.detail(job.id), job);
      applyJob(queryClient, job);
      invalidate(job.id);
      return onSuccess?.(...answer);
    },
    onError(...failure) {
      const [, variables] = failure;
      // What was refused may have been done by somebody else; what was not answered may be done.
      invalidate(idOfCalled(variables));
      return onError?.(...failure);
    },
  });
}
