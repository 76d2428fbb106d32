import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BatchJob } from "../../../../src/index.js";
import type { SendList } from "../../../../src/jobs/listing/list.js";
import { listPages } from "../../../../src/jobs/listing/pages.js";
import { Shelf } from "../shelf.js";

/** A shelf of jobs, a millisecond apart; `job-0` is the oldest. */
function shelfOf(count: number): Shelf {
  const shelf = new Shelf();
  for (let i = 0; i < count; i += 1)
    shelf.add({ id: `job-${i}`, microseconds: 5_000_000 + i * 1000 });
  return shelf;
}

async function idsOf(jobs: AsyncIterable<BatchJob>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of jobs) ids.push(id);
  return ids;
}

const range = (from: number, to: number) =>
  Array.from(
    { length: Math.abs(to - from) },
    (_, i) => `job-${from < to ? from + i : from - 1 - i}`,
  );

describe("a list", () => {
  test("awaited is one page, of one request", async () => {
    const shelf = shelfOf(30);
    const { batch_jobs, count, limit } = await listPages({}, shelf.send);
    expect(batch_jobs.map(({ id }) => id)).toEqual(range(30, 20));
    expect({ count, limit }).toEqual({ count: 30, limit: 10 });
    expect(shelf.requests).toHaveLength(1);
  });

  test("iterated over is every job, in either direction", async () => {
    expect(await idsOf(listPages({}, shelfOf(250).send))).toEqual(range(250, 0));
    const oldestFirst = listPages({ order: "created_at" }, shelfOf(250).send);
    expect(await idsOf(oldestFirst)).toEqual(range(0, 250));
  });

  test("has its limit as page size", async () => {
    const shelf = shelfOf(20);
    await idsOf(listPages({ limit: 7 }, shelf.send));
    expect(shelf.requests).toHaveLength(3);
  });

  test("goes on from an offset", async () => {
    const shelf = shelfOf(20);
    expect(await idsOf(listPages({ limit: 5, offset: 12 }, shelf.send))).toEqual(range(8, 0));
  });

  test("keeps to the caller's own bounds", async () => {
    const created_at = { gte: new Date(5003), lt: new Date(5017) };
    const shelf = shelfOf(20);
    expect(await idsOf(listPages({ limit: 3, created_at }, shelf.send))).toEqual(range(17, 3));
    const oldestFirst = listPages({ limit: 3, created_at, order: "created_at" }, shelf.send);
    expect(await idsOf(oldestFirst)).toEqual(range(3, 17));
  });

  test("can be awaited and iterated over, and asks for no page twice", async () => {
    const shelf = shelfOf(20);
    const list = listPages({ limit: 5 }, shelf.send);
    await list;
    const [one, other] = await Promise.all([idsOf(list), idsOf(list)]);
    expect(one).toEqual(range(20, 0));
    expect(other).toEqual(one);
    expect(shelf.requests).toHaveLength(4);
  });

  test("of a server that ignores created_at ends with an error, not never", async () => {
    const shelf = shelfOf(30);
    const send: SendList = ({ created_at: _ignored, ...query }) => shelf.send(query);
    const ids = idsOf(listPages({ limit: 10 }, send));
    await expect(ids).rejects.toThrow(/the server ignores created_at/);
    expect(shelf.requests).toHaveLength(2);
  });

  test("that is empty is over at once", async () => {
    const shelf = shelfOf(0);
    expect(await idsOf(listPages({}, shelf.send))).toEqual([]);
    expect(shelf.requests).toHaveLength(1);
  });
});

describe("pages()", () => {
  test("says how far it is", async () => {
    const seen: object[] = [];
    for await (const page of listPages({ limit: 8 }, shelfOf(20).send).pages()) {
      const { offset, limit, count, batch_jobs } = page;
      seen.push({ offset, limit, count, rows: batch_jobs.length });
    }
    expect(seen).toEqual([
      { offset: 0, limit: 8, count: 20, rows: 8 },
      { offset: 8, limit: 8, count: 20, rows: 8 },
      { offset: 16, limit: 8, count: 20, rows: 4 },
    ]);
  });
});

describe("the next page", () => {
  test("is asked for while the current one is read, and no other", async () => {
    const shelf = shelfOf(50);
    const jobs = listPages({ limit: 10 }, shelf.send)[Symbol.asyncIterator]();
    await jobs.next();
    await new Promise(setImmediate);
    expect(shelf.requests).toHaveLength(2);
    for (let i = 0; i < 9; i += 1) await jobs.next();
    expect(shelf.requests).toHaveLength(2);
  });

  test("is not asked for after a break", async () => {
    const shelf = shelfOf(50);
    for await (const { id } of listPages({ limit: 10 }, shelf.send)) if (id === "job-45") break;
    await new Promise(setImmediate);
    expect(shelf.requests).toHaveLength(2);
  });

  test("loses no job to calls of next() that do not wait for each other", async () => {
    const jobs = listPages({ limit: 2 }, shelfOf(6).send)[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 7 }, () => jobs.next()));
    expect(results.map(({ value }) => value?.id)).toEqual([...range(6, 0), undefined]);
  });
});

describe("an error of a page", () => {
  function failingAt(request: number) {
    const shelf = shelfOf(30);
    shelf.beforeAnswer = () => {
      if (shelf.requests.length === request) throw new Error("no answer");
    };
    return shelf;
  }

  test.each([1, 2, 3])(
    "reaches the loop, which can go on where it was: page %i",
    async (request) => {
      const shelf = failingAt(request);
      const jobs = listPages({ limit: 10 }, shelf.send)[Symbol.asyncIterator]();
      const seen: string[] = [];
      const read = async () => {
        for await (const { id } of jobs) seen.push(id);
      };
      await expect(read()).rejects.toThrow("no answer");
      expect(seen).toEqual(range(30, 30 - (request - 1) * 10));
      await read();
      expect(seen).toEqual(range(30, 0));
    },
  );

  test("rejects whoever awaits the list", async () => {
    await expect(listPages({}, failingAt(1).send)).rejects.toThrow("no answer");
  });
});

describe("no job is missed, none comes twice", () => {
  /** What happens between two answers. */
  const event = fc.record({
    kind: fc.constantFrom("create", "confirm", "nothing"),
    at: fc.nat(30),
    microseconds: fc.nat(3000),
  });
  /** Few different microseconds, so that many jobs share a millisecond. */
  const initial = fc.array(fc.nat(12_000), { minLength: 0, maxLength: 60 });

  test.each(["created_at", "-created_at"])("whatever happens meanwhile, by %s", async (order) => {
    await fc.assert(
      fc.asyncProperty(
        initial,
        fc.array(event, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (stamps, events, limit) => {
          const shelf = new Shelf();
          for (const [i, stamp] of stamps.entries())
            shelf.add({ id: `old-${i}`, microseconds: stamp });
          let now = 12_000;
          const script = events[Symbol.iterator]();
          shelf.beforeAnswer = () => {
            const { value } = script.next();
            now += value?.microseconds ?? 0;
            if (value?.kind === "create")
              shelf.add({ id: `new-${now}-${value.at}`, microseconds: now });
            const row = value?.kind === "confirm" ? shelf.rows[value.at] : undefined;
            if (row !== undefined) row.confirmed_at = "2026-11-23T00:00:00.000Z";
          };
          const query = { order, limit, confirmed_at: null };
          const seen = await idsOf(listPages(query, shelf.send));
          const throughout = shelf.rows.filter(
            (row) => row.id.startsWith("old") && !row.confirmed_at,
          );
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(expect.arrayContaining(throughout.map(({ id }) => id)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("in another order, none comes twice", async () => {
    const shelf = new Shelf();
    for (let i = 0; i < 40; i += 1)
      shelf.add({ id: `job-${i}`, microseconds: i, type: `t${i % 3}` });
    shelf.beforeAnswer = () => {
      const i = shelf.rows.length;
      shelf.add({ id: `job-${i}`, microseconds: i, type: "t0" });
    };
    const seen = await idsOf(listPages({ order: "type", limit: 10 }, shelf.send));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(40);
  });
});
