import { act } from "@testing-library/react";
import {
  batchJobKeys,
  batchJobQueryOptions,
  batchJobsQueryOptions,
  useCancelBatchJob,
  useConfirmBatchJob,
  useCreateBatchJob,
} from "medusa-batch-jobs/react";
import { expect, test, vi } from "vitest";
import { Shop } from "./support/shop.js";

/** Which queries of the cache are to be asked for anew. */
const invalidated = ({ queryClient }: Shop) =>
  queryClient
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
    .map(({ queryKey }) => queryKey);

/** A cache with a list, two jobs, and something that is not ours. */
async function openShop() {
  const shop = new Shop();
  const [job, other] = [await shop.createJob("product-export", true), await shop.createJob()];
  const { queryClient, medusa } = shop;
  await queryClient.prefetchQuery(batchJobsQueryOptions(medusa));
  await queryClient.prefetchQuery(batchJobQueryOptions(medusa, job.id));
  await queryClient.prefetchQuery(batchJobQueryOptions(medusa, other.id));
  queryClient.setQueryData(["products"], []);
  return { shop, job, other };
}

test("a confirm writes the job everywhere, and has its lists and that job asked for, nothing else", async () => {
  const { shop, job } = await openShop();
  shop.fake.settle(job.id);
  const { result } = shop.renderHook(() => useConfirmBatchJob());
  await act(() => result.current.mutateAsync(job.id));
  const { queryClient, medusa } = shop;
  const { queryKey } = batchJobsQueryOptions(medusa);
  expect(queryClient.getQueryData(batchJobKeys.detail(job.id))).toEqual(shop.job(job.id));
  expect(queryClient.getQueryData(queryKey)?.batch_jobs).toContainEqual(shop.job(job.id));
  expect(invalidated(shop)).toEqual([batchJobKeys.list(), batchJobKeys.detail(job.id)]);
});

test("the caller's callbacks come after that, with all that TanStack tells them", async () => {
  const { shop, job } = await openShop();
  const seen: unknown[] = [];
  const onSuccess = vi.fn(() => {
    seen.push(...invalidated(shop));
  });
  const onSettled = vi.fn();
  const onMutate = vi.fn(() => "kept");
  const { result } = shop.renderHook(() => useCancelBatchJob({ onMutate, onSuccess, onSettled }));
  await act(() => result.current.mutateAsync(job.id));
  expect(seen).toEqual([batchJobKeys.list(), batchJobKeys.detail(job.id)]);
  const canceled = expect.objectContaining({ id: job.id, status: "canceled" });
  expect(onSuccess.mock.calls[0]?.slice(0, 3)).toEqual([canceled, job.id, "kept"]);
  expect(onSettled.mock.calls[0]?.slice(0, 4)).toEqual([canceled, null, job.id, "kept"]);
});

test("a create puts the job into the cache, and has the lists asked for", async () => {
  const { shop } = await openShop();
  const { result } = shop.renderHook(() => useCreateBatchJob());
  const job = await act(() =>
    result.current.mutateAsync({ type: "product-export", context: {}, dry_run: true }),
  );
  expect(shop.queryClient.getQueryData(batchJobKeys.detail(job.id))).toEqual(shop.job(job.id));
  expect(invalidated(shop)).toContainEqual(batchJobKeys.list());
});

test("what was refused has that job asked for, since it is not what was believed", async () => {
  const { shop, job } = await openShop();
  const onError = vi.fn();
  const { result } = shop.renderHook(() => useConfirmBatchJob({ onError }));
  await act(() => result.current.mutateAsync(job.id).catch(() => {}));
  expect(onError.mock.calls[0]?.slice(0, 2)).toEqual([
    expect.objectContaining({ name: "MedusaInvalidRequestError" }),
    job.id,
  ]);
  expect(invalidated(shop)).toEqual([batchJobKeys.list(), batchJobKeys.detail(job.id)]);
});

test("a create is sent once, also in StrictMode and in an outage", async () => {
  const { shop } = await openShop();
  const { result } = shop.renderHook(() => useCreateBatchJob());
  shop.takeRequests();
  shop.intercept = () => new Response("Bad Gateway", { status: 502 });
  await act(() =>
    result.current.mutateAsync({ type: "product-export", context: {} }).catch(() => {}),
  );
  expect(shop.takeRequests()).toEqual(["POST /admin/batch-jobs"]);
});
