import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import axios from "axios";
import Medusa from "medusa-batch-jobs";
import { BatchJobsProvider, batchJobKeys } from "medusa-batch-jobs/react";
import {
  adminBatchJobsKeys,
  useAdminBatchJob,
  useAdminBatchJobs,
  useAdminCancelBatchJob,
  useAdminConfirmBatchJob,
  useAdminCreateBatchJob,
} from "medusa-batch-jobs/react/compat";
import { FakeMedusa } from "medusa-batch-jobs/testing";
import type { PropsWithChildren } from "react";
import { describe, expect, onTestFinished, test, vi } from "vitest";

const PREPARED = { type: "product-export", context: {}, dry_run: true };

/** A shop, and an application with medusa-react's hooks, as its own tests have them. */
function open() {
  const fake = new FakeMedusa({ tick: 0 });
  const medusa = new Medusa({
    apiKey: "test_api_token_admin",
    maxRetries: 0,
    axiosAdapter: axios.getAdapter("fetch", {
      env: { fetch: (...asked: Parameters<typeof fetch>) => fake.fetch(new Request(...asked)) },
    }),
  });
  const queryClient = new QueryClient();
  onTestFinished(() => queryClient.clear());
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={queryClient}>
      <BatchJobsProvider client={medusa}>{children}</BatchJobsProvider>
    </QueryClientProvider>
  );
  return {
    fake,
    medusa,
    queryClient,
    render: <T,>(useHook: () => T) => renderHook(useHook, { wrapper }).result,
    create: async (payload: object = PREPARED) =>
      (await medusa.admin.batchJobs.create<string>(Object(payload))).batch_job,
  };
}

type Seen = { batch_job: { status: string } };
const SHOW = /^GET \/admin\/batch-jobs\/batch_/;

/** The requests of a kind that the shop had. */
const asked = ({ requests }: FakeMedusa, request: RegExp) =>
  requests.filter(({ method, path }) => request.test(`${method} ${path}`)).length;

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
    const { render, fake } = open();
    const result = render(() => useAdminBatchJob("batch_nope"));
    await waitFor(() => expect(result.current.isError).toBe(true));
    expect(result.current.error).toMatchObject({ response: { status: 404 } });
    expect(result.current.batch_job).toBeUndefined();
    expect(asked(fake, SHOW)).toBe(1);
  });

  test("that is not enabled asks for nothing, and is not loading", () => {
    const { render, fake } = open();
    const result = render(() => useAdminBatchJob("", { enabled: false }));
    expect(result.current).toMatchObject({ isLoading: false, isPending: true, status: "pending" });
    expect(fake.requests).toEqual([]);
  });

  test("asks again as `refetchInterval` says, which sees the job", async () => {
    const { render, create, fake } = open();
    const { id } = await create({ type: "product-export", context: {} });
    const refetchInterval = vi.fn(({ state: { data } }: { state: { data?: Seen | undefined } }) =>
      data?.batch_job.status === "completed" ? false : (10 as const),
    );
    const result = render(() => useAdminBatchJob(id, { refetchInterval }));
    await waitFor(() => expect(result.current.batch_job?.status).toBe("completed"));
    expect(asked(fake, SHOW)).toBeGreaterThan(0);
    expect(refetchInterval).toHaveLastReturnedWith(false);
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
    const { render } = open();
    let renderings = 0;
    const reads = render(() => {
      renderings += 1;
      const { count, refetch } = useAdminBatchJobs();
      return { count, refetch };
    });
    const spreads = render(() => ({ ...useAdminBatchJobs() }));
    await waitFor(() => expect(reads.current.count).toBe(0));
    expect(spreads.current).toMatchObject({ count: 0, isSuccess: true, isFetching: false });
    expect(spreads.current).not.toHaveProperty("data");
    expect(renderings).toBe(2);
  });
});

describe("a mutation", () => {
  test("is loading, by the name it had before", async () => {
    const { render, create } = open();
    const { id } = await create();
    const seen = new Set<boolean>();
    const result = render(() => {
      const confirm = useAdminConfirmBatchJob(id);
      expect(confirm.isLoading).toBe(confirm.isPending);
      seen.add(confirm.isLoading);
      return confirm;
    });
    act(() => result.current.mutate());
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect([...seen]).toEqual([false, true]);
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
