import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { TIMED_OUT, withDeadline } from "../../../src/http/deadline.js";

const never = () => new Promise<never>(() => {});
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("what runs with a deadline ends", () => {
  test("by itself", async () => {
    expect(await withDeadline(async () => 5, 1000, undefined)).toBe(5);
  });

  test("when the time is up, even if it ignores its signal", async () => {
    await expect(withDeadline(never, 1, undefined)).rejects.toBe(TIMED_OUT);
  });

  test("when the caller aborts, with the caller's reason", async () => {
    const controller = new AbortController();
    const call = withDeadline(never, 0, controller.signal);
    controller.abort("enough");
    await expect(call).rejects.toBe("enough");
  });

  test("at once, and does not begin, if the caller has aborted already", async () => {
    const run = vi.fn(never);
    await expect(withDeadline(run, 0, AbortSignal.abort("before"))).rejects.toBe("before");
    expect(run).not.toHaveBeenCalled();
  });

  test("and tells what runs", async () => {
    let seen: AbortSignal | undefined;
    const run = (signal: AbortSignal) => {
      seen = signal;
      return never();
    };
    await expect(withDeadline(run, 1, undefined)).rejects.toBe(TIMED_OUT);
    expect(seen?.aborted).toBe(true);
  });

  test("by an error, whatever the caller's reason: axios's fetch adapter throws for a symbol", async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const run = (signal: AbortSignal) => {
      seen = signal;
      return never();
    };
    const call = withDeadline(run, 0, controller.signal);
    controller.abort(Symbol("enough"));
    await expect(call).rejects.toBe(controller.signal.reason);
    expect(seen?.reason).toBeInstanceOf(Error);
  });
});

test("three hundred calls on one signal have one listener", async () => {
  const controller = new AbortController();
  const calls = Array.from({ length: 300 }, () => withDeadline(never, 0, controller.signal));
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort("enough");
  for (const call of calls) await expect(call).rejects.toBe("enough");
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

describe("nothing is left behind", () => {
  const { signal } = new AbortController();

  test.each<[string, () => Promise<unknown>, number]>([
    ["of what ends by itself", async () => 5, 60_000],
    ["of what fails", () => Promise.reject(new Error("failed")), 60_000],
    ["of what throws at once", JSON.parse.bind(JSON, "{"), 60_000],
    ["of what never settles", never, 1],
  ])("%s", async (_, run, timeout) => {
    const before = timers();
    for (let i = 0; i < 20; i += 1) await withDeadline(run, timeout, signal).catch(() => {});
    expect(getEventListeners(signal, "abort")).toEqual([]);
    // One of the test runner's own may have ended meanwhile.
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
