import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type BatchJob,
  BatchJobTimeoutError,
  LAST_LOOK_TIMEOUT_MS,
  MedusaConnectionError,
  type RequestOptions,
  type WaitOptions,
} from "../../../../src/index.js";
import { JobPoller } from "../../../../src/jobs/following/poller.js";
import { waitForJob } from "../../../../src/jobs/following/wait.js";
import { jobIn } from "../jobs.js";

const TIMEOUT = 60_000;
/** As long as an answer is on its way. */
const LATENCY_MS = 20;
const NEVER = new Promise<never>(() => {});

/** A server whose jobs stay as they are. */
class Standstill {
  readonly poller = new JobPoller(this);
  /** The queries of all lists that did not ask for ids. */
  readonly looks: object[] = [];
  readonly signals: RequestOptions["signal"][] = [];
  answer: Promise<BatchJob[]> | undefined;
  isDown = false;
  readonly #jobs: BatchJob[];

  constructor(...jobs: BatchJob[]) {
    this.#jobs = jobs;
  }

  async list({ id, ...query }: object & { id?: unknown }, _?: object, options?: RequestOptions) {
    if (id !== undefined) return { batch_jobs: this.#jobs };
    this.looks.push(query);
    this.signals.push(options?.signal);
    await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
    return { batch_jobs: (await this.answer) ?? this.#jobs };
  }

  async retrieve(id: string) {
    const job = this.#jobs.find((one) => one.id === id);
    if (this.isDown || job === undefined) throw new MedusaConnectionError("connection refused");
    return { batch_job: job };
  }

  readonly cancel = async (id: string) => ({ batch_job: jobIn("canceled", { id }) });

  wait(id: string, options: WaitOptions = {}) {
    const wait = waitForJob(this, id, { timeout: TIMEOUT, until: "finished", ...options });
    wait.catch(() => {});
    return wait;
  }
}

const at = (ms: number) => new Date(Date.now() + ms).toISOString();

const importing = () =>
  jobIn("confirmed", { id: "import", created_at: at(-9), confirmed_at: at(-5) });
const created = (id: string) => jobIn("created", { id, created_at: at(0) });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("when the time of a wait is up", () => {
  test("one list tells behind which job it is queued, and no other request is made", async () => {
    const server = new Standstill(created("export"), importing());
    const wait = server.wait("export");
    await vi.advanceTimersByTimeAsync(TIMEOUT - 1);
    expect(server.looks).toEqual([]);
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    await expect(wait).rejects.toMatchObject({
      hold: { behind: { id: "import" } },
      message: expect.stringContaining("It is queued behind the product-export import, confirmed"),
    });
    expect(server.looks).toEqual([{ limit: 100 }]);
  });

  test("a hundred waits look once", async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `export_${i}`);
    const server = new Standstill(...ids.map(created), importing());
    const waits = ids.map((id) => server.wait(id));
    await vi.runAllTimersAsync();
    for (const wait of waits) {
      await expect(wait).rejects.toMatchObject({ hold: { behind: { id: "import" } } });
    }
    expect(server.looks).toHaveLength(1);
  });

  test("a list that does not come ends it two seconds later, as if it had not been asked for", async () => {
    const server = new Standstill(created("export"));
    server.answer = NEVER;
    const begun = Date.now();
    const wait = server.wait("export");
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toMatchObject({
      hold: undefined,
      message: expect.stringContaining("It may be queued"),
    });
    expect(Date.now() - begun).toBe(TIMEOUT + LAST_LOOK_TIMEOUT_MS);
    expect(server.signals[0]?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("an abort meanwhile ends it at once, and leaves nothing behind", async () => {
    const server = new Standstill(created("export"));
    server.answer = NEVER;
    const { signal, abort } = abortable();
    const wait = server.wait("export", { signal });
    await vi.advanceTimersByTimeAsync(TIMEOUT + LATENCY_MS);
    abort();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    expect(server.signals[0]?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("nothing is asked of a server that is down", async () => {
    const server = new Standstill(created("export"));
    const wait = server.wait("export");
    await vi.advanceTimersByTimeAsync(TIMEOUT / 2);
    server.isDown = true;
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    expect(server.looks).toEqual([]);
  });

  test("nothing is asked about a job that waits for a confirmation", async () => {
    const server = new Standstill(jobIn("pre_processed", { id: "prepared", dry_run: true }));
    const wait = server.wait("prepared");
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toThrow(/until someone confirms it/);
    expect(server.looks).toEqual([]);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error("enough")) };
}
