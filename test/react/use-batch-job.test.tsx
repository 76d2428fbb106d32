import { focusManager, onlineManager } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import type { BatchJob } from "medusa-batch-jobs";
import { batchJobKeys, useBatchJob, useBatchJobs } from "medusa-batch-jobs/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Shop } from "./support/shop.js";
import { pass, stopTime } from "./support/time.js";

function Card({ id, onRender }: { id: string; onRender?: () => void }) {
  const { data } = useBatchJob(id);
  onRender?.();
  return <p data-testid={id}>{data?.status}</p>;
}

const shown = (id: string) => screen.getAllByTestId(id).map((card) => card.textContent);

/** Rounds of the poller: times at which requests left, told apart by the pauses between. */
async function requestsOf(shop: Shop, milliseconds: number): Promise<string[]> {
  shop.takeRequests();
  await pass(shop, milliseconds);
  return shop.takeRequests();
}

beforeEach(stopTime);

describe("a hundred cards of running jobs", () => {
  test("are one request, whatever the number of observers", async () => {
    const shop = new Shop();
    const jobs = await shop.createJobs(100);
    const cards = jobs.flatMap(({ id }) =>
      [1, 2, 3].map((n) => <Card key={`${id} ${n}`} id={id} />),
    );
    shop.render(cards);
    await pass(shop, 100);
    expect(shown(jobs[99]?.id ?? "")).toEqual(["created", "created", "created"]);
    const [request, ...others] = shop.takeRequests();
    expect(others).toEqual([]);
    for (const { id } of jobs) expect(request).toContain(id);
  });

  test("are one request a round, refetches among them", async () => {
    const shop = new Shop();
    const jobs = await shop.createJobs(100);
    shop.render(
      jobs.flatMap(({ id }) => [1, 2, 3].map((n) => <Card key={`${id} ${n}`} id={id} />)),
    );
    await pass(shop, 100);
    // The longest pause is 12 s, the shortest 0.4 s: alone, a hundred jobs would be hundreds of requests.
    const polls = await requestsOf(shop, 60_000);
    expect(polls.length).toBeGreaterThanOrEqual(5);
    expect(polls.length).toBeLessThanOrEqual(40);
    for (const id of jobs.map((job) => job.id)) {
      expect(polls.filter((poll) => poll.includes(id)).length).toBeLessThanOrEqual(polls.length);
    }
    shop.takeRequests();
    void shop.queryClient.refetchQueries({ queryKey: batchJobKeys.details() });
    await pass(shop, 50);
    expect(shop.takeRequests()).toHaveLength(1);
  });
});

describe("what happens on the server", () => {
  test("is shown, and the end of it ends the asking", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.render(<Card id={id} />);
    await pass(shop, 100);
    shop.fake.advance(id);
    await pass(shop, 1_000);
    expect(shown(id)).toEqual(["confirmed"]);
    shop.fake.settle(id);
    await pass(shop, 1_000);
    expect(shown(id)).toEqual(["completed"]);
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1); // TanStack's own: when the cache forgets
  });

  test("renders nothing anew where nothing has changed", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const onRender = vi.fn();
    shop.render(<Card id={id} onRender={onRender} />);
    await pass(shop, 100);
    onRender.mockClear();
    expect((await requestsOf(shop, 30_000)).length).toBeGreaterThan(3);
    void shop.queryClient.refetchQueries({ queryKey: batchJobKeys.detail(id) });
    expect(await requestsOf(shop, 50)).toHaveLength(1);
    expect(onRender).not.toHaveBeenCalled();
  });

  test("leaves what has not changed the same object", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => useBatchJob(id));
    await pass(shop, 100);
    const before = result.current.data;
    shop.fake.advance(id);
    await pass(shop, 1_000);
    expect(result.current.data?.status).toBe("confirmed");
    expect(before?.context?.list_config).toBeDefined();
    expect(result.current.data?.context?.list_config).toBe(before?.context?.list_config);
  });

  test("is shown of a failed job with the errors that the server adds a second later", async () => {
    const shop = new Shop({ tick: 900 });
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => useBatchJob(id));
    await pass(shop, 100);
    shop.fake.fail(id, { message: "no space left", code: "ENOSPC" });
    await pass(shop, 700);
    expect(result.current.data?.result?.errors).toHaveLength(1);
    await pass(shop, 2_000);
    expect(result.current.data?.result?.errors).toHaveLength(2);
  });
});

describe("a page that nobody sees", () => {
  test("asks for nothing while it is hidden, and at once when it is shown", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.render(<Card id={id} />);
    await pass(shop, 100);
    act(() => focusManager.setFocused(false));
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    shop.fake.advance(id);
    act(() => focusManager.setFocused(true));
    expect(await requestsOf(shop, 50)).toEqual([`GET /admin/batch-jobs/${id}`]);
    expect(shown(id)).toEqual(["confirmed"]);
  });

  test("asks for nothing while it is offline, and at once when it is online", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.render(<Card id={id} />);
    await pass(shop, 100);
    act(() => onlineManager.setOnline(false));
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    act(() => onlineManager.setOnline(true));
    expect(await requestsOf(shop, 50)).toHaveLength(1);
  });

  test("asks for nothing when it is gone, and leaves no timer of the client's", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { unmount } = shop.render(<Card id={id} />);
    await pass(shop, 100);
    unmount();
    shop.queryClient.clear();
    expect(vi.getTimerCount()).toBe(0);
    expect(await requestsOf(shop, 60_000)).toEqual([]);
  });

  test("leaves a request that is on its way when it goes", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const signals: AbortSignal[] = [];
    shop.intercept = ({ signal }) => {
      signals.push(signal);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason)),
      );
    };
    const { unmount } = shop.render(<Card id={id} />);
    await act(() => vi.advanceTimersByTimeAsync(50));
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    unmount();
    await pass(shop, 0);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe("a job that has ended", () => {
  test("is never asked for again: shown, mounted, online", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.fake.settle(id);
    const { unmount } = shop.render(<Card id={id} />);
    await pass(shop, 2_000);
    expect(shop.takeRequests()).toHaveLength(1);
    act(() => focusManager.setFocused(false));
    act(() => focusManager.setFocused(true));
    act(() => onlineManager.setOnline(false));
    act(() => onlineManager.setOnline(true));
    unmount();
    shop.render(<Card id={id} />);
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    expect(shown(id)).toEqual(["completed"]);
  });
});

describe("a server that does not answer", () => {
  test("is an error at first, after the third try; when it is back, the job is shown", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.isDown = true;
    const { result } = shop.renderHook(() => useBatchJob(id));
    await pass(shop, 100);
    expect(result.current.status).toBe("pending");
    await pass(shop, 2_500);
    expect(result.current.error?.name).toBe("MedusaConnectionError");
    shop.isDown = false;
    await pass(shop, 12_000);
    expect(result.current).toMatchObject({ status: "success", data: { status: "created" } });
  });

  test("does not end the following of a job that was seen", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => useBatchJob(id));
    await pass(shop, 100);
    shop.isDown = true;
    await pass(shop, 60_000);
    expect(result.current).toMatchObject({ status: "success", data: { status: "created" } });
    shop.fake.advance(id);
    shop.isDown = false;
    await pass(shop, 12_000);
    expect(result.current.data?.status).toBe("confirmed");
  });

  test("is not shown as an error any longer than it lasts, although the job has not changed", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => useBatchJob(id));
    await pass(shop, 100);
    shop.isDown = true;
    void shop.queryClient.refetchQueries({ queryKey: batchJobKeys.detail(id) });
    await pass(shop, 3_000);
    expect(result.current.status).toBe("error");
    shop.isDown = false;
    await pass(shop, 12_000);
    expect(result.current.status).toBe("success");
  });
});

describe("a server that refuses to answer", () => {
  test("says why, is not asked again, and is followed on after the login", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => {
      const { data, status, error, refetch } = useBatchJob(id);
      return { data, status, error, refetch };
    });
    await pass(shop, 100);
    shop.isLoggedOut = true;
    await pass(shop, 2_000);
    expect(result.current.error?.name).toBe("MedusaAuthenticationError");
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    shop.isLoggedOut = false;
    void result.current.refetch();
    await pass(shop, 100);
    expect(result.current.status).toBe("success");
    shop.fake.advance(id);
    await pass(shop, 2_000);
    expect(result.current.data?.status).toBe("confirmed");
  });

  test("is asked once for a job that is not there", async () => {
    const shop = new Shop();
    const { result } = shop.renderHook(() => useBatchJob("batch_nowhere"));
    await pass(shop, 5_000);
    expect(result.current.error?.name).toBe("MedusaNotFoundError");
    expect(shop.requests).toEqual(["GET /admin/batch-jobs/batch_nowhere"]);
  });
});

describe("until and onSettled", () => {
  test("tells once, of a job that comes to its end, by the callback of the last render", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const [first, last] = [vi.fn(), vi.fn()];
    const { rerender } = shop.renderHook(({ onSettled }) => useBatchJob(id, { onSettled }), {
      initialProps: { onSettled: first },
    });
    await pass(shop, 100);
    rerender({ onSettled: last });
    shop.fake.settle(id);
    await pass(shop, 10_000);
    expect(first).not.toHaveBeenCalled();
    expect(last.mock.calls.map(([job]) => [job.id, job.status])).toEqual([[id, "completed"]]);
  });

  test("tells nothing of a job that had ended when it was first seen", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    shop.fake.settle(id);
    const onSettled = vi.fn();
    shop.renderHook(() => useBatchJob(id, { onSettled }));
    await pass(shop, 10_000);
    expect(onSettled).not.toHaveBeenCalled();
  });

  test("stops at a confirmation where that is asked for, and goes on after it", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob("product-export", true);
    const onSettled = vi.fn<(job: BatchJob) => void>();
    const { result } = shop.renderHook(() => useBatchJob(id, { until: "settled", onSettled }));
    await pass(shop, 100);
    shop.fake.settle(id);
    await pass(shop, 1_000);
    expect(onSettled.mock.calls.map(([job]) => job.status)).toEqual(["pre_processed"]);
    expect(await requestsOf(shop, 60_000)).toEqual([]);
    void shop.medusa.admin.batchJobs.confirm(id);
    await pass(shop, 50);
    void shop.queryClient.invalidateQueries();
    await pass(shop, 50);
    shop.fake.settle(id);
    await pass(shop, 2_000);
    expect(result.current.data?.status).toBe("completed");
  });
});

describe("of the cache", () => {
  test("no id asks for nothing", async () => {
    const shop = new Shop();
    const { result } = shop.renderHook(() => useBatchJob(undefined));
    await pass(shop, 10_000);
    expect(result.current.fetchStatus).toBe("idle");
    expect(shop.requests).toEqual([]);
  });

  test("another id is another job", async () => {
    const shop = new Shop();
    const [one, other] = await shop.createJobs(2);
    const { result, rerender } = shop.renderHook(({ id }) => useBatchJob(id), {
      initialProps: { id: one?.id },
    });
    await pass(shop, 100);
    rerender({ id: other?.id });
    await pass(shop, 100);
    expect(result.current.data?.id).toBe(other?.id);
    const polls = await requestsOf(shop, 20_000);
    expect(polls.filter((poll) => poll.includes(String(one?.id)))).toEqual([]);
    expect(polls.length).toBeGreaterThan(2);
  });

  test("a change that a list has seen is shown by the job too", async () => {
    const shop = new Shop();
    const { id } = await shop.createJob();
    const { result } = shop.renderHook(() => [useBatchJob(id), useBatchJobs()] as const);
    await pass(shop, 100);
    shop.fake.advance(id);
    await pass(shop, 1_000);
    const [job, page] = result.current;
    expect([job.data?.status, page.data?.batch_jobs[0]?.status]).toEqual([
      "confirmed",
      "confirmed",
    ]);
  });
});
