import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type AdminGetBatchParams,
  type BatchJob,
  type Headers,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaTimeoutError,
  type PollEvent,
  type RequestOptions,
} from "../../../../src/index.js";
import type { JobSource } from "../../../../src/jobs/following/ask.js";
import { JobPoller, RETRY_AFTER_SPREAD_MS } from "../../../../src/jobs/following/poller.js";
import { waitForJob } from "../../../../src/jobs/following/wait.js";
import { buildJobQuery } from "../../../../src/jobs/listing/query.js";
import { jobIn } from "../jobs.js";

/** A server with jobs that are completed when their time has come. */
class Server implements JobSource {
  readonly requests: { kind: "list" | "retrieve"; ids: string[]; headers?: Headers }[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  readonly poller = new JobPoller(this);
  readonly endsAt = new Map<string, number>();
  onList: () => Promise<void> = async () => {};
  onRetrieve: (id: string) => void = () => {};
  hidden = new Set<string>();
  /** Rows that nobody asked for. */
  strays: unknown[] = [];
  /** What comes in place of a list's rows, or of a job. */
  rows: unknown;
  retrieved: unknown;

  async list({ id = [] }: AdminGetBatchParams, headers?: Headers, options?: RequestOptions) {
    const ids = [id].flat().map(String);
    this.requests.push({ kind: "list", ids, headers });
    this.signals.push(options?.signal);
    await this.onList();
    const shown = ids.filter((one) => !this.hidden.has(one)).map((one) => this.#job(one));
    return Object({ batch_jobs: this.rows ?? [...this.strays, ...shown] });
  }

  async retrieve(id: string, headers?: Headers, options?: RequestOptions) {
    this.requests.push({ kind: "retrieve", ids: [id], headers });
    this.signals.push(options?.signal);
    this.onRetrieve(id);
    return Object({ batch_job: this.retrieved ?? this.#job(id) });
  }

  readonly cancel = async (id: string) => ({ batch_job: jobIn("canceled", { id }) });

  /** Creates a job that is completed in so many milliseconds. */
  add(id: string, after: number): string {
    this.endsAt.set(id, Date.now() + after);
    return id;
  }

  wait(id: string, options = {}) {
    const wait = waitForJob(this, id, { interval: 1000, ...options });
    wait.catch(() => {});
    return wait;
  }

  /** What kinds of request there were, one after the other. */
  get kinds(): string {
    return this.requests.map(({ kind }) => kind[0]).join("");
  }

  #job(id: string): BatchJob {
    const ended = Date.now() >= (this.endsAt.get(id) ?? 0);
    return jobIn(ended ? "completed" : "confirmed", { id });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("jobs that are followed together", () => {
  test("cost a hundredth of their number in requests a round", async () => {
    const server = new Server();
    const waits = Array.from({ length: 1000 }, (_, i) => server.wait(server.add(`job-${i}`, 3500)));
    await vi.advanceTimersByTimeAsync(900);
    expect(server.requests).toHaveLength(10);
    expect(server.requests.every(({ kind, ids }) => kind === "list" && ids.length === 100)).toBe(
      true,
    );
    await vi.advanceTimersByTimeAsync(3200);
    await Promise.all(waits);
    expect(server.requests.length).toBeLessThanOrEqual(50);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("come along with each other although they began at different times", async () => {
    const server = new Server();
    for (let i = 0; i < 20; i += 1) {
      server.wait(server.add(`job-${i}`, 60_000));
      await vi.advanceTimersByTimeAsync(40);
    }
    server.requests.length = 0;
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.requests.length).toBeLessThanOrEqual(12);
  });

  test("settle within one round of their end", async () => {
    const server = new Server();
    const settledAt: number[] = [];
    const start = Date.now();
    const ends = Array.from({ length: 200 }, (_, i) => i * 20);
    const waits = ends.map(async (end, i) => {
      await server.wait(server.add(`job-${i}`, end));
      settledAt[i] = Date.now() - start;
    });
    await vi.runAllTimersAsync();
    await Promise.all(waits);
    for (const [i, end] of ends.entries())
      expect((settledAt[i] ?? 0) - end).toBeLessThanOrEqual(1000);
  });

  test("twice the same are one question", async () => {
    const server = new Server();
    server.add("job-1", 0);
    const waits = [server.wait("job-1"), server.wait("job-1"), server.wait("job-1")];
    await vi.runAllTimersAsync();
    await Promise.all(waits);
    expect(server.kinds).toBe("r");
  });

  test("with other headers are asked for apart", async () => {
    const server = new Server();
    for (const tenant of ["a", "b"]) {
      for (const i of [1, 2])
        server.wait(server.add(`${tenant}-${i}`, 0), { customHeaders: { tenant } });
    }
    await vi.runAllTimersAsync();
    expect(server.requests).toEqual([
      { kind: "list", ids: ["a-1", "a-2"], headers: { tenant: "a" } },
      { kind: "list", ids: ["b-1", "b-2"], headers: { tenant: "b" } },
    ]);
  });
});

test("a single job is retrieved", async () => {
  const server = new Server();
  server.wait(server.add("job-1", 2500));
  await vi.runAllTimersAsync();
  expect(server.kinds).toBe("rrrr");
});

describe("where lists do not work", () => {
  const HANGS = new MedusaTimeoutError("no answer within 10000 ms");
  const statusError = (status: number) => new MedusaInvalidRequestError(`${status}`, { status });

  test.each([
    ["hang", HANGS],
    ["are too long for a proxy (414)", statusError(414)],
    ["are too long for Node (431)", statusError(431)],
  ])(
    "because they %s, jobs are retrieved, and listed again as soon as that works",
    async (_, error) => {
      const server = new Server();
      let broken = true;
      server.onList = async () => {
        if (broken) throw error;
      };
      const waits = [1, 2, 3].map((i) => server.wait(server.add(`job-${i}`, 2500)));
      await vi.advanceTimersByTimeAsync(500);
      expect(server.kinds).toBe("lrrr");
      broken = false;
      await vi.advanceTimersByTimeAsync(1000);
      expect(server.kinds).toBe("lrrrl");
      await vi.runAllTimersAsync();
      await Promise.all(waits);
    },
  );

  test("a job that the list does not show is retrieved, and fails alone", async () => {
    const server = new Server();
    const waits = [1, 2, 3].map((i) => server.wait(server.add(`job-${i}`, 1500)));
    server.hidden.add("job-2");
    server.onRetrieve = () => {
      throw new MedusaNotFoundError("gone", { status: 404 });
    };
    await vi.runAllTimersAsync();
    const results = await Promise.allSettled(waits);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("because the login is not valid, every wait ends", async () => {
    const server = new Server();
    server.onList = async () => {
      throw new MedusaAuthenticationError("Unauthorized", { status: 401 });
    };
    const waits = [1, 2, 3].map((i) => server.wait(server.add(`job-${i}`, 0)));
    await vi.runAllTimersAsync();
    for (const wait of waits) await expect(wait).rejects.toMatchObject({ status: 401 });
    expect(server.kinds).toBe("l");
  });
});

describe("in an outage", () => {
  const OUTAGES = [
    new MedusaConnectionError("connection refused"),
    new MedusaAPIError("too many requests", { status: 429 }),
    new MedusaAPIError("internal", { status: 500 }),
    new MedusaAPIError("bad gateway", { status: 502 }),
    new MedusaAPIError("unavailable", { status: 503 }),
    new MedusaAPIError("gateway timeout", { status: 504 }),
    new MedusaInvalidRequestError("request timeout", { status: 408 }),
    new MedusaInvalidRequestError("conflict", { status: 409 }),
  ];

  test.each(OUTAGES)("a hundred waits cost one request a round: $message", async (error) => {
    const server = new Server();
    let down = true;
    server.onList = async () => {
      if (down) throw error;
    };
    const ids = Array.from({ length: 100 }, (_, i) => server.add(`job-${i}`, 0));
    const waits = ids.map((id) => server.wait(id, { interval: undefined }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.kinds).toMatch(/^l{5,9}$/);
    down = false;
    await vi.runAllTimersAsync();
    await Promise.all(waits);
    expect(server.kinds).toMatch(/^l{6,10}$/);
  });

  test.each(OUTAGES.filter(({ status }) => status === undefined || status === 429 || status > 500))(
    "that begins while jobs are retrieved one by one, the others are not asked for: $message",
    async (error) => {
      const server = new Server();
      server.onList = async () => {
        throw new MedusaTimeoutError("no answer within 10000 ms");
      };
      server.onRetrieve = () => {
        throw error;
      };
      for (let i = 0; i < 100; i += 1) server.wait(server.add(`job-${i}`, 0));
      await vi.advanceTimersByTimeAsync(500);
      expect(server.kinds).toBe("lrrrrr");
    },
  );

  test.each(["the list", "a retrieve"])(
    "Retry-After is kept by all that were asked for together: that of %s",
    async (whose) => {
      vi.spyOn(Math, "random").mockReturnValue(0);
      const server = new Server();
      const busy = new MedusaAPIError("unavailable", { status: 503, retryAfter: 20_000 });
      server.onList = async () => {
        throw whose === "the list" ? busy : new MedusaTimeoutError("no answer");
      };
      server.onRetrieve = (id) => {
        if (id === "job-7") throw busy;
      };
      for (let i = 0; i < 100; i += 1) server.wait(server.add(`job-${i}`, 100_000));
      await vi.advanceTimersByTimeAsync(500);
      const asked = server.requests.length;
      expect(asked).toBe(whose === "the list" ? 1 : 11);
      await vi.advanceTimersByTimeAsync(19_400);
      expect(server.requests).toHaveLength(asked);
      server.onList = async () => {};
      await vi.advanceTimersByTimeAsync(500);
      expect(server.requests).toHaveLength(asked + 1);
    },
  );

  test.each([
    [300_000, 0, 300_000],
    [300_000, 0.5, 300_000 + 0.5 * RETRY_AFTER_SPREAD_MS],
    [4_000, 0.5, 6_000],
    [0, 0.5, 1_000],
  ])(
    "after a Retry-After of %d ms, with a random number of %d, all of a client come back together in %d ms",
    async (retryAfter, random, pause) => {
      vi.spyOn(Math, "random").mockReturnValue(random);
      const server = new Server();
      server.onList = async () => {
        throw new MedusaAPIError("unavailable", { status: 503, retryAfter });
      };
      const nextIn = new Set<number | undefined>();
      const onPoll = (event: PollEvent) => nextIn.add(event.nextIn);
      for (let i = 0; i < 100; i += 1) server.wait(server.add(`job-${i}`, 1e9), { onPoll });
      await vi.advanceTimersByTimeAsync(0);
      expect([...nextIn]).toEqual([pause]);
      server.onList = async () => {};
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(server.requests).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(server.requests).toHaveLength(2);
    },
  );

  test("a Retry-After that no timer can take makes no wait spin", async () => {
    const server = new Server();
    server.onRetrieve = () => {
      throw new MedusaAPIError("unavailable", { status: 503, retryAfter: 1e12 });
    };
    const wait = server.wait(server.add("job-1", 0), { timeout: 60_000 });
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(wait).rejects.toThrow(/The last try: unavailable/);
    expect(server.requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("an answer that is not what was asked for", () => {
  test.each<[string, unknown[]]>([
    ["rows that are no jobs", [null, 5, "x", [], {}, { id: 5 }]],
    ["jobs of others", [jobIn("failed", { id: "job-9" })]],
  ])("among the rows of a list harms nobody: %s", async (_, strays) => {
    const server = new Server();
    server.strays = strays;
    const waits = [1, 2].map((i) => server.wait(server.add(`job-${i}`, 1500)));
    await vi.runAllTimersAsync();
    await Promise.all(waits);
    expect(server.kinds).toBe("lll");
  });

  test.each([5, {}, "jobs"])("in place of the rows, %j, may pass", async (rows) => {
    const server = new Server();
    server.rows = rows;
    const waits = [1, 2].map((i) => server.wait(server.add(`job-${i}`, 0)));
    await vi.advanceTimersByTimeAsync(500);
    server.rows = undefined;
    await vi.runAllTimersAsync();
    await Promise.all(waits);
    expect(server.kinds).toBe("ll");
  });

  test.each<[string, unknown]>([
    ["another job", jobIn("completed", { id: "job-2" })],
    ["a number", 5],
    ["an object", {}],
  ])("to a retrieve ends no wait, and its deadline tells: %s", async (_, row) => {
    const server = new Server();
    server.retrieved = row;
    const wait = server.wait(server.add("job-1", 0), { timeout: 5000 });
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toThrow(
      /job-1 could not be read within 5000 ms. The last try: Asked for job-1, the server answered with something else/,
    );
    const later = server.wait("job-1");
    await vi.advanceTimersByTimeAsync(1500);
    server.retrieved = undefined;
    await vi.runAllTimersAsync();
    await expect(later).resolves.toMatchObject({ id: "job-1" });
  });
});

test("ids of any length fit the URL of a list", async () => {
  const server = new Server();
  const waits = Array.from({ length: 90 }, (_, i) =>
    server.wait(server.add(`job-${i}-`.padEnd(i % 2 ? 255 : 10, "x"), 0)),
  );
  await vi.runAllTimersAsync();
  await Promise.all(waits);
  const urls = server.requests.map(({ ids }) => buildJobQuery({ id: ids }));
  expect(Math.max(...urls.map(({ length }) => length))).toBeLessThan(7_000);
  expect(urls).toHaveLength(3);
});

test("a clock that is set back, or forth, changes nothing", async () => {
  const server = new Server();
  const waits = [1, 2].map((i) => server.wait(server.add(`job-${i}`, Number.POSITIVE_INFINITY)));
  for (const jump of [-3_600_000, 7_200_000, -86_400_000]) {
    await vi.advanceTimersByTimeAsync(500);
    vi.setSystemTime(Date.now() + jump);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(server.kinds).toBe("llll");
  server.endsAt.clear();
  await vi.runAllTimersAsync();
  await Promise.all(waits);
});

describe("a request that nobody waits for any more", () => {
  test("is aborted", async () => {
    const server = new Server();
    server.onList = () => new Promise(() => {});
    const controller = new AbortController();
    for (const i of [1, 2]) server.wait(server.add(`job-${i}`, 0), { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10);
    expect(server.signals[0]?.aborted).toBe(false);
    controller.abort();
    expect(server.signals[0]?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("goes on for the others", async () => {
    const server = new Server();
    server.onList = () => new Promise((resolve) => setTimeout(resolve, 100));
    const controller = new AbortController();
    const one = server.wait(server.add("job-1", 0), { signal: controller.signal });
    const other = server.wait(server.add("job-2", 0));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort("enough");
    await vi.runAllTimersAsync();
    await expect(one).rejects.toBe("enough");
    await expect(other).resolves.toMatchObject({ id: "job-2" });
  });
});

test("what is late is asked for at once, by no timer of less than nothing, of which runtimes warn", async () => {
  const server = new Server();
  const setTimer = vi.spyOn(globalThis, "setTimeout");
  const clock = performance.now.bind(performance);
  let late = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clock() + late);
  const interval = () => {
    late += 5_000;
    return 10;
  };
  const waits = ["batch_1", "batch_2"].map((id) => server.wait(server.add(id, 60), { interval }));
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all(waits);
  const delays = setTimer.mock.calls.map(([, delay]) => delay ?? 0);
  expect(delays.length).toBeGreaterThan(0);
  expect(delays.filter((delay) => delay < 0)).toEqual([]);
  vi.restoreAllMocks();
});
