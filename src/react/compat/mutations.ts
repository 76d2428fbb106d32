import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { AdminBatchJobRes, AdminPostBatchesReq, Response } from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import { batchJobKeys } from "../keys.js";
import { useBatchJobsClient } from "../provider.js";
import { adminBatchJobsKeys } from "./keys.js";

/** Options of a mutation: those of TanStack Query 5, and the client. */
export type AdminMutationOptions<TVariables = void> = ClientOptions &
  Omit<UseMutationOptions<Response<AdminBatchJobRes>, Error, TVariables>, "mutationFn">;

/** A result of TanStack Query 5, with the `isLoading` that mutations had before: it is `isPending`. */
export type AdminMutationResult<TVariables = void> = UseMutationResult<
  Response<AdminBatchJobRes>,
  Error,
  TVariables
> & { isLoading: boolean };

/**
 * medusa-react's way to create a job: `mutate({ type, context })`.
 *
 * It, confirm and cancel have the lists and that job asked for again, those of `medusa-batch-jobs/react` too, and then
 * call your `onSuccess`. medusa-react asked for nothing where there was one, and after a create for all that the cache held.
 */
export function useAdminCreateBatchJob({
  client,
  ...options
}: AdminMutationOptions<AdminPostBatchesReq<string>> = {}): AdminMutationResult<
  AdminPostBatchesReq<string>
> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useAdminMutation((payload) => batchJobs.create<string>(payload), options);
}

/** medusa-react's way to confirm a prepared job: `mutate()`. `useConfirmBatchJob` takes the id then, not here. */
export function useAdminConfirmBatchJob(
  id: string,
  { client, ...options }: AdminMutationOptions = {},
): AdminMutationResult {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useAdminMutation(() => batchJobs.confirm(id), options);
}

/** medusa-react's way to cancel a job: `mutate()`. `useCancelBatchJob` takes the id then, not here. */
export function useAdminCancelBatchJob(
  id: string,
  { client, ...options }: AdminMutationOptions = {},
): AdminMutationResult {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return useAdminMutation(() => batchJobs.cancel(id), options);
}

function useAdminMutation<TVariables>(
  mutationFn: (variables: TVariables) => Promise<Response<AdminBatchJobRes>>,
  options: Omit<AdminMutationOptions<TVariables>, "client">,
): AdminMutationResult<TVariables> {
  const queryClient = useQueryClient();
  const result = useMutation({
    ...options,
    mutationFn,
    onSuccess(...answered) {
      const [{ batch_job }] = answered;
      for (const keys of [adminBatchJobsKeys, batchJobKeys]) {
        for (const queryKey of [keys.lists(), keys.detail(batch_job.id)])
          void queryClient.invalidateQueries({ queryKey });
      }
      return options.onSuccess?.(...answered);
    },
  });
  return { ...result, isLoading: result.isPending };
}
