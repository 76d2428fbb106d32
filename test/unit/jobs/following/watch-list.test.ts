import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type AdminGetBatchParams,
  type BatchJob,
  type BatchJobStatus,
  type HeadersLike,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaNotFoundError,
  type PollEvent,
  type RequestOptions,
  type WatchListOptions,
  type WatchListQuery,
} from "../../../../src/index.js";
import { JobPoller } from "../../../../src/jobs/following/poller.js";
import { watchList } from "../../../../src/jobs/following/watch-list.js";
import { fetchPage } from "../../../../src/jobs/listing/list.js";
import { statusesOf } from "../../../../src/jobs/listing/status.js";
import { statusOf, type Timestamp } from "../jobs.js";
import { type Row, Shelf } from "../shelf.js";

const POLL_OPTIONS = { timeout: 10_000, numberOfRetries: 0 };

/** A server with a list that lives, and those who watch it. */
class Shop {
  readonly shelf = new Shelf();
  readonly poller = new JobPoller(this);
  readonly headers: (HeadersLike | undefined)[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  isSilent = false;
  /** What the next requests fail with. */
  readonly failures: Error[] = [];
  onRequest: () => void = () => {};

  list(query: AdminGetBatchParams, headers?: HeadersLike, options?: RequestOptions) {
    expect(options).toMatchObject(POLL_OPTIONS);
    this.headers.push(headers);
    this.signals.push(options?.signal);
    if (this.isSilent) return new Promise<never>(() => {});
    return fetchPage(query, async (page) => {
      this.onRequest();
      const failure = this.failures.shift();
      if (failure !== undefined) throw failure;
      return this.shelf.send(page);
    });
  }

  retrieve(): never {
    throw new Error("nothing is retrieved");
  }

  /** @param age Milliseconds since it was created. */
  add(
    id: string,
    { age = 0, status = "created" as BatchJobStatus, type = "product-export" } = {},
  ): Row {
    const row: Row = { id, type, microseconds: (Date.now() - age) * 1000 };
    if (status !== "created") row[`${status}_at`] = new Date(Date.now() - age).toISOString();
    this.shelf.add(row);
    return row;
  }

  watch(query?: WatchListQuery, options?: WatchListOptions) {
    return new Reader(watchList(this, query, { interval: 1000, ...options }));
  }

  get requests(): number {
    return this.shelf.requests.length;
  }
}

/** Reads all that comes, as fast as it does. */
class Reader {
  readonly seen: string[] = [];
  readonly states: string[] = [];
  readonly last = new Map<string, BatchJob>();
  error: unknown;
  isOver = false;
  readonly iterator: AsyncIterator<BatchJob>;

  constructor(list: AsyncIterable<BatchJob>) {
    this.iterator = list[Symbol.asyncIterator]();
    void this.#read({ [Symbol.asyncIterator]: () => this.iterator });
  }

  async #read(list: AsyncIterable<BatchJob>): Promise<void> {
    try {
      for await (const job of list) {
        this.seen.push(`${job.id} ${job.status}`);
        this.states.push(JSON.stringify(job));
        this.last.set(job.id, job);
      }
    } catch (error) {
      this.error = error;
    }
    this.isOver = true;
  }

  /** What was seen since it was last asked. */
  news(): string[] {
    return this.seen.splice(0);
  }

  leave(): unknown {
    return this.iterator.return?.();
  }
}

function move(row: Row, status: BatchJobStatus): void {
  row[`${status}_at` as Timestamp] ??= new Date().toISOString();
}

const round = () => vi.advanceTimersByTimeAsync(1000);

let shop: Shop;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T10:00:00.000Z") });
  shop = new Shop();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a live list", () => {
  test("begins with the rows that there are, newest first, and shows each change and each new job", async () => {
    const old = shop.add("old", { age: 60_000 });
    shop.add("done", { age: 3_600_000, status: "completed" });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toEqual(["old created", "done completed"]);
    await round();
    expect(reader.news()).toEqual([]);
    move(old, "confirmed");
    const created = shop.add("new");
    await round();
    expect(reader.news()).toEqual(["new created", "old confirmed"]);
    move(created, "canceled");
    move(old, "completed");
    await round();
    expect(reader.news()).toEqual(["new canceled", "old completed"]);
    reader.leave();
  });

  test("shows what becomes of a job that seemed to have ended", async () => {
    const [one, two] = [shop.add("one"), shop.add("two")];
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    move(one, "canceled");
    move(two, "completed");
    await round();
    reader.news();
    await vi.advanceTimersByTimeAsync(20_000);
    move(one, "failed");
    move(two, "canceled");
    await round();
    expect(reader.news()).toEqual(["one failed", "two canceled"]);
    reader.leave();
  });

  test("shows a job of a status when it comes to it, and then to its end", async () => {
    shop.add("failed", { age: 9_000_000, status: "failed" });
    const active = shop.add("active", { age: 8_000_000 });
    shop.add("other", { age: 7_000_000, status: "completed" });
    const reader = shop.watch({ status: ["confirmed", "failed"] });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toEqual(["failed failed"]);
    const fast = shop.add("fast");
    await round();
    expect(reader.news()).toEqual([]);
    move(active, "confirmed");
    move(fast, "failed");
    await round();
    expect(reader.news()).toEqual(["fast failed", "active confirmed"]);
    move(active, "completed");
    await round();
    expect(reader.news()).toEqual(["active completed"]);
    reader.leave();
  });

  test("of all that is active begins with two requests: for the newest of all, and for those", async () => {
    shop.add("active", { age: 5000 });
    shop.add("done", { age: 1000, status: "completed" });
    const reader = shop.watch({ status: "active" });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toEqual(["active created"]);
    expect(shop.requests).toBe(2);
    reader.leave();
  });

  test("of the newest rows alone leaves the older ones out, and shows all that is new", async () => {
    for (let i = 0; i < 5; i += 1) shop.add(`old-${i}`, { age: 10_000 * (i + 1) });
    const reader = shop.watch({ limit: 2, status: "active" });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toEqual(["old-0 created", "old-1 created"]);
    for (let i = 0; i < 5; i += 1) shop.add(`new-${i}`);
    await round();
    expect(reader.news().toSorted()).toEqual([0, 1, 2, 3, 4].map((i) => `new-${i} created`));
    reader.leave();
  });

  test("begins with all rows, where there are more than a request asks for", async () => {
    for (let i = 0; i < 2500; i += 1) shop.add(`job-${i}`, { age: i, status: "completed" });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toHaveLength(2500);
    reader.leave();
  });

  test("misses none of hundreds that come at once, nor one that comes late", async () => {
    shop.add("first", { age: 1000, status: "completed" });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    reader.news();
    for (let i = 0; i < 950; i += 1)
      shop.add(`job-${i}`, { status: i % 2 ? "completed" : "created" });
    await round();
    expect(reader.news()).toHaveLength(950);
    // Its transaction began before those of jobs that are known.
    shop.add("late", { age: 15_000 });
    await round();
    expect(reader.news()).toEqual(["late created"]);
    reader.leave();
  });

  test("passes the other filters on, and the headers", async () => {
    shop.add("product", { type: "product-export" });
    shop.add("order", { type: "order-export" });
    const since = new Date(Date.now() - 1000);
    const customHeaders = { "x-shop": "a" };
    const reader = shop.watch(
      { type: ["order-export"], created_at: { gte: since } },
      { customHeaders },
    );
    await vi.advanceTimersByTimeAsync(0);
    shop.add("order-2", { type: "order-export" });
    shop.add("product-2", { type: "product-export" });
    await round();
    expect(reader.news()).toEqual(["order created", "order-2 created"]);
    expect(shop.shelf.requests.map(({ created_at }) => created_at?.gte)).toEqual([since, since]);
    expect(shop.headers).toEqual([customHeaders, customHeaders]);
    reader.leave();
  });
});

describe("a round is one request", () => {
  test.each([1, 50, 300, 900])("with %i jobs under way", async (count) => {
    for (let i = 0; i < count; i += 1) shop.add(`job-${i}`, { age: 1000 * i });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(shop.requests).toBe(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(shop.requests).toBe(6);
    expect(reader.seen).toHaveLength(count);
    reader.leave();
  });

  test("for all who watch lists with the same filters, however many", async () => {
    for (let i = 0; i < 30; i += 1) shop.add(`job-${i}`, { age: 1000 * i });
    const readers = Array.from({ length: 100 }, () => shop.watch({ limit: 20 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(shop.requests).toBe(1);
    const late = shop.watch({ limit: 20 });
    await vi.advanceTimersByTimeAsync(500);
    expect(shop.requests).toBe(2);
    shop.add("new");
    await vi.advanceTimersByTimeAsync(5000);
    expect(shop.requests).toBeLessThanOrEqual(8);
    for (const reader of [...readers, late]) {
      expect(reader.seen).toHaveLength(21);
      expect(reader.seen.at(-1)).toBe("new created");
      reader.leave();
    }
  });

  test("for those with other headers, another", async () => {
    shop.add("job");
    const readers = ["a", "b"].map((name) => shop.watch({}, { customHeaders: { "x-shop": name } }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(shop.requests).toBe(4);
    for (const reader of readers) reader.leave();
  });

  test("that asks for few rows, however many have settled: what hangs is asked for by its id", async () => {
    shop.add("hangs", { age: 1e9 });
    for (let i = 0; i < 500; i += 1) shop.add(`job-${i}`, { age: 1e6 * i, status: "completed" });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.news()).toHaveLength(501);
    const before = shop.requests;
    await round();
    expect(shop.shelf.requests.slice(before)).toMatchObject([{ limit: 100 }, { id: ["hangs"] }]);
    move(shop.shelf.rows[0] ?? expect.unreachable(), "canceled");
    await round();
    expect(reader.news()).toEqual(["hangs canceled"]);
    reader.leave();
  });

  test("that asks for less when all has settled", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => shop.add(`job-${i}`, { age: 1e6 * i }));
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(1000);
    expect(shop.shelf.requests.at(-1)?.limit).toBe(600);
    for (const row of rows) move(row, "completed");
    await vi.advanceTimersByTimeAsync(40_000);
    const last = shop.shelf.requests.at(-1);
    expect(last?.limit).toBe(100);
    const newest = (rows[0]?.microseconds ?? 0) / 1000;
    expect(last?.created_at?.gte).toEqual(new Date(newest - 60_000));
    reader.leave();
  });
});

describe("a slow reader", () => {
  test("gets the newest state of each job, and one of each at most", async () => {
    const rows = [shop.add("one"), shop.add("two")];
    const iterator = watchList(shop, {}, { interval: 1000 })[Symbol.asyncIterator]();
    expect((await advanced(iterator.next())).value.id).toBe("one");
    for (const status of ["pre_processed", "confirmed", "completed"] as const) {
      for (const row of rows) move(row, status);
      await round();
    }
    const next = async () => {
      const { value } = await iterator.next();
      return value && `${value.id} ${value.status}`;
    };
    expect([await next(), await next()].toSorted()).toEqual(["one completed", "two completed"]);
    const pending = next();
    await iterator.return?.();
    expect(await pending).toBeUndefined();
  });
});

describe("it ends", () => {
  test("when its loop is left, and asks for nothing any more", async () => {
    shop.add("job");
    const reading = (async () => {
      for await (const job of watchList(shop)) return job.id;
    })();
    await vi.advanceTimersByTimeAsync(0);
    expect(await reading).toBe("job");
    const { requests } = shop;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shop.requests).toBe(requests);
  });

  test("by return(), also while a change is waited for, and before it has begun", async () => {
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    await reader.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(reader).toMatchObject({ isOver: true, error: undefined });
    const { requests } = shop;
    const unread = watchList(shop)[Symbol.asyncIterator]();
    await unread.return?.();
    expect(await unread.next()).toEqual({ done: true, value: undefined });
    expect(shop.requests).toBe(requests);
  });

  test("with the reason of its signal, at once, whatever was not taken", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error("enough");
    shop.add("job");
    const iterator = watchList(shop, {}, { signal })[Symbol.asyncIterator]();
    const first = iterator.next();
    await vi.advanceTimersByTimeAsync(0);
    await first;
    shop.add("other");
    await vi.advanceTimersByTimeAsync(2000);
    controller.abort(reason);
    await expect(iterator.next()).rejects.toBe(reason);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test.each(["its reader leaves", "its signal aborts"])(
    "while a request is under way, which is aborted: %s",
    async (how) => {
      shop.isSilent = true;
      const controller = new AbortController();
      const readers = [shop.watch(), shop.watch({}, { signal: controller.signal })];
      await vi.advanceTimersByTimeAsync(0);
      const [one, two] = readers;
      one?.leave();
      await vi.advanceTimersByTimeAsync(0);
      // The other still waits for it.
      expect(shop.signals.map((signal) => signal?.aborted)).toEqual([false]);
      if (how === "its reader leaves") two?.leave();
      else controller.abort("enough");
      await vi.advanceTimersByTimeAsync(0);
      expect(readers).toMatchObject([{ isOver: true }, { isOver: true }]);
      expect(shop.signals.map((signal) => signal?.aborted)).toEqual([true]);
    },
  );

  test("before it begins, by a signal that has aborted", async () => {
    const reader = shop.watch({}, { signal: AbortSignal.abort("enough") });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader).toMatchObject({ isOver: true, error: "enough" });
    expect(shop.requests).toBe(0);
  });

  test.each([
    ["at the start", 0, 1],
    ["twice in a row, later", 3, 2],
  ])("when the credentials are refused: %s", async (_, rounds, refusals) => {
    const refused = new MedusaAuthenticationError("Unauthorized", { status: 401 });
    const refuse = vi.fn(() => {
      throw refused;
    });
    shop.onRequest = () => {
      if (shop.requests === rounds) refuse();
    };
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reader).toMatchObject({ isOver: true, error: refused });
    expect(refuse).toHaveBeenCalledTimes(refusals);
  });

  test.each<[string, WatchListOptions]>([
    ["throws", { onPoll: () => expect.unreachable("from the callback") }],
    ["rejects", { onPoll: async () => expect.unreachable("from the callback") }],
    ["throws (interval)", { interval: () => expect.unreachable("from the callback") }],
  ])("with what a callback %s", async (_, options) => {
    shop.add("job");
    const reader = shop.watch({}, options);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(String(reader.error)).toContain("from the callback");
    expect(shop.requests).toBe(1);
  });

  test("with an abort from a callback of its own, which leaves no timer", async () => {
    const controller = new AbortController();
    const onPoll = () => controller.abort("enough");
    const reader = shop.watch({}, { onPoll, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(0);
    expect(reader.error).toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("it goes on", () => {
  test("in outages, and tells of them", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const events: PollEvent[] = [];
    const outage = new MedusaConnectionError("reset");
    const busy = new MedusaAPIError("Too many", { status: 429, retryAfter: 7000 });
    const starting = new MedusaNotFoundError("Cannot GET", { status: 404 });
    shop.failures.push(outage, busy);
    const row = shop.add("job");
    const reader = shop.watch({}, { onPoll: (event) => events.push(event) });
    await vi.advanceTimersByTimeAsync(0);
    await round();
    await vi.advanceTimersByTimeAsync(6999);
    expect(events).toMatchObject([
      { attempt: 1, elapsed: 0, error: outage, nextIn: 1000 },
      { attempt: 2, elapsed: 1000, error: busy, nextIn: 7000 },
    ]);
    await vi.advanceTimersByTimeAsync(1);
    expect(reader.news()).toEqual(["job created"]);
    shop.failures.push(starting);
    move(row, "completed");
    await round();
    await round();
    expect(reader.news()).toEqual(["job completed"]);
    expect(events.slice(2)).toMatchObject([
      { attempt: 3, error: undefined, nextIn: 1000 },
      { attempt: 4, error: starting },
      { attempt: 5, error: undefined },
    ]);
    reader.leave();
  });

  test("without the job that is gone", async () => {
    shop.add("gone", { age: 1e9 });
    for (let i = 0; i < 200; i += 1) shop.add(`job-${i}`, { age: 1e6 * i, status: "completed" });
    const reader = shop.watch();
    await vi.advanceTimersByTimeAsync(0);
    shop.shelf.rows.shift();
    await round();
    const before = shop.requests;
    await round();
    expect(shop.requests - before).toBe(1);
    reader.leave();
  });
});

describe("refused before anything is sent:", () => {
  test.each<[string, unknown[], RegExp]>([
    ["a query that is none", [null], /must be an object/],
    ["a filter that a job leaves", [{ completed_at: null }], /no option "completed_at"/],
    ["an offset", [{ offset: 5 }], /no option "offset"/],
    ["a limit of nothing", [{ limit: 0 }], /limit/],
    ["a status that is none", [{ status: "done" }], /is no status/],
    ["a time-out", [{}, { timeout: 5 }], /no option "timeout"/],
    ["a wrong interval", [{}, { interval: "5" }], /interval/],
    ["a wrong signal", [{}, { signal: {} }], /signal/],
  ])("%s", async (_, given, message) => {
    const list: AsyncIterable<BatchJob> = Reflect.apply(watchList, undefined, [shop, ...given]);
    await expect(list[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringMatching(message),
    });
    expect(shop.requests).toBe(0);
  });
});

describe("whatever happens, and whenever it is asked,", () => {
  type Act = { pause: number } & (
    | { add: number; late: number }
    | { move: number; to: BatchJobStatus }
  );
  const pause = fc.integer({ min: 0, max: 4000 });
  const to = fc.constantFrom<BatchJobStatus>(
    "pre_processed",
    "confirmed",
    "completed",
    "canceled",
    "failed",
  );
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({
      pause,
      add: fc.integer({ min: 1, max: 60 }),
      late: fc.integer({ min: 0, max: 20_000 }),
    }),
    { weight: 3, arbitrary: fc.record({ pause, move: fc.nat(), to }) },
  );
  const statuses = fc.constantFrom<WatchListQuery["status"]>(undefined, "active", "failed", [
    "completed",
    "canceled",
  ]);
  const scenario = fc.record({
    old: fc.array(fc.record({ age: fc.integer({ min: 0, max: 1e7 }), to }), { maxLength: 150 }),
    acts: fc.array(act, { maxLength: 40 }),
    status: statuses,
  });

  test("in the end it has shown each job that the query names, as it is, and no change twice", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ old, acts, status }) => {
        shop = new Shop();
        const { rows } = shop.shelf;
        for (const [i, { age, to }] of old.entries()) shop.add(`old-${i}`, { age, status: to });
        const appeared = new Set<string>();
        const matches = (row: Row) =>
          status === undefined || statusesOf(status).includes(statusOf(row));
        shop.shelf.beforeAnswer = () => {
          for (const row of rows.filter(matches)) appeared.add(row.id);
        };
        const reader = shop.watch({ status });
        for (const one of acts) {
          await vi.advanceTimersByTimeAsync(one.pause);
          if ("add" in one) {
            for (let i = 0; i < one.add; i += 1) shop.add(`new-${rows.length}`, { age: one.late });
          } else {
            const row = rows[one.move % Math.max(1, rows.length)];
            // What ended long ago does not change any more.
            const ended = row?.failed_at ?? row?.canceled_at ?? row?.completed_at;
            if (row && !(Date.now() - Date.parse(ended ?? "") > 20_000)) move(row, one.to);
          }
        }
        await vi.advanceTimersByTimeAsync(5000);
        reader.leave();
        expect(new Set(reader.last.keys())).toEqual(appeared);
        for (const row of rows) {
          if (appeared.has(row.id)) expect(reader.last.get(row.id)?.status).toBe(statusOf(row));
        }
        expect(new Set(reader.states).size).toBe(reader.states.length);
      }),
      { numRuns: 100 },
    );
  });
});

async function advanced<T>(promise: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(0);
  return promise;
}
