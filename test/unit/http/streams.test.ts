import { afterEach, describe, expect, test, vi } from "vitest";
import { iterable } from "../../../src/http/streams.js";

/** A stream of numbers without an end, as Safari makes it; it remembers why it was canceled. */
function safariStream(fail?: Error) {
  const canceled: unknown[] = [];
  let made = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        made += 1;
        if (made === 3 && fail) controller.error(fail);
        else if (made === 5) controller.close();
        else controller.enqueue(Uint8Array.of(made));
      },
      cancel: (reason) => void canceled.push(reason),
    },
    { highWaterMark: 0 },
  );
  return { stream, canceled, made: () => made };
}

async function read(chunks: AsyncIterable<Uint8Array>, until = Number.POSITIVE_INFINITY) {
  const seen: (number | undefined)[] = [];
  for await (const [first] of chunks) {
    seen.push(first);
    if (seen.length === until) break;
  }
  return seen;
}

afterEach(() => vi.unstubAllGlobals());

describe.each(["of its own", "without an iterator"])("a stream %s", (kind) => {
  function make(fail?: Error) {
    const made = safariStream(fail);
    // Shadowed: what the prototype has cannot be taken away for one test alone.
    const hidden = new Proxy(made.stream, {
      has: (target, key) => key !== Symbol.asyncIterator && key in target,
      get(target, key) {
        if (key === Symbol.asyncIterator && !Object.hasOwn(target, key)) return undefined;
        const value = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    return { ...made, chunks: iterable(kind === "of its own" ? made.stream : hidden) };
  }

  test("is iterated over to its end", async () => {
    const { chunks, canceled } = make();
    expect(await read(chunks)).toEqual([1, 2, 3, 4]);
    expect(canceled).toEqual([]);
  });

  test("is canceled when its loop is left, and read no further", async () => {
    const { chunks, canceled, made } = make();
    expect(await read(chunks, 2)).toEqual([1, 2]);
    expect(canceled).toEqual([undefined]);
    expect(made()).toBe(2);
    expect(chunks.locked).toBe(false);
  });

  test("throws what it errs with", async () => {
    const { chunks } = make(new Error("broken"));
    await expect(read(chunks)).rejects.toThrow("broken");
  });

  test("is still a stream", async () => {
    const { chunks } = make();
    expect(Object.prototype.toString.call(chunks)).toBe("[object ReadableStream]");
    expect(await chunks.getReader().read()).toEqual({ done: false, value: Uint8Array.of(1) });
  });
});
