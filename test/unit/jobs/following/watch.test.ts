import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type BatchJob, type BatchJobStatus, MedusaNotFoundError } from "../../../../src/index.js";
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

  test("ends with the caller's abort, and cancels if that is asked for", async () => {
    const server = serverOf({ a: ["created"], b: ["created"] });
    const controller = new AbortController();
    const options = { signal: controller.signal, cancelOnAbort: true };
    const seen = collect(watchJobs(server, ["a", "b"], options));
    seen.catch(() => {});
    await vi.advanceTimersByTimeAsync(100);
    controller.abort("enough");
    await vi.advanceTimersByTimeAsync(0);
    await expect(seen).rejects.toBe("enough");
    expect(server.canceled.toSorted()).toEqual(["a", "b"]);
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
