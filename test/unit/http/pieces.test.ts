import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Download } from "../../../src/http/download.js";
import { DOWNLOAD_STALL_TIMEOUT_MS, Pieces } from "../../../src/http/pieces.js";
import type { Rest } from "../../../src/http/resume.js";

const SIZE = 10;
const CONTENT = Uint8Array.from({ length: SIZE }, (_, index) => index);
const HEAD = { etag: '"a"', "content-length": `${SIZE}` };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An answer with these chunks, which stands still then, or ends; it remembers whether it was let go of. */
function answer(chunks: Uint8Array[], { ends = true, status = 200, headers = {} } = {}) {
  const canceled = vi.fn();
  const left = chunks.values();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value } = left.next();
        if (value) controller.enqueue(value);
        else if (ends) controller.close();
        else return new Promise(() => {});
      },
      cancel: canceled,
    },
    { highWaterMark: 0 },
  );
  const download: Download = {
    head: { status, statusText: "", headers: { ...HEAD, ...headers } },
    body,
  };
  return { download, canceled };
}

function rest(from: number, chunks: Uint8Array[]) {
  const headers = { "content-range": `bytes ${from}-${SIZE - 1}/${SIZE}` };
  return answer(chunks, { status: 206, headers });
}

/** Opens these one after the other; remembers what of the file was asked for, and at which attempt. */
function opening(...answers: { download: Download }[]) {
  const asked: (Pick<Rest, "from"> & { attempt?: number })[] = [];
  const open = async (_: AbortSignal, missing?: Rest) => {
    const next = answers[asked.length];
    asked.push({ from: missing?.from ?? 0, attempt: missing?.broke?.attempt });
    if (next === undefined) throw new Error("Nothing more is expected to be opened.");
    return next.download;
  };
  return { asked, open };
}

async function readAll(pieces: Pieces): Promise<number[]> {
  const bytes: number[] = [];
  for (let chunk = await pieces.next(); chunk; chunk = await pieces.next()) bytes.push(...chunk);
  return bytes;
}

describe("a download that stands still for a minute", () => {
  test("goes on by another connection, and lets go of its own", async () => {
    const still = answer([CONTENT.subarray(0, 4)], { ends: false });
    const { asked, open } = opening(still, rest(4, [CONTENT.subarray(4)]));
    const reading = readAll(new Pieces(open, SIZE, new AbortController().signal));
    await vi.advanceTimersByTimeAsync(DOWNLOAD_STALL_TIMEOUT_MS - 1);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await reading).toEqual([...CONTENT]);
    expect(asked).toEqual([{ from: 0 }, { from: 4, attempt: 0 }]);
    expect(still.canceled).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("a download that ends before its own head says goes on, too", async () => {
  const { asked, open } = opening(
    answer([CONTENT.subarray(0, 4)]),
    rest(4, [CONTENT.subarray(4, 7)]),
    rest(7, [CONTENT.subarray(7)]),
  );
  const pieces = new Pieces(open, SIZE, new AbortController().signal);
  expect(await readAll(pieces)).toEqual([...CONTENT]);
  expect(asked).toMatchObject([{ from: 0 }, { from: 4, attempt: 0 }, { from: 7, attempt: 1 }]);
});

test.each([1, 3, 4, 5, 10])(
  "of a file that comes again in chunks of %i, each byte is given once",
  async (length) => {
    const chunks = Array.from({ length: Math.ceil(SIZE / length) }, (_, index) =>
      CONTENT.subarray(index * length, (index + 1) * length),
    );
    const { open } = opening(answer([CONTENT.subarray(0, 4)]), answer(chunks));
    const pieces = new Pieces(open, SIZE, new AbortController().signal);
    expect(await readAll(pieces)).toEqual([...CONTENT]);
  },
);

test("a file that comes again, and breaks before it is where it was, has not got on", async () => {
  const { asked, open } = opening(
    answer([CONTENT.subarray(0, 4)]),
    answer([CONTENT.subarray(0, 2)]),
    answer([CONTENT]),
  );
  const pieces = new Pieces(open, SIZE, new AbortController().signal);
  expect(await readAll(pieces)).toEqual([...CONTENT]);
  expect(asked).toMatchObject([{}, { from: 4, attempt: 0 }, { from: 4, attempt: 1 }]);
});

test("an answer that is not the rest is let go of", async () => {
  const other = answer([CONTENT], { headers: { etag: '"b"' } });
  const { open } = opening(answer([CONTENT.subarray(0, 4)]), other);
  const pieces = new Pieces(open, SIZE, new AbortController().signal);
  await expect(readAll(pieces)).rejects.toThrow(
    "The download is not whole: it broke off (it ended early) after 4 bytes. It could not go on: the file has changed.",
  );
  expect(other.canceled).toHaveBeenCalledOnce();
});

test("more than the file has is an error, also of its rest", async () => {
  const { open } = opening(
    answer([CONTENT.subarray(0, 4)]),
    rest(4, [CONTENT.subarray(4), CONTENT]),
  );
  const pieces = new Pieces(open, SIZE, new AbortController().signal);
  await expect(readAll(pieces)).rejects.toThrow(
    "it has 10 bytes on the server, but goes on after 20",
  );
});
