import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { onAbort } from "../../../src/http/signals.js";

describe("what waits for a signal", () => {
  test("is done once when it aborts, however many wait", () => {
    const controller = new AbortController();
    const acts = Array.from({ length: 300 }, () => vi.fn(() => {}));
    for (const act of acts) onAbort(controller.signal, act);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort();
    controller.abort();
    for (const act of acts) expect(act).toHaveBeenCalledTimes(1);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  test("is done as often as it was asked for", () => {
    const controller = new AbortController();
    const act = vi.fn(() => {});
    onAbort(controller.signal, act);
    onAbort(controller.signal, act);
    controller.abort();
    expect(act).toHaveBeenCalledTimes(2);
  });

  test("is not done when it waits no more, nor by one that comes before it", () => {
    const controller = new AbortController();
    const act = vi.fn(() => {});
    onAbort(controller.signal, () => end());
    const end = onAbort(controller.signal, act);
    controller.abort();
    expect(act).not.toHaveBeenCalled();
  });

  test("leaves no listener when the last one has gone, and listens anew for the next", () => {
    const controller = new AbortController();
    const { signal } = controller;
    const ends = [onAbort(signal, () => {}), onAbort(signal, () => {})];
    ends[0]?.();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    ends[1]?.();
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const act = vi.fn(() => {});
    onAbort(signal, act);
    // Whoever has gone is gone: a second time ends nobody else's waiting.
    ends[1]?.();
    controller.abort();
    expect(act).toHaveBeenCalledTimes(1);
  });

  test("may have no signal at all", () => {
    expect(() => onAbort(undefined, () => {})()).not.toThrow();
  });
});
