import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type AdminGetBatchParams,
  type BatchJob,
  type Headers,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaNotFoundError,
  type RequestOptions,
} from "../../../../src/index.js";
import { JobPoller, type JobSource } from "../../../../src/jobs/following/poller.js";
import { waitForJob } from "../../../../src/jobs/following/wait.js";
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

  async list({ id = [] }: AdminGetBatchParams, headers?: Headers, options?: RequestOptions) {
    const ids = [id].flat().map(String);
    this.requests.push({ kind: "list", ids, headers });
    this.signals.push(options?.signal);
    await this.onList();
    return { batch_jobs: ids.filter((one) => !this.hidden.has(one)).map((one) => this.#job(one)) };
  }

  async retrieve(id: string, headers?: Headers, options?: RequestOptions) {
    this.requests.push({ kind: "retrieve", ids: [id], headers });
    this.signals.push(options?.signal);
    this.onRetrieve(id);
    return { batch_job: this.#job(id) };
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
  test.each([
    ["fail", new MedusaAPIError("unknown_error", { status: 500 })],
    ["hang", new MedusaConnectionError("no answer within 10000 ms")],
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

  test("because the server is down, not every job is asked for", async () => {
    const server = new Server();
    server.onList = async () => {
      throw new MedusaConnectionError("connection refused");
    };
    server.onRetrieve = () => {
      throw new MedusaConnectionError("connection refused");
    };
    for (let i = 0; i < 100; i += 1) server.wait(server.add(`job-${i}`, 0));
    await vi.advanceTimersByTimeAsync(500);
    expect(server.requests.length).toBeLessThanOrEqual(6);
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
