import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AdminGetBatchParams, BatchJob, BatchJobStatus } from "../../../../src/index.js";
import type { Page, SendList } from "../../../../src/jobs/listing/list.js";
import { listPages } from "../../../../src/jobs/listing/pages.js";
import { MAX_STALE_PAGES } from "../../../../src/jobs/listing/position.js";
import { jobIn, statusOf } from "../jobs.js";
import { type Row, Shelf } from "../shelf.js";

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

  test("can be awaited and iterated over, and asks for its first page once", async () => {
    const shelf = shelfOf(20);
    const list = listPages({ limit: 5 }, shelf.send);
    await list;
    const [one, other] = await Promise.all([idsOf(list), idsOf(list)]);
    expect(one).toEqual(range(20, 0));
    expect(other).toEqual(one);
    // Each iterator goes on by itself: kept for the other, pages would stay for as long as the list does.
    expect(shelf.requests).toHaveLength(1 + 3 + 3);
  });

  test("of more ids than fit one URL is all of them, in one page unless it has a limit", async () => {
    const shelf = shelfOf(300);
    const id = [...range(250, 0), ...range(0, 20)];
    expect(await idsOf(listPages({ id }, shelf.send))).toEqual(range(250, 0));
    expect(shelf.requests).toHaveLength(3);
    expect(await idsOf(listPages({ id, limit: 70 }, shelf.send))).toEqual(range(250, 0));
    expect(shelf.requests).toHaveLength(3 + 4 * 3);
  });

  test("keeps to a bound of the caller's that is finer than a millisecond", async () => {
    const shelf = new Shelf();
    for (let i = 0; i < 9; i += 1) shelf.add({ id: `job-${i}`, microseconds: 5_000_000 + i });
    const created_at = { gte: "1970-01-01T00:00:05.000004Z" };
    expect(
      await idsOf(listPages({ limit: 2, order: "created_at", created_at }, shelf.send)),
    ).toEqual(range(4, 9));
  });

  test("that is empty is over at once", async () => {
    const shelf = shelfOf(0);
    expect(await idsOf(listPages({}, shelf.send))).toEqual([]);
    expect(shelf.requests).toHaveLength(1);
  });
});

describe("a server that does not go on", () => {
  const response = { status: 200, statusText: "OK", headers: {} };
  const rows = range(10, 0).map((id) => jobIn("completed", { id }));
  /** Answers without what is `undefined` in it: mocks leave things out. */
  const answerWith = (page: Record<string, unknown>): Page =>
    JSON.parse(JSON.stringify({ batch_jobs: rows, offset: 0, response, ...page }));
  const undated = rows.map((row) => ({ ...row, created_at: undefined }));

  const read = async (query: AdminGetBatchParams, answer: SendList) => {
    let requests = 0;
    const seen: string[] = [];
    const loop = async () => {
      const send: SendList = async (asked) => {
        requests += 1;
        return answer(asked);
      };
      for await (const { id } of listPages(query, send)) seen.push(id);
    };
    const message = await loop().then(
      () => undefined,
      (error: Error) => error.message,
    );
    return { message, requests, seen };
  };

  test("since it ignores created_at is asked twice, and named", async () => {
    const shelf = shelfOf(30);
    const { message, requests, seen } = await read({}, ({ created_at: _, ...query }) =>
      shelf.send(query),
    );
    expect(message).toMatch(/the server ignores created_at, and answered with job-29 of /);
    expect({ requests, seen }).toEqual({ requests: 2, seen: range(30, 20) });
  });

  test("since it ignores both created_at and limit is asked twice, and named", async () => {
    const shelf = shelfOf(30);
    const { message, requests } = await read({ order: "created_at" }, ({ order }) =>
      shelf.send({ order }),
    );
    expect(message).toMatch(/the server ignores created_at/);
    expect(requests).toBe(2);
  });

  test.each<[string, Record<string, unknown>]>([
    ["with a count that is too high", { limit: 10, count: 1000 }],
    ["with a huge count", { limit: 10, count: Number.MAX_SAFE_INTEGER }],
    ["without a limit", { count: 1000 }],
  ])("since it has one page, %s, is asked twice, and named", async (_, page) => {
    const { message, requests, seen } = await read({}, async () => answerWith(page));
    expect(message).toMatch(/the server ignores created_at, and answered with job-9 of /);
    expect({ requests, seen }).toEqual({ requests: 2, seen: range(10, 0) });
  });

  test.each<[string, AdminGetBatchParams, object]>([
    ["rows without created_at", {}, { batch_jobs: undated }],
    ["another order", { order: "type" }, {}],
  ])("since it has one page of %s is asked a few times, and named", async (_, query, page) => {
    const answer = answerWith({ limit: 10, count: 1e9, ...page });
    const { message, requests, seen } = await read(query, async () => answer);
    expect(message).toMatch(/the server ignores offset/);
    expect({ requests, seen }).toEqual({ requests: 1 + MAX_STALE_PAGES, seen: range(10, 0) });
  });

  test.each<[string, Record<string, unknown>]>([
    ["all that it counts", { limit: 10, count: 10 }],
    ["fewer than its limit, whatever it counts", { limit: 20, count: 1e9 }],
    ["rows, and nothing else", {}],
    ["rows without created_at", { batch_jobs: undated, limit: 10, count: 10 }],
    ["no rows, whatever it counts", { batch_jobs: [], limit: 10, count: 1e9 }],
  ])("since that is all is not asked again: %s", async (_, page) => {
    const answer = answerWith(page);
    const { message, requests, seen } = await read({}, async () => answer);
    expect(message).toBeUndefined();
    expect({ requests, seen }).toEqual({
      requests: 1,
      seen: answer.batch_jobs.map(({ id }) => id),
    });
  });

  test("does not make a page bad that is awaited alone", async () => {
    const answer = answerWith({ batch_jobs: undated, count: 1e9 });
    await expect(listPages({}, async () => answer)).resolves.toEqual(answer);
  });

  test("since it answered with something else than a list is named", async () => {
    const answer = answerWith({ batch_jobs: { job: 1 } });
    await expect(listPages({}, async () => answer)).rejects.toMatchObject({
      name: "MedusaAPIError",
      message: expect.stringContaining("batch_jobs is no array"),
    });
  });

  test("for a while, since a page of jobs was added before the one that is read, is asked on", async () => {
    const shelf = new Shelf();
    for (const id of range(0, 5)) shelf.add({ id, microseconds: 0, type: "t5" });
    shelf.beforeAnswer = () => {
      const { length } = shelf.requests;
      if (length > 1 && length < 5) shelf.add({ id: `new-${length}`, microseconds: 0, type: "t1" });
    };
    const ids = await idsOf(listPages({ order: "type", limit: 1 }, shelf.send));
    expect(ids).toEqual(range(0, 5));
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

describe("the memory of an iteration", () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");

  test.each<[string, (list: ReturnType<typeof listPages>) => AsyncIterable<unknown>]>([
    ["jobs", (list) => list],
    ["pages", (list) => list.pages()],
  ])("over %s holds few pages, however many were read", async (_, over) => {
    const shelf = shelfOf(400);
    const sent: WeakRef<BatchJob>[] = [];
    const list = listPages({ limit: 10 }, async (query) => {
      const page = await shelf.send(query);
      sent.push(...page.batch_jobs.slice(-1).map((job) => new WeakRef(job)));
      return page;
    });
    const kept: number[] = [];
    for await (const _ of over(list)) {
      if (sent.length < 30 || kept.length > 0) continue;
      // A WeakRef holds what it refers to until the end of the turn in which it was made.
      await new Promise(setImmediate);
      collectGarbage();
      kept.push(sent.filter((job) => job.deref() !== undefined).length);
    }
    expect(sent).toHaveLength(40);
    // The first, which the list resolves to, the one that is read, the next, and what a generator has in hand.
    expect(kept[0]).toBeLessThanOrEqual(5);
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

  test("rejects whoever awaits the list; who iterates over it then asks anew", async () => {
    const shelf = failingAt(1);
    const list = listPages({ limit: 10 }, shelf.send);
    await expect(list).rejects.toThrow("no answer");
    expect(await idsOf(list)).toEqual(range(30, 0));
    expect(shelf.requests).toHaveLength(1 + 3);
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

  const limits = fc.constantFrom(1, 7, 20);
  const seeds = fc.integer({ min: 1, max: 2 ** 31 });

  test.each(["created_at", "-created_at"])(
    "of many that are equal to the microsecond, whatever order the database gives them, by %s",
    async (order) => {
      const property = fc.asyncProperty(limits, seeds, fc.boolean(), async (limit, seed, apart) => {
        const random = randomFrom(seed);
        const shelf = new Shelf();
        for (let i = 0; i < 300; i += 1)
          shelf.add({ id: `job-${i}`, microseconds: (i % 4) * (apart ? 1000 : 1) });
        // Postgres moves a row that is updated; here each request finds all of them moved.
        shelf.tieOrder = random;
        const pages: number[] = [];
        const seen: string[] = [];
        for await (const { batch_jobs } of listPages({ order, limit }, shelf.send).pages()) {
          pages.push(batch_jobs.length);
          seen.push(...batch_jobs.map(({ id }) => id));
        }
        expect(seen.toSorted()).toEqual(shelf.rows.map(({ id }) => id).toSorted());
        expect(Math.max(...pages)).toBeLessThanOrEqual(limit);
        expect(shelf.requests.length).toBeLessThanOrEqual(300 / limit + 2);
      });
      await fc.assert(property, { numRuns: 5 });
    },
    30_000,
  );

  test("whatever statuses are asked for, while jobs move on to others", async () => {
    const statuses = fc.uniqueArray(fc.constantFrom(...LIFECYCLE, "active" as const), {
      minLength: 1,
    });
    const moves = fc.array(fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 6 })), { maxLength: 60 });
    const property = fc.asyncProperty(
      statuses,
      moves,
      fc.array(fc.nat(6), { minLength: 30, maxLength: 30 }),
      fc.constantFrom(1, 3, 10, 100),
      async (status, script, initial, limit) => {
        const shelf = new Shelf();
        for (const [i, state] of initial.entries())
          shelf.add({ id: `job-${i}`, microseconds: i * 300, ...timestampsUpTo(state) });
        const isWanted = (row: Row) =>
          status.includes(statusOf(row)) ||
          (status.includes("active") && ACTIVE.includes(statusOf(row)));
        let throughout = shelf.rows.filter(isWanted);
        const next = script.values();
        shelf.beforeAnswer = () => {
          const [at, state] = next.next().value ?? [];
          const row = at === undefined ? undefined : shelf.rows[at];
          if (row === undefined || state === undefined) return;
          Object.assign(row, timestampsOf(state));
          throughout = throughout.filter(isWanted);
        };
        const seen = await idsOf(listPages({ status, limit }, shelf.send));
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(throughout.map(({ id }) => id)));
      },
    );
    await fc.assert(property, { numRuns: 100 });
  }, 30_000);

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

const LIFECYCLE: readonly BatchJobStatus[] = [
  "created",
  "pre_processed",
  "confirmed",
  "processing",
  "completed",
  "canceled",
  "failed",
];
const ACTIVE = LIFECYCLE.slice(0, 4);
const AT = "2026-11-23T00:00:00.000Z";

/** What the server sets when a job gets to a status; what is processing was confirmed. */
function timestampsOf(state: number): Partial<Row> {
  if (state === 0) return {};
  return { ...(state === 3 && { confirmed_at: AT }), [`${LIFECYCLE[state]}_at`]: AT };
}

/** Of a job that came to a status by way of all those before it that it must have had. */
function timestampsUpTo(state: number): Partial<Row> {
  const before = state < 5 ? LIFECYCLE.slice(1, state).map((_, i) => timestampsOf(i + 1)) : [];
  return Object.assign({}, ...before, timestampsOf(state));
}

/** Numbers without visible order, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}
