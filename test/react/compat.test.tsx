import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { batchJobKeys } from "medusa-batch-jobs/react";
import {
  adminBatchJobsKeys,
  useAdminBatchJob,
  useAdminBatchJobs,
  useAdminCancelBatchJob,
  useAdminConfirmBatchJob,
  useAdminCreateBatchJob,
} from "medusa-batch-jobs/react/compat";
import type { PropsWithChildren } from "react";
import { describe, expect, test, vi } from "vitest";
import { Shop } from "./support/shop.js";

/** A shop that does at once what it is told, and an application with medusa-react's hooks, as its own tests have them. */
function open() {
  const shop = new Shop({ tick: 0, clock: () => 0 });
  return {
    ...shop,
    shop,
    render: <T,>(useHook: () => T) => shop.renderHook(useHook).result,
    create: () => shop.createJob("product-export", true),
  };
}

describe("as medusa-react's own tests have it", () => {
  test("useAdminBatchJobs returns a list of batch jobs", async () => {
    const { render, create, medusa } = open();
    await create();
    const result = render(() => useAdminBatchJobs());
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(result.current.response?.status).toEqual(200);
    const { batch_jobs, count, offset, limit } = await medusa.admin.batchJobs.list();
    expect(result.current.batch_jobs).toEqual(batch_jobs);
    expect(result.current).toMatchObject({ count, offset, limit });
  });

  test("useAdminBatchJob returns a batch job", async () => {
    const { render, create, medusa } = open();
    const { id } = await create();
    const result = render(() => useAdminBatchJob(id));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(result.current.response?.status).toEqual(200);
    expect(result.current.batch_job).toEqual((await medusa.admin.batchJobs.retrieve(id)).batch_job);
  });

  test("useAdminCreateBatchJob creates a batch job and returns it", async () => {
    const { render } = open();
    const batch = { type: "product-export", dry_run: false, context: {} };
    const result = render(() => useAdminCreateBatchJob());
    act(() => result.current.mutate(batch));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(result.current.data?.response.status).toEqual(201);
    expect(result.current.data?.batch_job).toMatchObject(batch);
  });

  test.each([
    ["useAdminCancelBatchJob", "cancels", "canceled", useAdminCancelBatchJob],
    ["useAdminConfirmBatchJob", "confirms", "confirmed", useAdminConfirmBatchJob],
  ])("%s %s a batch job and returns it", async (_name, _does, status, useHook) => {
    const { render, create } = open();
    const { id } = await create();
    const result = render(() => useHook(id));
    act(() => result.current.mutate());
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(result.current.data?.response.status).toEqual(200);
    expect(result.current.data?.batch_job).toMatchObject({ id, status });
  });
});

test("the keys are those of medusa-react", () => {
  const query = { limit: 20 };
  expect(adminBatchJobsKeys.all).toEqual(["admin_batches"]);
  expect(adminBatchJobsKeys.lists()).toEqual(["admin_batches", "list"]);
  expect(adminBatchJobsKeys.list(query)).toEqual(["admin_batches", "list", { query }]);
  expect(adminBatchJobsKeys.details()).toEqual(["admin_batches", "detail"]);
  expect(adminBatchJobsKeys.detail("batch_1")).toEqual(["admin_batches", "detail", "batch_1"]);
});

describe("a query", () => {
  test("has an error where the server says no, and asks once", async () => {
    const { render } = open();
    const result = render(() => useAdminBatchJob("batch_nope"));
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(result.current.error).toMatchObject({ response: { status: 404 } });
    expect(result.current.batch_job).toBeUndefined();
    expect(result.current.failureCount).toBe(1);
  });

  test("that is not enabled asks for nothing, and is not loading", () => {
    const { render, requests } = open();
    const result = render(() => useAdminBatchJob("", { enabled: false }));
    expect(result.current).toMatchObject({ isLoading: false, isPending: true, status: "pending" });
    expect(requests).toEqual([]);
  });

  test("asks again as `refetchInterval` says, which sees the job", async () => {
    const { render, create, medusa } = open();
    const { id } = await create();
    const result = render(() =>
      useAdminBatchJob(id, {
        refetchInterval: ({ state }) => (state.data?.batch_job.status === "completed" ? false : 10),
      }),
    );
    await waitFor(() => expect(result.current.batch_job?.status).toBe("pre_processed"));
    await act(() => medusa.admin.batchJobs.confirm(id));
    await waitFor(() => expect(result.current.batch_job?.status).toBe("completed"));
  });

  test("takes a client of its own, without a provider", async () => {
    const { medusa, queryClient } = open();
    const { result } = renderHook(() => useAdminBatchJobs({}, { client: medusa }), {
      wrapper: ({ children }: PropsWithChildren) => (
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      ),
    });
    await waitFor(() => expect(result.current.batch_jobs).toEqual([]));
  });

  test("renders a component again for what it reads alone, and shows all that is spread", async () => {
    const { render, queryClient, shop } = open();
    const renderings = { reads: 0, spreads: 0 };
    const reads = render(() => {
      renderings.reads += 1;
      const { count, isSuccess } = useAdminBatchJobs();
      return { count, isSuccess };
    });
    const spreads = render(() => {
      renderings.spreads += 1;
      return { ...useAdminBatchJobs() };
    });
    await waitFor(() => expect(reads.current).toEqual({ count: 0, isSuccess: true }));
    expect(spreads.current).toMatchObject({ count: 0, isSuccess: true, isFetching: false });
    expect(spreads.current).not.toHaveProperty("data");
    const before = { ...renderings };
    let answer = () => {};
    shop.intercept = () => new Promise((resolve) => (answer = () => resolve(undefined)));
    act(() => void queryClient.refetchQueries());
    await waitFor(() => expect(spreads.current.isFetching).toBe(true));
    answer();
    await waitFor(() => expect(spreads.current.isFetching).toBe(false));
    expect(renderings.spreads).toBeGreaterThan(before.spreads + 1);
    expect(renderings.reads).toBe(before.reads);
  });
});

describe("a mutation", () => {
  test("is loading, by the name it had before", async () => {
    const { render, create } = open();
    const { id } = await create();
    let send = () => {};
    const onMutate = () => new Promise<void>((resolve) => (send = resolve));
    const result = render(() => useAdminConfirmBatchJob(id, { onMutate }));
    expect(result.current.isLoading).toBe(false);
    act(() => result.current.mutate());
    await waitFor(() => expect(result.current.isLoading).toBe(true));
    send();
    await waitFor(() => expect(result.current.isLoading).toBe(false));
    expect(result.current.isSuccess).toBe(true);
  });

  test("has both kinds of hooks ask again, for lists and that job alone, before it calls back", async () => {
    const { render, create, queryClient } = open();
    const { id } = await create();
    const stale = [adminBatchJobsKeys, batchJobKeys].flatMap((keys) => [
      keys.list({ limit: 5 }),
      keys.detail(id),
    ]);
    const fresh = [adminBatchJobsKeys.detail("batch_2"), batchJobKeys.detail("batch_2"), ["mine"]];
    for (const key of [...stale, ...fresh]) queryClient.setQueryData(key, {});
    const isStale = (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated;
    const seen: unknown[] = [];
    const onSuccess = vi.fn(() => seen.push([stale.map(isStale), fresh.map(isStale)]));
    const result = render(() => useAdminConfirmBatchJob(id, { onSuccess }));
    await act(() => result.current.mutateAsync());
    expect(seen).toEqual([[stale.map(() => true), fresh.map(() => false)]]);
    expect(onSuccess.mock.lastCall?.at(0)).toMatchObject({ batch_job: { id } });
  });

  test("has its error, and tells `onError`", async () => {
    const { render } = open();
    const onError = vi.fn();
    const result = render(() => useAdminCancelBatchJob("batch_nope", { onError }));
    act(() => result.current.mutate());
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(result.current.error).toMatchObject({ response: { status: 404 } });
    expect(onError).toHaveBeenCalledOnce();
  });
});
