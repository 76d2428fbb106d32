import type { AdminGetBatchParams, BatchJob } from "medusa-batch-jobs";
import { describe, expect, test, vi } from "vitest";
import { listPages } from "../../../../src/jobs/listing/pages.js";
import { ServerClock } from "../../../../src/jobs/once/clock.js";
import { JobLook } from "../../../../src/jobs/once/look.js";
import { timesAt } from "../../../../src/jobs/once/times.js";
import { jobIn } from "../jobs.js";

const HOUR_MS = 3_600_000;
const NOW = Date.parse("2030-05-05T12:00:00.000Z");

/** A job that was created so many milliseconds ago, by the server's clock. */
function jobOf(key: string, age: number): BatchJob {
  const created_at = new Date(NOW - age).toISOString();
  return jobIn("created", {
    id: `batch_${key}_${age}`,
    created_at,
    context: { idempotency_key: key },
  });
}

/** A server that lists these jobs, the newest first, and whose clock is years ahead of ours. */
function serve(rows: BatchJob[], date = new Date(NOW).toUTCString()) {
  const asked: AdminGetBatchParams[] = [];
  const look = new JobLook(
    (query) =>
      listPages(query, async (page) => {
        asked.push(page);
        const { limit = 10, offset = 0, created_at = {} } = page;
        const from = new Date(created_at.gte ?? 0).getTime();
        const to = new Date(created_at.lt ?? NOW + HOUR_MS).getTime();
        const matching = rows
          .filter((row) => Date.parse(row.created_at) >= from && Date.parse(row.created_at) < to)
          .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
        const headers: Record<string, string> = { date };
        return {
          batch_jobs: matching.slice(offset, offset + limit),
          count: matching.length,
          offset,
          limit,
          response: { status: 200, statusText: "OK", headers },
        };
      }),
    "product-export",
  );
  return { look, asked };
}

describe("looking for a key", () => {
  test("is one request, and sees no other key, and nothing older than the window by the server's clock", async () => {
    const { look, asked } = serve([
      jobOf("a", 23 * HOUR_MS),
      jobOf("a", 25 * HOUR_MS),
      jobOf("b", HOUR_MS),
    ]);
    const { jobs } = await look.forKey("a", 24 * HOUR_MS);
    expect(jobs).toMatchObject([{ id: `batch_a_${23 * HOUR_MS}` }]);
    expect(asked).toMatchObject([{ type: "product-export" }]);
    expect(look.clock.now - NOW).toBeLessThan(HOUR_MS);
  });

  test("asks, once the clock is known, for what is in the window alone", async () => {
    const { look, asked } = serve([]);
    await look.forKey("a", 24 * HOUR_MS);
    await look.forKey("a", 24 * HOUR_MS);
    expect(asked[0]).not.toHaveProperty("created_at");
    const since = new Date(Object(asked[1]?.created_at).gte).getTime();
    expect(Math.abs(NOW - 24 * HOUR_MS - since)).toBeLessThan(HOUR_MS);
  });

  test.each([1, 2])("finds each job on however many pages, at look %i", async (looks) => {
    const rows = Array.from({ length: 350 }, (_, i) => jobOf(i % 50 === 0 ? "a" : "b", i * 60_000));
    const { look } = serve([...rows, jobOf("a", 30 * HOUR_MS)]);
    let found: BatchJob[] = [];
    for (let i = 0; i < looks; i += 1) ({ jobs: found } = await look.forKey("a", 24 * HOUR_MS));
    expect(found).toHaveLength(7);
  });

  test("reads no further than the window", async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => jobOf("a", (i + 0.5) * HOUR_MS));
    const { look, asked } = serve(rows);
    await expect(look.forKey("a", 24 * HOUR_MS)).resolves.toMatchObject({ jobs: { length: 24 } });
    expect(asked).toHaveLength(1);
  });

  test("without a window sees all", async () => {
    const rows = Array.from({ length: 250 }, (_, i) => jobOf("a", i * 24 * HOUR_MS));
    const { look } = serve(rows);
    const { jobs } = await look.forKey("a", Number.POSITIVE_INFINITY);
    expect(jobs).toHaveLength(250);
  });

  test("goes by our own clock where the server's cannot be read", async () => {
    const { look } = serve([jobOf("a", 0)], "");
    await look.forKey("a", 24 * HOUR_MS);
    expect(look.clock.isSet).toBe(false);
    expect(Math.abs(look.clock.now - Date.now())).toBeLessThan(HOUR_MS);
  });
});

test("what a create has made is found by its nonce, not by its key alone", async () => {
  const mine = jobOf("a", 1_000);
  mine.context = { ...mine.context, idempotency_nonce: "mine" };
  const { look } = serve([jobOf("a", 500), mine]);
  const found = await look.forMarks({ key: "a", nonce: "mine" }, 0);
  expect(found).toMatchObject({ batch_job: { id: mine.id }, response: { status: 200 } });
  await expect(look.forMarks({ key: "a", nonce: "other" }, 0)).resolves.toBeUndefined();
});

describe("where the server's clock cannot be read", () => {
  const AT = "2020-01-01T00:00:00.000Z";
  const canceled = jobIn("canceled", { created_at: AT, pre_processed_at: AT, canceled_at: AT });
  const answer = { status: 200, statusText: "OK", headers: {} };

  test("a cancel is unsure for a while from when it was first seen, however far ahead our own is", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const clock = new ServerClock();
    clock.read(answer, [canceled]);
    expect(timesAt(clock, 0, 0).isSettling(canceled)).toBe(true);
    vi.advanceTimersByTime(2_900);
    clock.read(answer, [canceled]);
    expect(timesAt(clock, 0, 0).isSettling(canceled)).toBe(true);
    vi.advanceTimersByTime(200);
    expect(timesAt(clock, 0, 0).isSettling(canceled)).toBe(false);
    vi.useRealTimers();
  });

  test("a later time on any job moves it on", () => {
    const clock = new ServerClock();
    const later = jobIn("created", { created_at: "2020-01-01T00:00:03.100Z" });
    clock.read(answer, [canceled, later]);
    expect(timesAt(clock, 0, 0).isSettling(canceled)).toBe(false);
  });
});
