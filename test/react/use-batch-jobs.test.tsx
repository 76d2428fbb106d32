import { focusManager } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import type { AdminGetBatchParams } from "medusa-batch-jobs";
import { useBatchJobs } from "medusa-batch-jobs/react";
import { version } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { Shop } from "./support/shop.js";
import { pass, stopTime } from "./support/time.js";

function Page({ query, onRender }: { query?: AdminGetBatchParams; onRender?: () => void }) {
  const { data } = useBatchJobs(query);
  onRender?.();
  return (
    <p data-testid="page">{data?.batch_jobs.map((job) => `${job.id} ${job.status}`).join()}</p>
  );
}

const shown = () => screen.getByTestId("page").textContent;

/** What a page of these is shown as. */
const rows = (shop: Shop, ...jobs: ({ id: string } | undefined)[]) =>
  jobs.map((job) => `${job?.id} ${shop.job(String(job?.id)).status}`).join();

/** The page itself is asked for in its order, by its offset, or with the server's own limit; what is followed is not. */
async function requestsOf(shop: Shop, milliseconds: number): Promise<string[]> {
  shop.takeRequests();
  await pass(shop, milliseconds);
  return shop.takeRequests();
}

/** Jobs of different times, the last one the newest. */
async function createJobs(shop: Shop, count: number, dryRun = false) {
  const jobs = [];
  for (let made = 0; made < count; made++) {
    await vi.advanceTimersByTimeAsync(5);
    jobs.push(await shop.createJob("product-export", dryRun));
  }
  return jobs;
}

const isPageOfTen = (request: string) => !request.includes("limit=");

beforeEach(stopTime);

test("a page is one request, and what follows it one a round", async () => {
  const shop = new Shop();
  const [job] = await createJobs(shop, 1);
  shop.render(<Page />);
  await pass(shop, 100);
  expect(shown()).toBe(rows(shop, job));
  const asked = shop.takeRequests();
  const pages = asked.filter(isPageOfTen);
  expect(asked).toHaveLength(pages.length + 1);
  // The StrictMode of React 18 gives up the first one, and asks again.
  expect(pages.length).toBeLessThanOrEqual(version.startsWith("18.") ? 2 : 1);
  const polls = await requestsOf(shop, 60_000);
  expect(polls.filter(isPageOfTen)).toEqual([]);
  expect(polls.length).toBeGreaterThan(5);
  expect(polls.length).toBeLessThan(20);
});

test("a change is written into its row, and the page is not asked for", async () => {
  const shop = new Shop();
  const [job, other] = await createJobs(shop, 2);
  shop.render(<Page />);
  await pass(shop, 100);
  shop.fake.advance(String(job?.id));
  const polls = await requestsOf(shop, 2_000);
  expect(shown()).toBe(rows(shop, other, job));
  expect(polls.filter(isPageOfTen)).toEqual([]);
});

test("a new job has the page asked for, once, however many show it", async () => {
  const shop = new Shop();
  const { result } = shop.renderHook(() => [useBatchJobs(), useBatchJobs(), useBatchJobs()]);
  await pass(shop, 100);
  expect(result.current[0]?.data?.count).toBe(0);
  await createJobs(shop, 3);
  const polls = await requestsOf(shop, 12_000);
  expect(polls.filter(isPageOfTen)).toHaveLength(1);
  expect(result.current.map(({ data }) => data?.count)).toEqual([3, 3, 3]);
});

test("a poll that has seen nothing new renders nothing anew", async () => {
  const shop = new Shop();
  await createJobs(shop, 3);
  const onRender = vi.fn();
  shop.render(<Page onRender={onRender} />);
  await pass(shop, 1_000);
  onRender.mockClear();
  expect((await requestsOf(shop, 30_000)).length).toBeGreaterThan(2);
  expect(onRender).not.toHaveBeenCalled();
});

test("a job that leaves the status has the page asked for, and one that comes to it", async () => {
  const shop = new Shop();
  const [leaves, comes] = await createJobs(shop, 2, true);
  shop.fake.settle(String(leaves?.id));
  shop.render(<Page query={{ status: "pre_processed" }} />);
  await pass(shop, 100);
  expect(shown()).toBe(rows(shop, leaves));
  shop.fake.settle(String(comes?.id));
  await pass(shop, 2_000);
  expect(shown()).toBe(rows(shop, comes, leaves));
  shop.fake.fail(String(leaves?.id));
  await pass(shop, 12_000);
  expect(shown()).toBe(rows(shop, comes));
});

test("a job of an old page that fails is seen by the page of those that failed", async () => {
  const shop = new Shop();
  const [old] = await createJobs(shop, 30);
  shop.render(<Page query={{ status: "failed" }} />);
  await pass(shop, 100);
  expect(shown()).toBe("");
  shop.fake.fail(String(old?.id));
  await pass(shop, 12_000);
  expect(shown()).toBe(rows(shop, old));
});

test("the second page follows its own rows", async () => {
  const shop = new Shop();
  const [oldest] = await createJobs(shop, 12);
  shop.render(<Page query={{ offset: 11, limit: 5 }} />);
  await pass(shop, 100);
  shop.fake.advance(String(oldest?.id));
  await pass(shop, 2_000);
  expect(shown()).toBe(rows(shop, oldest));
});

test("the oldest first are followed too", async () => {
  const shop = new Shop();
  const jobs = await createJobs(shop, 30);
  shop.render(<Page query={{ order: "created_at", limit: 1 }} />);
  await pass(shop, 100);
  shop.fake.advance(String(jobs[0]?.id));
  await pass(shop, 2_000);
  expect(shown()).toBe(rows(shop, jobs[0]));
});

test("no ids, and what is not enabled, ask for nothing", async () => {
  const shop = new Shop();
  const { result } = shop.renderHook(() => [
    useBatchJobs({ id: [] }),
    useBatchJobs({}, { enabled: false }),
  ]);
  await pass(shop, 30_000);
  expect(result.current.map(({ status }) => status)).toEqual(["success", "pending"]);
  expect(shop.requests).toEqual([]);
});

test("a hidden page asks for nothing, and shows all that has happened when it is shown", async () => {
  const shop = new Shop();
  const [job] = await createJobs(shop, 1);
  shop.render(<Page />);
  await pass(shop, 100);
  act(() => focusManager.setFocused(false));
  const [other] = await createJobs(shop, 1);
  shop.fake.settle(String(job?.id));
  expect(await requestsOf(shop, 60_000)).toEqual([]);
  act(() => focusManager.setFocused(true));
  expect((await requestsOf(shop, 50)).length).toBeLessThanOrEqual(2);
  expect(shown()).toBe(rows(shop, other, job));
});

test("an outage from the beginning is an error; the page comes with the server", async () => {
  const shop = new Shop();
  shop.isDown = true;
  const { result } = shop.renderHook(() => {
    const { data, status } = useBatchJobs();
    return { data, status };
  });
  await pass(shop, 20_000);
  expect(result.current.status).toBe("error");
  shop.isDown = false;
  await pass(shop, 12_000);
  expect(result.current).toMatchObject({ status: "success", data: { count: 0 } });
});

test("a login that has ended is an error, and asks no more; the next one goes on", async () => {
  const shop = new Shop();
  const { result } = shop.renderHook(() => {
    const { data, error, refetch } = useBatchJobs();
    return { data, error, refetch };
  });
  await pass(shop, 100);
  shop.isLoggedOut = true;
  await pass(shop, 2_000);
  expect(result.current.error?.name).toBe("MedusaAuthenticationError");
  expect(await requestsOf(shop, 60_000)).toEqual([]);
  shop.isLoggedOut = false;
  void result.current.refetch();
  await pass(shop, 50);
  await createJobs(shop, 1);
  await pass(shop, 2_000);
  expect(result.current).toMatchObject({ error: null, data: { count: 1 } });
});

test("a server that answers the page, and refuses to be followed, is not asked again and again", async () => {
  const shop = new Shop();
  shop.intercept = ({ url }) =>
    url.includes("limit=") ? new Response("Forbidden", { status: 403 }) : undefined;
  shop.render(<Page />);
  await pass(shop, 60_000);
  expect(shop.requests.length).toBeLessThan(5);
});

test("nothing is asked for by a page that is gone, and no timer is left", async () => {
  const shop = new Shop();
  await createJobs(shop, 1);
  const { unmount } = shop.render(<Page />);
  await pass(shop, 100);
  unmount();
  shop.queryClient.clear();
  expect(vi.getTimerCount()).toBe(0);
  expect(await requestsOf(shop, 60_000)).toEqual([]);
});

test("an answer that was overtaken does not bring back what was", async () => {
  const shop = new Shop();
  const [job] = await createJobs(shop, 1);
  let release = () => {};
  const { result } = shop.renderHook(() => {
    const { data, refetch } = useBatchJobs();
    return { data, refetch };
  });
  await pass(shop, 100);
  const before = await shop.fake.fetch(
    new Request(`${shop.fake.baseUrl}/admin/batch-jobs`, {
      headers: { "x-medusa-access-token": "test_api_token_admin" },
    }),
  );
  shop.intercept = ({ url }) =>
    url.includes("limit=")
      ? undefined
      : new Promise((resolve) => {
          release = () => resolve(before);
        });
  void result.current.refetch();
  shop.fake.settle(String(job?.id));
  await act(async () => {
    await vi.advanceTimersByTimeAsync(700);
  });
  release();
  await pass(shop, 50);
  expect(result.current.data?.batch_jobs[0]?.status).toBe("completed");
});
