import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { abortWith, onAbort, reasonOf, throwIfAborted } from "../../../src/http/signals.js";

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

describe("the reason of an abort", () => {
  /** As the `abort-controller` package has it, which is React Native's: no reason, no `throwIfAborted`. */
  class BareController extends EventTarget {
    aborted = false;
    readonly signal = this as unknown as AbortSignal;

    abort(): void {
      this.aborted = true;
      this.dispatchEvent(new Event("abort"));
    }
  }

  test("is what the signal says, and what its listeners hear", () => {
    const controller = new AbortController();
    const act = vi.fn();
    onAbort(controller.signal, act);
    throwIfAborted(controller.signal);
    throwIfAborted(undefined);
    abortWith(controller, "enough");
    expect(act).toHaveBeenCalledExactlyOnceWith("enough");
    expect(reasonOf(controller.signal)).toBe("enough");
    expect(() => throwIfAborted(controller.signal)).toThrow("enough");
  });

  test("is kept for signals that keep none", () => {
    const controller = new BareController();
    const act = vi.fn();
    onAbort(controller.signal, act);
    abortWith(controller, "enough");
    expect(act).toHaveBeenCalledExactlyOnceWith("enough");
    expect(reasonOf(controller.signal)).toBe("enough");
  });

  test("is an AbortError, always the same, where nobody gave one that was kept", () => {
    const controller = new BareController();
    controller.abort();
    const reason = reasonOf(controller.signal);
    expect(reason).toMatchObject({ name: "AbortError", message: "This operation was aborted" });
    expect(controller.signal.reason).toBe(reason);
    expect(() => throwIfAborted(controller.signal)).toThrow(reason as Error);
  });
});
