import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useQuery,
  useSuspenseQuery,
} from "@tanstack/react-query";
import type { AdminBatchJobListRes, BatchJob, Medusa } from "medusa-batch-jobs";
import {
  batchJobQueryOptions,
  batchJobsQueryOptions,
  useBatchJob,
  useBatchJobs,
  useCancelBatchJob,
  useCreateBatchJob,
} from "medusa-batch-jobs/react";
import { expectTypeOf, test } from "vitest";

declare const medusa: Medusa;
declare const queryClient: QueryClient;
const job = batchJobQueryOptions(medusa, "batch_01");
const jobs = batchJobsQueryOptions(medusa, { limit: 5 });

test("the queries tell TanStack what they are of", () => {
  expectTypeOf(useQuery(job).data).toEqualTypeOf<BatchJob | undefined>();
  expectTypeOf(useSuspenseQuery(job).data).toEqualTypeOf<BatchJob>();
  expectTypeOf(useSuspenseQuery(jobs).data).toEqualTypeOf<AdminBatchJobListRes>();
  expectTypeOf(useQuery({ ...job, select: ({ status }) => status.length }).data).toEqualTypeOf<
    number | undefined
  >();
  expectTypeOf(queryClient.ensureQueryData(jobs)).resolves.toEqualTypeOf<AdminBatchJobListRes>();
  expectTypeOf(queryClient.prefetchQuery(job)).resolves.toEqualTypeOf<void>();
  expectTypeOf(queryClient.getQueryData(job.queryKey)).toEqualTypeOf<BatchJob | undefined>();
});

test("the hooks give TanStack's own results", () => {
  expectTypeOf(useBatchJob("batch_01")).toEqualTypeOf<UseQueryResult<BatchJob>>();
  expectTypeOf(useBatchJobs()).toEqualTypeOf<UseQueryResult<AdminBatchJobListRes>>();
  expectTypeOf(useCancelBatchJob()).toEqualTypeOf<UseMutationResult<BatchJob, Error, string>>();
});

test("a create takes what the types of jobs take", () => {
  const { mutate } = useCreateBatchJob();
  mutate({ type: "product-export", context: {} });
  // @ts-expect-error An import needs a file.
  mutate({ type: "product-import", context: {} });
  // @ts-expect-error A type of one's own is to be named.
  mutate({ type: "stock-sync", context: {} });
  useCreateBatchJob<"stock-sync">().mutate({ type: "stock-sync", context: { depth: 1 } });
  useCreateBatchJob<string>().mutate({ type: String(Date.now()), context: {} });
});
