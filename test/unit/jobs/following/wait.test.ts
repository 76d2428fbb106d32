import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  type BatchJobStatus,
  BatchJobTimeoutError,
  DEFAULT_POLL_INTERVAL_MS,
  DEFAULT_WAIT_TIMEOUT_MS,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MIN_POLL_INTERVAL_MS,
  type PollEvent,
  REREAD_FAILED_AFTER_MS,
  type WaitOptions,
} from "../../../../src/index.js";
import type { JobSource } from "../../../../src/jobs/following/ask.js";
import { JobPoller } from "../../../../src/jobs/following/poller.js";
import { waitForJob } from "../../../../src/jobs/following/wait.js";
import { jobIn } from "../jobs.js";

/** A server that answers `retrieve` with each of these in turn, and with the last one from then on. */
class Script implements JobSource {
  retrieves = 0;
  readonly times: number[] = [];
  readonly canceled: string[] = [];
  readonly poller = new JobPoller(this);
  readonly #answers: (BatchJob | Error)[];

  constructor(...answers: (BatchJob | Error)[]) {
    this.#answers = answers;
  }

  async retrieve() {
    const answer = this.#answers[Math.min(this.retrieves, this.#answers.length - 1)];
    this.retrieves += 1;
    this.times.push(Date.now());
    if (answer === undefined || answer instanceof Error) throw answer;
    if (answer instanceof String) return new Promise<never>(() => {});
    return { batch_job: answer };
  }

  list(): never {
    throw new Error("a single job is retrieved");
  }

  async cancel(id: string) {
    this.canceled.push(id);
    return { batch_job: jobIn("canceled") };
  }

  wait(options?: WaitOptions, job: string | BatchJob = "batch_1") {
    const wait = waitForJob(this, job, options);
    // Some tests let it settle before they look.
    wait.catch(() => {});
    return wait;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a wait", () => {
  test("resolves with the job when it is completed", async () => {
    const server = new Script(jobIn("created"), jobIn("confirmed"), jobIn("completed"));
    const wait = server.wait();
    await vi.runAllTimersAsync();
    await expect(wait).resolves.toMatchObject({ status: "completed" });
    expect(server.retrieves).toBe(3);
  });

  test.each<[WaitOptions["until"], string]>([
    [undefined, "pre_processed"],
    ["settled", "pre_processed"],
    ["pre_processed", "pre_processed"],
    ["finished", "completed"],
  ])("until %s of a dry run ends when it is %s", async (until, status) => {
    const server = new Script(
      jobIn("created"),
      jobIn("pre_processed"),
      jobIn("confirmed"),
      jobIn("completed"),
    );
    const wait = server.wait({ until });
    await vi.runAllTimersAsync();
    await expect(wait).resolves.toMatchObject({ status });
  });

  test("until pre_processed ends too when the job was faster", async () => {
    const server = new Script(jobIn("created"), jobIn("confirmed"));
    const wait = server.wait({ until: "pre_processed" });
    await vi.runAllTimersAsync();
    await expect(wait).resolves.toMatchObject({ status: "confirmed" });
  });

  test("for a job that has ended sends nothing", async () => {
    const server = new Script();
    await expect(server.wait({}, jobIn("completed"))).resolves.toMatchObject({
      status: "completed",
    });
    await expect(server.wait({}, jobIn("failed"))).rejects.toBeInstanceOf(BatchJobFailedError);
    await expect(server.wait({}, jobIn("canceled"))).rejects.toBeInstanceOf(BatchJobCanceledError);
    expect(server.retrieves).toBe(0);
  });

  test.each<[BatchJobStatus, WaitOptions]>([
    ["pre_processed", {}],
    ["pre_processed", { until: "pre_processed" }],
    ["created", {}],
    ["confirmed", { until: "finished" }],
  ])(
    "looks at once at a job that it is given as %s: it may be an old one (%j)",
    async (status, options) => {
      const server = new Script(jobIn("completed"));
      const seen: string[] = [];
      const onUpdate = (job: BatchJob) => seen.push(job.status);
      const wait = server.wait({ ...options, onUpdate }, jobIn(status));
      await vi.advanceTimersByTimeAsync(0);
      await expect(wait).resolves.toMatchObject({ status: "completed" });
      expect(seen).toEqual([status, "completed"]);
      expect(server.retrieves).toBe(1);
    },
  );

  test("reads a failed job once more, since the server adds to its errors", async () => {
    const failed = (...errors: string[]) => jobIn("failed", { result: { errors } });
    const server = new Script(failed("a"), failed("a", "b"));
    const wait = server.wait();
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toMatchObject({ errors: [{ message: "a" }, { message: "b" }] });
    const [first = 0, second = 0] = server.times;
    expect(second - first).toBe(REREAD_FAILED_AFTER_MS);
    expect(server.retrieves).toBe(2);
  });

  test.each<[string, unknown]>([
    ["an outage", new MedusaConnectionError("connection refused")],
    ["a 404", new MedusaNotFoundError("gone", { status: 404, type: "not_found" })],
    ["a 401", new MedusaAuthenticationError("Unauthorized", { status: 401 })],
    ["the deadline", "never"],
  ])("that meets %s at its second look still tells that the job failed", async (_, second) => {
    const server = new Script(jobIn("failed", { result: { errors: ["a"] } }), Object(second));
    const wait = server.wait({ timeout: 5000 });
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobFailedError);
    await expect(wait).rejects.toMatchObject({ errors: [{ message: "a" }] });
    expect(server.retrieves).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("rejects for a canceled job, and says whether it took effect", async () => {
    const at = "2026-11-23T10:00:00.000Z";
    const server = new Script(jobIn("canceled", { completed_at: at, canceled_at: at }));
    const wait = server.wait();
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toMatchObject({ name: "BatchJobCanceledError", applied: true });
    await expect(wait).rejects.toThrow(/its work took effect/);
  });
});

describe("onUpdate", () => {
  test("is called once for each change, the first state included", async () => {
    const processing = (done: number) =>
      jobIn("processing", { result: { advancement_count: done } });
    const server = new Script(
      jobIn("created"),
      jobIn("created"),
      { ...jobIn("created"), updated_at: "2026-11-23T11:00:00.000Z" },
      processing(1),
      processing(2),
      processing(2),
      jobIn("completed"),
    );
    const seen: string[] = [];
    const wait = server.wait({
      onUpdate: ({ status, result }) => seen.push(`${status} ${result?.advancement_count}`),
    });
    await vi.runAllTimersAsync();
    await wait;
    expect(seen).toEqual([
      "created undefined",
      "processing 1",
      "processing 2",
      "completed undefined",
    ]);
  });

  const failing = (after: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, after));
    throw new Error("from the callback");
  };

  test.each<[string, Partial<WaitOptions>, BatchJob]>([
    [
      "onUpdate that throws",
      {
        onUpdate() {
          throw new Error("from the callback");
        },
      },
      jobIn("created"),
    ],
    ["async onUpdate that rejects", { onUpdate: failing(0) }, jobIn("created")],
    ["async onUpdate that rejects later", { onUpdate: failing(1000) }, jobIn("created")],
    ["async onUpdate of the last change", { onUpdate: failing(1000) }, jobIn("completed")],
    ["async onUpdate of a job that failed", { onUpdate: failing(1500) }, jobIn("failed")],
    [
      "onPoll that throws",
      {
        onPoll() {
          throw new Error("from the callback");
        },
      },
      jobIn("created"),
    ],
    ["async onPoll that rejects", { onPoll: failing(10) }, jobIn("created")],
    ["async onPoll of the last poll", { onPoll: failing(10) }, jobIn("completed")],
    ["async interval that rejects", Object({ interval: failing(10) }), jobIn("created")],
  ])("an %s ends the wait with its error", async (_, options, job) => {
    const server = new Script(job);
    const wait = server.wait(options);
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toThrow("from the callback");
    expect(server.retrieves).toBeLessThanOrEqual(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["given", "seen"])(
    "that is async is through when the wait is: a %s job",
    async (how) => {
      const server = new Script(jobIn("completed"));
      const saved: string[] = [];
      const onUpdate = async ({ status }: BatchJob) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        saved.push(status);
      };
      const wait = server.wait({ onUpdate }, how === "given" ? jobIn("completed") : "batch_1");
      await vi.advanceTimersByTimeAsync(500);
      await wait;
      expect(saved).toEqual(["completed"]);
    },
  );

  test("that never settles is not waited for beyond the deadline, which knows that the job has ended", async () => {
    const server = new Script(jobIn("completed"));
    const wait = server.wait({ timeout: 1000, onUpdate: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(999);
    expect(server.retrieves).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(wait).resolves.toMatchObject({ status: "completed" });
  });
});

describe("onPoll", () => {
  const outage = new MedusaConnectionError("connection refused");

  test("is called after each poll, changed or not, and each that failed while the wait goes on", async () => {
    const server = new Script(jobIn("created"), jobIn("created"), outage, jobIn("completed"));
    const seen: PollEvent[] = [];
    const wait = server.wait({ interval: 1000, onPoll: (event) => seen.push(event) });
    await vi.runAllTimersAsync();
    await wait;
    expect(seen).toEqual([
      { attempt: 1, elapsed: 0, job: jobIn("created"), nextIn: 1000 },
      { attempt: 2, elapsed: 1000, job: jobIn("created"), nextIn: 1000 },
      { attempt: 3, elapsed: 2000, job: jobIn("created"), nextIn: 1000, error: outage },
      { attempt: 4, elapsed: 3000, job: jobIn("completed"), nextIn: undefined },
    ]);
    expect(server.retrieves).toBe(4);
  });

  test("tells of an outage from the first poll on, and when the server wants to be asked again", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const busy = new MedusaAPIError("Too many", { status: 429, retryAfter: 60_000 });
    const server = new Script(outage, busy, jobIn("completed"));
    const seen: PollEvent[] = [];
    const wait = server.wait({ interval: 1000, onPoll: (event) => seen.push(event) });
    await vi.runAllTimersAsync();
    await wait;
    expect(seen).toMatchObject([
      { attempt: 1, job: undefined, error: outage, nextIn: 1000 },
      { attempt: 2, job: undefined, error: busy, nextIn: 60_000 },
      { attempt: 3, elapsed: 61_000 },
    ]);
    expect(server.times.map((at) => at - (server.times[0] ?? 0))).toEqual([0, 1000, 61_000]);
  });

  test("tells of the poll that saw the job fail, and not of an error that ends the wait", async () => {
    const failing = new Script(jobIn("failed"));
    const notFound = new MedusaNotFoundError("No", { status: 404, type: "not_found" });
    const gone = new Script(jobIn("created"), notFound);
    const seen: string[] = [];
    const onPoll = ({ job, error }: PollEvent) => seen.push(`${job?.status} ${error?.message}`);
    const waits = Promise.allSettled([failing.wait({ onPoll })]);
    await vi.runAllTimersAsync();
    await waits;
    expect(seen.splice(0)).toEqual(["failed undefined", "failed undefined"]);
    const ended = Promise.allSettled([gone.wait({ onPoll })]);
    await vi.runAllTimersAsync();
    await ended;
    expect(seen).toEqual(["created undefined"]);
  });
});

describe("failures of polling", () => {
  test.each([
    new MedusaConnectionError("reset"),
    new MedusaAPIError("bad gateway", { status: 502 }),
    new MedusaAPIError("internal", { status: 500 }),
    new MedusaAPIError("slow down", { status: 429 }),
    new MedusaAPIError("a maintenance page", { status: 200 }),
  ])("that may pass do not end it: $message", async (error) => {
    const server = new Script(jobIn("created"), error, error, error, jobIn("completed"));
    const wait = server.wait();
    await vi.runAllTimersAsync();
    await expect(wait).resolves.toMatchObject({ status: "completed" });
  });

  test("a 404 that is not Medusa's does not end it once the job was seen", async () => {
    const page = new MedusaNotFoundError("the server has no such path", { status: 404 });
    const wait = new Script(jobIn("created"), page, page, jobIn("completed")).wait();
    await vi.runAllTimersAsync();
    await expect(wait).resolves.toMatchObject({ status: "completed" });
    const unseen = new Script(page).wait();
    await vi.runAllTimersAsync();
    await expect(unseen).rejects.toStrictEqual(page);
  });

  // Measured: Postgres was killed while Medusa looked the token up.
  test("one 401 does not end it once the job was seen, two in a row do", async () => {
    const refused = new MedusaAuthenticationError("Unauthorized", { status: 401 });
    const created = jobIn("created");
    const once = new Script(created, refused, created, refused, jobIn("completed")).wait();
    await vi.runAllTimersAsync();
    await expect(once).resolves.toMatchObject({ status: "completed" });
    const twice = new Script(created, refused, refused, created);
    const wait = twice.wait();
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toStrictEqual(refused);
    expect(twice.retrieves).toBe(3);
    const unseen = new Script(refused);
    const first = unseen.wait();
    await vi.runAllTimersAsync();
    await expect(first).rejects.toStrictEqual(refused);
    expect(unseen.retrieves).toBe(1);
  });

  test.each([
    new MedusaAuthenticationError("Unauthorized", { status: 401 }),
    new MedusaNotFoundError("gone", { status: 404, type: "not_found" }),
    new TypeError("a bug"),
  ])("that stay so end it: $message", async (error) => {
    const wait = new Script(jobIn("created"), error).wait();
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toStrictEqual(error);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the deadline", () => {
  test.each<[BatchJob, RegExp]>([
    [jobIn("created"), /no job of the shop goes on any more, restart Medusa/],
    [jobIn("created"), /has not prepared the job. It may be queued: .*Otherwise its event is lost/],
    [
      jobIn("created", { context: { fileKey: "x.csv" } }),
      /It may be queued: .*If no other runs: .*fileKey/,
    ],
    [jobIn("created", { context: { fileKey: "x.csv" } }), /fileKey is wrong or was used before/],
    [jobIn("confirmed"), /queued behind others, or the server was stopped while it was/],
    [jobIn("processing"), /Redis event bus .* takes such a job up again .* local one never/],
    [jobIn("confirmed"), /If Postgres was down meanwhile, its event is lost/],
    [jobIn("pre_processed", { dry_run: true }), /until someone confirms it/],
  ])("says what the state it hangs in means: $status", async (job, meaning) => {
    const wait = new Script(job).wait({ until: "finished" });
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    await expect(wait).rejects.toThrow(meaning);
    await expect(wait).rejects.toThrow(/may still go on/);
    await expect(wait).rejects.toMatchObject({ job: { status: job.status } });
  });

  test("says of one that was canceled what is not known: a run with a key waits for that", () => {
    const { message } = new BatchJobTimeoutError(jobIn("canceled"), 100);
    expect(message).toMatch(/It was canceled .* whether its work takes effect all the same/);
  });

  test("is half an hour unless asked otherwise", async () => {
    const start = Date.now();
    const wait = new Script(jobIn("created")).wait();
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    expect(Date.now() - start).toBe(DEFAULT_WAIT_TIMEOUT_MS);
  });

  test("names the last failure where the job was never seen", async () => {
    const wait = new Script(new MedusaConnectionError("connection refused")).wait({
      timeout: 5000,
    });
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toMatchObject({
      name: "MedusaTimeoutError",
      message: "batch_1 could not be read within 5000 ms. The last try: connection refused",
    });
  });

  test("can be switched off", async () => {
    const server = new Script(jobIn("created"));
    const signal = AbortSignal.abort;
    const controller = new AbortController();
    const wait = server.wait({ timeout: Number.POSITIVE_INFINITY, signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10 * DEFAULT_WAIT_TIMEOUT_MS);
    controller.abort(signal);
    await expect(wait).rejects.toBe(signal);
  });
});

describe("between two polls", () => {
  test("the pause grows, and starts anew with a change", async () => {
    const server = new Script(
      jobIn("created"),
      jobIn("created"),
      jobIn("created"),
      jobIn("confirmed"),
      jobIn("completed"),
    );
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const wait = server.wait();
    await vi.runAllTimersAsync();
    await wait;
    const pauses = server.times.slice(1).map((time, i) => time - (server.times[i] ?? 0));
    expect(pauses).toEqual([500, 750, 1125, 500]);
    vi.restoreAllMocks();
  });

  test("is never longer than the longest, nor shorter than a round of the event loop", async () => {
    const server = new Script(jobIn("created"));
    const wait = server.wait({ timeout: 60_000 });
    await vi.runAllTimersAsync();
    await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
    const pauses = server.times.slice(1).map((time, i) => time - (server.times[i] ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(DEFAULT_POLL_INTERVAL_MS.longest * 1.2 + 1);
  });

  test.each([0, () => 0, () => Number.NaN, () => -5, () => "soon"])(
    "%j never spins",
    async (interval) => {
      const server = new Script({ ...jobIn("created"), ...JSON.parse('{"status": "brand-new"}') });
      const wait = server.wait({ timeout: 1000, ...Object({ interval }) });
      await vi.runAllTimersAsync();
      await expect(wait).rejects.toBeInstanceOf(BatchJobTimeoutError);
      expect(server.retrieves).toBeLessThanOrEqual(1000 / MIN_POLL_INTERVAL_MS + 1);
    },
  );

  test("is what the caller says", async () => {
    const server = new Script(jobIn("created"), jobIn("created"), jobIn("completed"));
    const interval = vi.fn((attempt: number) => 100 * (attempt + 1));
    const wait = server.wait({ interval });
    await vi.runAllTimersAsync();
    await wait;
    expect(interval.mock.calls.map(([attempt]) => attempt)).toEqual([0, 1]);
  });
});

describe("aborting", () => {
  const waiting = (server: Script, options: WaitOptions = {}) => {
    const controller = new AbortController();
    const wait = server.wait({ ...options, signal: controller.signal });
    return { wait, abort: () => controller.abort("enough") };
  };

  test("rejects at once with the reason, and leaves the job alone", async () => {
    const server = new Script(jobIn("created"));
    const { wait, abort } = waiting(server);
    await vi.advanceTimersByTimeAsync(5000);
    abort();
    await expect(wait).rejects.toBe("enough");
    expect(server.canceled).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["onUpdate", "the job that it was given", { onUpdate: true }, jobIn("created")],
    ["onUpdate", "its first answer", { onUpdate: true }, "batch_1"],
    ["onPoll", "its first answer", { onPoll: true }, "batch_1"],
    ["onPoll", "an outage", { onPoll: true }, "batch_2"],
  ] as const)("by %s at %s ends all of it: no timer, no request", async (_, __, on, job) => {
    const controller = new AbortController();
    const abort = () => controller.abort("enough");
    const isOut = job === "batch_2";
    const server = new Script(isOut ? new MedusaConnectionError("no answer") : jobIn("created"));
    const { signal } = controller;
    const options = { signal, ...("onUpdate" in on ? { onUpdate: abort } : { onPoll: abort }) };
    const wait = server.wait(options, job);
    await vi.advanceTimersByTimeAsync(0);
    await expect(wait).rejects.toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
    expect(server.retrieves).toBe(typeof job === "string" ? 1 : 0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("with cancelOnAbort rejects when the cancel is answered, not before", async () => {
    const server = new Script(jobIn("created"));
    let answer = (_: { batch_job: BatchJob }) => {};
    vi.spyOn(server, "cancel").mockReturnValue(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    const { wait, abort } = waiting(server, { cancelOnAbort: true });
    const settled = vi.fn();
    wait.then(settled, settled);
    await vi.advanceTimersByTimeAsync(5000);
    const asked = server.retrieves;
    abort();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(settled).not.toHaveBeenCalled();
    expect(server.retrieves).toBe(asked);
    answer({ batch_job: jobIn("canceled") });
    await expect(wait).rejects.toMatchObject({ name: "BatchJobCanceledError", cause: "enough" });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("with cancelOnAbort resolves with a job that was completed before", async () => {
    const server = new Script(jobIn("created"), jobIn("completed"));
    vi.spyOn(server, "cancel").mockRejectedValue(
      new MedusaInvalidRequestError("Cannot cancel completed batch job", { status: 400 }),
    );
    const { wait, abort } = waiting(server, { cancelOnAbort: true });
    await vi.advanceTimersByTimeAsync(0);
    abort();
    await expect(wait).resolves.toMatchObject({ status: "completed" });
  });

  test("with cancelOnAbort cancels no job that was seen failed", async () => {
    const server = new Script(jobIn("failed"));
    const { wait, abort } = waiting(server, { cancelOnAbort: true });
    await vi.advanceTimersByTimeAsync(0);
    abort();
    await expect(wait).rejects.toBeInstanceOf(BatchJobFailedError);
    expect(server.canceled).toEqual([]);
  });

  test("before the wait has begun asks for nothing, and cancels where that is asked for", async () => {
    const server = new Script(jobIn("created"));
    const signal = AbortSignal.abort("enough");
    await expect(server.wait({ signal })).rejects.toBe("enough");
    await expect(server.wait({ signal }, jobIn("created"))).rejects.toBe("enough");
    expect(server.canceled).toEqual([]);
    await expect(server.wait({ signal, cancelOnAbort: true })).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      cause: "enough",
    });
    expect(server.canceled).toEqual(["batch_1"]);
    expect(server.retrieves).toBe(0);
  });

  test("cancels nothing where something else has ended the wait", async () => {
    const server = new Script(new MedusaNotFoundError("gone", { status: 404 }));
    const { wait, abort } = waiting(server, { cancelOnAbort: true });
    await vi.advanceTimersByTimeAsync(0);
    await expect(wait).rejects.toThrow("gone");
    abort();
    expect(server.canceled).toEqual([]);
  });
});

describe("what is neither an id nor a job is refused before anything is sent", () => {
  test.each(["", "../users", undefined, null, 5, {}, { id: "" }])("%j", async (target) => {
    const server = new Script(jobIn("completed"));
    const wait = Reflect.apply(waitForJob, undefined, [server, target, {}]);
    await expect(wait).rejects.toThrow(/batch job's id/);
    expect(server.retrieves).toBe(0);
  });
});

test("three hundred waits on one signal have one listener, and none when they are over", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const servers = Array.from({ length: 300 }, () => new Script(jobIn("created")));
  const waits = servers.map((server) => server.wait({ signal }));
  await vi.advanceTimersByTimeAsync(100);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  controller.abort("enough");
  for (const wait of waits) await expect(wait).rejects.toBe("enough");
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("fifty waits later, no timer and no listener is left", async () => {
  const { signal } = new AbortController();
  for (let i = 0; i < 50; i += 1) {
    const server = new Script(jobIn("created"), jobIn("completed"));
    const wait = server.wait({ signal });
    await vi.runAllTimersAsync();
    await wait;
  }
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
