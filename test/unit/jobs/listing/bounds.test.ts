import fc from "fast-check";
import type { AdminBatchJobListRes, BatchJob, DateComparisonOperator } from "medusa-batch-jobs";
import { FakeMedusa } from "medusa-batch-jobs/testing";
import { describe, expect, test } from "vitest";
import type { SendList } from "../../../../src/jobs/listing/list.js";
import { listPages } from "../../../../src/jobs/listing/pages.js";
import { buildJobQuery } from "../../../../src/jobs/listing/query.js";

const JOBS = 24;
const FIRST = Date.parse("2026-01-01T00:00:00.000Z");
const SECOND = 1_000;

const TOKENS = {
  "1.8.2": { authorization: "Bearer test_api_token_admin" },
  "1.20.11": { "x-medusa-access-token": "test_api_token_admin" },
};

/** A shop whose jobs were created a second apart; `sent` tells how often it was asked for a list. */
async function shopOf(version: keyof typeof TOKENS) {
  let now = FIRST;
  const fake = new FakeMedusa({ version, clock: () => now, tick: Number.POSITIVE_INFINITY });
  const headers = { "content-type": "application/json", ...TOKENS[version] };
  const url = `${fake.baseUrl}/admin/batch-jobs`;
  for (let i = 0; i < JOBS; i += 1, now += SECOND) {
    const type = i % 2 === 0 ? "product-export" : "order-export";
    const body = JSON.stringify({ type, context: {} });
    await fake.fetch(new Request(url, { method: "POST", headers, body }));
  }
  const shop = { sent: 0, send };
  async function send(...[query]: Parameters<SendList>): ReturnType<SendList> {
    shop.sent += 1;
    const answer = await fake.fetch(new Request(`${url}?${buildJobQuery(query)}`, { headers }));
    const page = (await answer.json()) as AdminBatchJobListRes;
    return { ...page, response: { status: answer.status, statusText: "", headers: {} } };
  }
  return shop;
}

/** The second in which a job was created, those of a shop being 0 to 23. */
function secondOf({ created_at }: BatchJob): number {
  return (Date.parse(created_at) - FIRST) / SECOND;
}

async function secondsOf(list: ReturnType<typeof listPages>): Promise<number[]> {
  const seconds: number[] = [];
  for await (const job of list) seconds.push(secondOf(job));
  return seconds;
}

const HOLDS: Record<keyof DateComparisonOperator, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
};

const second = fc.integer({ min: -1, max: JOBS });
// A row's JSON does not tell what is later than a millisecond from what is in it.
const between = second.map((at) => at + 0.5);
const BOUNDS = fc
  .record({ lt: second, lte: second, gt: between, gte: second }, { requiredKeys: [] })
  .filter((bounds) => Object.keys(bounds).length > 0);

describe.each(["1.8.2", "1.20.11"] as const)("on Medusa %s", (version) => {
  test("a list has the jobs within all bounds, in any order, whatever the size of a page", async () => {
    const { send } = await shopOf(version);
    await fc.assert(
      fc.asyncProperty(
        BOUNDS,
        fc.constantFrom("created_at", "-created_at", "type", "-updated_at"),
        fc.integer({ min: 1, max: JOBS }),
        async (bounds, order, limit) => {
          const asked = Object.entries(bounds).map(([name, at]) => [name, FIRST + at * SECOND]);
          const query = { created_at: Object.fromEntries(asked), order, limit };
          const seen = await secondsOf(listPages(query, send));
          const within = Array.from({ length: JOBS }, (_, i) => i).filter((i) =>
            Object.entries(bounds).every(([name, at]) => HOLDS[name as keyof typeof HOLDS](i, at)),
          );
          expect(seen.toSorted((a, b) => a - b)).toEqual(within);
        },
      ),
    );
  });

  test("a page of a range begins where the range does", async () => {
    const { send } = await shopOf(version);
    const created_at = { lt: FIRST + 9 * SECOND, gte: FIRST + 3 * SECOND };
    const newest = await listPages({ created_at, limit: 4 }, send);
    expect(newest.batch_jobs.map(secondOf)).toEqual([8, 7, 6, 5]);
    const oldest = await listPages({ created_at, limit: 4, order: "created_at" }, send);
    expect(oldest.batch_jobs.map(secondOf)).toEqual([3, 4, 5, 6]);
  });
});

test("what comes after a range is not read, where the server goes on beyond it", async () => {
  const shop = await shopOf("1.8.2");
  const created_at = { gte: FIRST + 16 * SECOND, lt: FIRST + 20 * SECOND };
  expect(await secondsOf(listPages({ created_at, limit: 2 }, shop.send))).toEqual([19, 18, 17, 16]);
  expect(shop.sent).toBeLessThanOrEqual(3);
});
