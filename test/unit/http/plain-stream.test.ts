import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { iterable, readAll, readText, streamOf, toWebStream } from "../../../src/http/streams.js";

beforeEach(() => {
  vi.stubGlobal("ReadableStream", undefined);
});
afterEach(() => vi.unstubAllGlobals());

const encoder = new TextEncoder();

/** A stream of these texts; then it ends, or errs. */
function streamFrom(texts: string[], error?: Error) {
  const cancel = vi.fn(async () => {});
  const left = [...texts];
  const next = async () => {
    const text = left.shift();
    if (text === undefined && error !== undefined) throw error;
    return text === undefined ? undefined : encoder.encode(text);
  };
  return { stream: streamOf(next, cancel), cancel, left };
}

test("where there are no streams, one is read to its end", async () => {
  expect(await readText(streamFrom(["a;", "b"]).stream)).toBe("a;b");
  expect(await (await readAll(streamFrom(["a;", "b"]).stream)).text()).toBe("a;b");
});

test("it is iterated over; who leaves the loop cancels it", async () => {
  const { stream, cancel, left } = streamFrom(["a", "b", "c"]);
  for await (const chunk of iterable(stream)) {
    expect(chunk).toEqual(encoder.encode("a"));
    break;
  }
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(left).toEqual(["b", "c"]);
});

test("reads that overlap take turns, and all after the end or an error get it", async () => {
  const reader = streamFrom(["a", "b"]).stream.getReader();
  const reads = await Promise.all([reader.read(), reader.read(), reader.read(), reader.read()]);
  expect(reads.map(({ done }) => done)).toEqual([false, false, true, true]);

  const error = new Error("broke off");
  const broken = streamFrom(["a"], error).stream.getReader();
  await broken.read();
  await expect(broken.read()).rejects.toBe(error);
  await expect(broken.read()).rejects.toBe(error);
});

test("it has one reader at a time, and ends what it comes from once", async () => {
  const { stream, cancel } = streamFrom(["a"]);
  const reader = stream.getReader();
  expect(() => stream.getReader()).toThrow(TypeError);
  await reader.cancel("enough");
  await reader.cancel("again");
  reader.releaseLock();
  expect(stream.locked).toBe(false);
  expect(cancel).toHaveBeenCalledExactlyOnceWith("enough");
  expect((await stream.getReader().read()).done).toBe(true);
});

test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => unknown]>([
  ["an ArrayBuffer", (bytes) => bytes.buffer],
  ["bytes", (bytes) => bytes],
])("%s, the whole body of an answer, is one chunk", async (_, body) => {
  expect(await readText(toWebStream(body(encoder.encode("a;b"))))).toBe("a;b");
});
