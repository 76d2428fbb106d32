import type { AxiosResponse } from "axios";
import type { BatchJob, WatchListQuery } from "medusa-batch-jobs";
import { expect, test } from "vitest";
import { adminClient, cannot, guestClient, target, watchAnswers } from "./shop.js";

const EXPORT = { type: "product-export", context: {} } as const;
/** Polls as often as the servers under contract move. */
const SOON = { interval: 30 };

/** A client, and the requests of its lists. */
function counted() {
  const lists: string[] = [];
  const axiosAdapter = watchAnswers(({ config: { url = "" } }: AxiosResponse) => {
    if (url.includes("/admin/batch-jobs?")) lists.push(decodeURIComponent(url));
  });
  return { lists, batchJobs: adminClient({ axiosAdapter }).admin.batchJobs };
}

/** Watches until a job is as wanted; all that was seen by then. */
async function watchUntil(
  list: AsyncIterable<BatchJob>,
  wanted: (job: BatchJob) => boolean,
): Promise<BatchJob[]> {
  const seen: BatchJob[] = [];
  for await (const job of list) {
    seen.push(job);
    if (wanted(job)) return seen;
  }
  return expect.unreachable();
}

test("shows the rows that there are as list does, and each new job until it has ended", async () => {
  const { batchJobs } = counted();
  const { batch_job: old } = await batchJobs.create({ ...EXPORT, dry_run: true });
  await batchJobs.wait(old, SOON);
  const { batch_jobs: rows } = await batchJobs.list({ limit: 3 });
  let id = "";
  const seen = await watchUntil(batchJobs.watchList({ limit: 3 }, SOON), (job) => {
    if (id === "") {
      id = "to be created";
      void batchJobs.create(EXPORT).then(({ batch_job }) => {
        id = batch_job.id;
      });
    }
    return job.id === id && job.status === "completed";
  });
  expect(seen.slice(0, rows.length)).toEqual(rows);
  const statuses = seen.filter((job) => job.id === id).map(({ status }) => status);
  expect(new Set(statuses).size).toBe(statuses.length);
  expect(seen.slice(rows.length).every((job) => job.id === id)).toBe(true);
  await batchJobs.cancel(old.id);
});

test("shows what a job waits for, what someone else says, and what becomes of a cancel", async () => {
  const { batchJobs } = counted();
  const someone = adminClient().admin.batchJobs;
  const since = new Date();
  const list = batchJobs.watchList({ type: EXPORT.type, created_at: { gte: since } }, SOON);
  const { batch_job: one } = await someone.create({ ...EXPORT, dry_run: true });
  const { batch_job: two } = await someone.create({ ...EXPORT, dry_run: true });
  const ended = new Set<string>();
  const seen = await watchUntil(list, ({ id, status }) => {
    if (status === "pre_processed") void someone[id === one.id ? "confirm" : "cancel"](id);
    if (status === "completed" || status === "canceled") ended.add(id);
    return ended.size === 2;
  });
  const statusesOf = ({ id }: BatchJob) =>
    seen.filter((job) => job.id === id).map((job) => job.status);
  expect(statusesOf(one)).toEqual(expect.arrayContaining(["pre_processed", "completed"]));
  expect(statusesOf(two)).toEqual(expect.arrayContaining(["pre_processed", "canceled"]));
  for (const job of seen) expect(job.dry_run).toBe(true);
});

test("shows a job of a status when it comes to it, be it older than others", async () => {
  const { batchJobs } = counted();
  const { batch_job: old } = await batchJobs.create({ ...EXPORT, dry_run: true });
  await batchJobs.wait(old, SOON);
  await batchJobs.run(EXPORT, SOON);
  const options = {
    ...SOON,
    onPoll: ({ attempt }: { attempt: number }) => void (attempt === 2 && batchJobs.cancel(old.id)),
  };
  const query: WatchListQuery = { status: "canceled", created_at: { gte: old.created_at } };
  const seen = await watchUntil(batchJobs.watchList(query, options), ({ id }) => id === old.id);
  expect(seen).toMatchObject([{ id: old.id, status: "canceled" }]);
});

test.skipIf(cannot("fifty"))(
  "costs one request a round, with fifty jobs and ten who watch",
  async () => {
    const { batchJobs, lists } = counted();
    const since = new Date();
    const jobs = await Promise.all(
      Array.from({ length: 50 }, () => batchJobs.create({ ...EXPORT, dry_run: true })),
    );
    const watchers = Array.from({ length: 10 }, async () => {
      let polls = 0;
      const list = batchJobs.watchList(
        { created_at: { gte: since } },
        { interval: 100, onPoll: () => void polls++ },
      );
      const prepared = new Set<string>();
      await watchUntil(list, ({ id, status }) => {
        if (status === "pre_processed") prepared.add(id);
        return prepared.size === jobs.length;
      });
      return polls;
    });
    const polls = await Promise.all(watchers);
    // Some see the last change in the round that others see it in, and leave; nobody asks alone.
    expect(lists.length).toBeLessThanOrEqual(Math.max(...polls) + 1);
    await Promise.all(jobs.map(({ batch_job }) => batchJobs.cancel(batch_job.id)));
  },
);

test("ends when nobody is logged in", async () => {
  const list = guestClient().admin.batchJobs.watchList({}, SOON);
  await expect(watchUntil(list, () => true)).rejects.toMatchObject({ status: 401 });
});

test("shows one's own jobs alone", async () => {
  const stranger = adminClient({ apiKey: target.other.apiToken }).admin.batchJobs;
  const since = new Date();
  const { batch_job } = await adminClient().admin.batchJobs.create(EXPORT);
  const { batch_job: own } = await stranger.create(EXPORT);
  const list = stranger.watchList({ created_at: { gte: since } }, SOON);
  const seen = await watchUntil(list, ({ status }) => status === "completed");
  expect(seen.map(({ id }) => id)).not.toContain(batch_job.id);
  expect(seen.at(-1)?.id).toBe(own.id);
});
