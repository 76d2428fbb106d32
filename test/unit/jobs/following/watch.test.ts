import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type BatchJob,
  type BatchJobStatus,
  CANCEL_ON_ABORT_TIMEOUT_MS,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
} from "../../../../src/index.js";
import { JobPoller } from "../../../../src/jobs/following/poller.js";
import { watchJobs } from "../../../../src/jobs/following/watch.js";
import { jobIn } from "../jobs.js";

/** A server whose jobs take one step each time they are looked at. */
function serverOf(scripts: Record<string, (BatchJobStatus | Error)[]>) {
  const canceled: string[] = [];
  const look = (id: string): BatchJob => {
    const script = scripts[id] ?? [];
    const status = script.length > 1 ? script.shift() : script[0];
    if (status === undefined || status instanceof Error) throw status;
    return jobIn(status, { id });
  };
  const retrieve = async (id: string) => ({ batch_job: look(id) });
  const poller = new JobPoller({
    retrieve,
    list: async ({ id = [] }) => ({
      batch_jobs: [id]
        .flat()
        .flatMap((one) => (scripts[String(one)]?.[0] instanceof Error ? [] : look(String(one)))),
    }),
  });
  const cancel = async (id: string) => {
    canceled.push(id);
    return { batch_job: jobIn("canceled", { id }) };
  };
  return { poller, canceled, retrieve, cancel };
}

async function collect(changes: AsyncIterable<BatchJob>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { id, status } of changes) seen.push(`${id} ${status}`);
  return seen;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("watching jobs", () => {
  test("shows every change of every job, until all have settled", async () => {
    const server = serverOf({
      a: ["created", "created", "confirmed", "completed"],
      b: ["created", "failed"],
      c: ["pre_processed"],
    });
    const seen = collect(watchJobs(server, ["a", "b", "c"]));
    await vi.runAllTimersAsync();
    expect((await seen).toSorted()).toEqual([
      "a completed",
      "a confirmed",
      "a created",
      "b created",
      "b failed",
      "c pre_processed",
    ]);
  });

  test("takes a lone id for one job, not for its letters", async () => {
    const server = serverOf({ batch_1: ["completed"] });
    const seen = collect(watchJobs(server, "batch_1"));
    await vi.runAllTimersAsync();
    expect(await seen).toEqual(["batch_1 completed"]);
  });

  test("takes a lone job for one, and refuses what is neither", async () => {
    const watch = (jobs: unknown) =>
      collect(Reflect.apply(watchJobs, undefined, [serverOf({}), jobs]));
    expect(await watch(jobIn("completed"))).toEqual(["batch_1 completed"]);
    for (const jobs of [undefined, null, 5, {}, [null]])
      await expect(watch(jobs)).rejects.toThrow(/batch job's id/);
  });

  test("of none is over at once", async () => {
    expect(await collect(watchJobs(serverOf({}), []))).toEqual([]);
  });

  test("throws what is wrong with one when the others have settled", async () => {
    const server = serverOf({
      a: ["created", "completed"],
      b: [new MedusaNotFoundError("gone", { status: 404 })],
    });
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { id, status } of watchJobs(server, ["a", "b"]))
        seen.push(`${id} ${status}`);
    })();
    watching.catch(() => {});
    await vi.runAllTimersAsync();
    await expect(watching).rejects.toThrow("gone");
    expect(seen).toEqual(["a created", "a completed"]);
  });

  test("refuses a bad id, or an option that it does not know, before anything is sent", async () => {
    const server = serverOf({ ok: ["created"] });
    const look = vi.spyOn(server, "retrieve");
    const { signal } = new AbortController();
    const refused = { code: "invalid_argument" };
    await expect(collect(watchJobs(server, ["ok", "../bad"], { signal }))).rejects.toMatchObject(
      refused,
    );
    await expect(collect(watchJobs(server, Array(2)))).rejects.toMatchObject(refused);
    await expect(
      collect(watchJobs(server, ["ok"], { signal, ...Object({ untill: "finished" }) })),
    ).rejects.toMatchObject(refused);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(look).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("looks at once at jobs that it is given: they may be old ones", async () => {
    const server = serverOf({ a: ["completed"], b: ["failed"] });
    const jobs = ["a", "b", "c"].map((id) => jobIn("pre_processed", { id }));
    const done = jobIn("completed", { id: "d" });
    const seen = collect(watchJobs(server, [...jobs.slice(0, 2), done]));
    await vi.runAllTimersAsync();
    expect((await seen).toSorted()).toEqual([
      "a completed",
      "a pre_processed",
      "b failed",
      "b pre_processed",
      "d completed",
    ]);
  });

  test("throws what an async onUpdate rejects with", async () => {
    const server = serverOf({ a: ["created", "completed"] });
    const onUpdate = async () => {
      throw new Error("from the callback");
    };
    const seen = collect(watchJobs(server, ["a"], { onUpdate }));
    seen.catch(() => {});
    await vi.runAllTimersAsync();
    await expect(seen).rejects.toThrow("from the callback");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("left by a break asks for nothing more, cancels nothing, leaves nothing behind", async () => {
    const server = serverOf({ a: ["created"], b: ["created"] });
    const { signal } = new AbortController();
    const watching = (async () => {
      for await (const _ of watchJobs(server, ["a", "b"], { signal, cancelOnAbort: true })) break;
    })();
    await vi.advanceTimersByTimeAsync(100);
    await watching;
    expect(server.canceled).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("aborting a watch", () => {
  /** What is shown until it ends, and how it ends. */
  function watching(server: ReturnType<typeof serverOf>, jobs: string[], cancelOnAbort: boolean) {
    const controller = new AbortController();
    const { signal } = controller;
    const seen: string[] = [];
    const end = (async () => {
      for await (const { id, status } of watchJobs(server, jobs, { signal, cancelOnAbort }))
        seen.push(`${id} ${status}`);
    })();
    end.catch(() => {});
    return { seen, end, signal, abort: () => controller.abort("enough") };
  }

  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends it at once, and cancels nothing", async () => {
    const gone = new MedusaNotFoundError("gone", { status: 404 });
    const server = serverOf({ a: ["created"], b: ["created"], c: [gone] });
    const { end, signal, abort } = watching(server, ["a", "b", "c"], false);
    await vi.advanceTimersByTimeAsync(100);
    abort();
    await expect(end).rejects.toBe("enough");
    expect(server.canceled).toEqual([]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("with cancelOnAbort ends it when every job that had not ended is canceled, and shows that", async () => {
    const server = serverOf({ a: ["created"], b: ["created"], c: ["completed"] });
    const cancel = server.cancel;
    vi.spyOn(server, "cancel").mockImplementation(async (id) => {
      await new Promise((resolve) => setTimeout(resolve, id === "a" ? 2000 : 9000));
      return cancel(id);
    });
    const { seen, end, signal, abort } = watching(server, ["a", "b", "c"], true);
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toEqual(["a created", "b created", "c completed"]);
    const settled = vi.fn();
    end.then(settled, settled);
    abort();
    await vi.advanceTimersByTimeAsync(2000);
    expect(seen.slice(3)).toEqual(["a canceled"]);
    await vi.advanceTimersByTimeAsync(6900);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    await expect(end).rejects.toBe("enough");
    expect(seen.slice(3)).toEqual(["a canceled", "b canceled"]);
    expect(server.canceled).toEqual(["a", "b"]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("with cancelOnAbort shows a job that was completed before its cancel", async () => {
    const server = serverOf({ a: ["created", "completed"], b: ["created"] });
    const cancel = server.cancel;
    vi.spyOn(server, "cancel").mockImplementation(async (id) => {
      if (id === "a") throw new MedusaInvalidRequestError("Cannot cancel completed batch job");
      return cancel(id);
    });
    const { seen, end, abort } = watching(server, ["a", "b"], true);
    await vi.advanceTimersByTimeAsync(100);
    abort();
    await expect(end).rejects.toBe("enough");
    expect(seen.toSorted()).toEqual(["a completed", "a created", "b canceled", "b created"]);
  });

  test("with cancelOnAbort says which job may still be running", async () => {
    const server = serverOf({ a: ["created"], b: ["created"] });
    const cancel = server.cancel;
    vi.spyOn(server, "cancel").mockImplementation(async (id) =>
      id === "a" ? new Promise<never>(() => {}) : cancel(id),
    );
    const { seen, end, abort } = watching(server, ["a", "b"], true);
    await vi.advanceTimersByTimeAsync(100);
    abort();
    await vi.advanceTimersByTimeAsync(CANCEL_ON_ABORT_TIMEOUT_MS);
    await expect(end).rejects.toMatchObject({ name: "BatchJobError", job: { id: "a" } });
    expect(seen.slice(2)).toEqual(["b canceled"]);
  });

  test("before it has begun sends nothing, or only cancels", async () => {
    const server = serverOf({ a: ["created"] });
    const look = vi.spyOn(server, "retrieve");
    const aborted = { signal: AbortSignal.abort("enough") };
    await expect(collect(watchJobs(server, ["a"], aborted))).rejects.toBe("enough");
    expect(server.canceled).toEqual([]);
    const options = { ...aborted, cancelOnAbort: true };
    await expect(collect(watchJobs(server, ["a"], options))).rejects.toBe("enough");
    expect(server.canceled).toEqual(["a"]);
    expect(look).not.toHaveBeenCalled();
  });
});
