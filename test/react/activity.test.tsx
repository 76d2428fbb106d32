import { useBatchJobActivity } from "medusa-batch-jobs/react";
import { beforeEach, expect, test } from "vitest";
import { Shop } from "./support/shop.js";
import { pass, stopTime } from "./support/time.js";

beforeEach(stopTime);

test("groups the jobs: on their way, waiting for someone, failed", async () => {
  const shop = new Shop();
  const [active, waiting, failed, done] = [
    await shop.createJob(),
    await shop.createJob("product-export", true),
    await shop.createJob(),
    await shop.createJob(),
  ];
  shop.fake.settle(waiting.id);
  shop.fake.fail(failed.id);
  shop.fake.settle(done.id);
  const { result } = shop.renderHook(() => useBatchJobActivity());
  expect(result.current).toMatchObject({ jobs: undefined, isPending: true, isConnected: true });
  await pass(shop, 100);
  const idsOf = (jobs: { id: string }[] = []) => jobs.map(({ id }) => id);
  expect(idsOf(result.current.jobs)).toHaveLength(4);
  expect(idsOf(result.current.active)).toEqual([active.id]);
  expect(idsOf(result.current.waiting)).toEqual([waiting.id]);
  expect(idsOf(result.current.failed)).toEqual([failed.id]);
  shop.fake.advance(active.id);
  shop.fake.settle(active.id);
  await pass(shop, 12_000);
  expect(result.current.active).toEqual([]);
});

test("is of the last day, to the hour, and of the types that were asked for", async () => {
  const shop = new Shop();
  await shop.createJob();
  await shop.createJob("order-export");
  const { result, rerender } = shop.renderHook(() =>
    useBatchJobActivity({ types: ["order-export"] }),
  );
  await pass(shop, 100);
  expect(result.current.jobs?.map(({ type }) => type)).toEqual(["order-export"]);
  const since = /created_at\[gte\]=([^&]+)/.exec(shop.requests[0] ?? "")?.[1] ?? "";
  expect(since).toMatch(/:00:00\.000Z$/);
  expect(Date.now() - Date.parse(since)).toBeGreaterThanOrEqual(24 * 3_600_000);
  expect(Date.now() - Date.parse(since)).toBeLessThan(25 * 3_600_000);
  await pass(shop, 3_600_000 / 60);
  shop.takeRequests();
  rerender();
  await pass(shop, 50);
  expect(shop.takeRequests().length).toBeLessThanOrEqual(1);
});

test("tells when the server does not answer, and when it does again", async () => {
  const shop = new Shop();
  const { id } = await shop.createJob();
  const { result } = shop.renderHook(() => useBatchJobActivity());
  await pass(shop, 100);
  shop.isDown = true;
  await pass(shop, 2_000);
  expect(result.current).toMatchObject({ isConnected: false, error: null, jobs: [{ id }] });
  shop.isDown = false;
  await pass(shop, 12_000);
  expect(result.current.isConnected).toBe(true);
});

test("tells so too when it does not answer from the beginning", async () => {
  const shop = new Shop();
  shop.isDown = true;
  const { result } = shop.renderHook(() => useBatchJobActivity());
  await pass(shop, 10_000);
  expect(result.current).toMatchObject({ isConnected: false, jobs: undefined, isPending: false });
  shop.isDown = false;
  await pass(shop, 12_000);
  expect(result.current).toMatchObject({ isConnected: true, error: null, jobs: [] });
});

test("a badge, a panel and a list of the same jobs are one request a round", async () => {
  const shop = new Shop();
  await shop.createJob();
  shop.renderHook(() => [useBatchJobActivity(), useBatchJobActivity(), useBatchJobActivity()]);
  await pass(shop, 100);
  shop.takeRequests();
  await pass(shop, 60_000);
  expect(shop.takeRequests().length).toBeLessThan(25);
});
