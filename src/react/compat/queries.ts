import { type UseQueryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type {
  AdminBatchJobListRes,
  AdminBatchJobRes,
  AdminGetBatchParams,
  Response,
} from "medusa-batch-jobs";
import type { ClientOptions } from "../client.js";
import { useBatchJobsClient } from "../provider.js";
import { adminBatchJobsKeys } from "./keys.js";

/** Options of a query: those of TanStack Query 5, and the client. `retry` is false by default: the client repeats what failed. */
export type AdminQueryOptions<TData> = ClientOptions &
  Omit<UseQueryOptions<TData>, "queryKey" | "queryFn" | "select">;

/** A result of TanStack Query 5, with the keys of its data in the place of `data`. */
export type AdminQueryResult<TData> = Omit<UseQueryResult<TData>, "data"> & Partial<TData>;

/**
 * medusa-react's list of jobs: asked for once, and again when `refetchInterval` says so. `useBatchJobs` is live.
 *
 * A component is rendered again when what it reads has changed. `isLoading` is that of TanStack Query 5: of a query
 * that is not `enabled` it is false, where medusa-react said true.
 *
 * @example
 * ```tsx
 * import { useAdminBatchJobs } from "medusa-batch-jobs/react/compat";
 *
 * export function Jobs() {
 *   const { batch_jobs, count, isLoading } = useAdminBatchJobs({ limit: 20 });
 *   return <p>{isLoading ? "…" : `${batch_jobs?.length} of ${count} jobs`}</p>;
 * }
 * ```
 */
export function useAdminBatchJobs(
  query?: AdminGetBatchParams,
  { client, ...options }: AdminQueryOptions<Response<AdminBatchJobListRes>> = {},
): AdminQueryResult<Response<AdminBatchJobListRes>> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return spreadData(
    useQuery({
      retry: false,
      ...options,
      queryKey: adminBatchJobsKeys.list(query),
      queryFn: ({ signal }) => batchJobs.list(query, { signal }),
    }),
  );
}

/** medusa-react's job: asked for once, and again when `refetchInterval` says so. `useBatchJob` is live. */
export function useAdminBatchJob(
  id: string,
  { client, ...options }: AdminQueryOptions<Response<AdminBatchJobRes>> = {},
): AdminQueryResult<Response<AdminBatchJobRes>> {
  const { batchJobs } = useBatchJobsClient({ client }).admin;
  return spreadData(
    useQuery({
      retry: false,
      ...options,
      queryKey: adminBatchJobsKeys.detail(id),
      queryFn: ({ signal }) => batchJobs.retrieve(id, { signal }),
    }),
  );
}

/** TanStack sees which fields of a result a component reads: each is read when the component does, and no sooner. */
function spreadData<TData extends object>(result: UseQueryResult<TData>): AdminQueryResult<TData> {
  const fields = Object.keys(result).filter((key) => key !== "data");
  return Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(result.data ?? {}),
    ...Object.fromEntries(
      fields.map((key) => [key, { enumerable: true, get: () => Reflect.get(result, key) }]),
    ),
  });
}
