import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { PIECE_BYTES } from "../../../../src/csv/read/pieces.js";
import type { Row } from "../../../../src/csv/read/row.js";
import { readRows } from "../../../../src/csv/read/rows.js";
import { pipeByServer } from "./server.js";

const CSV = "Handle;Title;Status\r\ntee;T-Shirt ü;draft\r\n";

/** Of several pieces, and with characters on their edges. */
const LARGE = Buffer.from(`${CSV}${`cup;${"€".repeat(500)};published\r\n`.repeat(500)}`);

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-"));
  await writeFile(join(folder, "products.csv"), CSV);
  await writeFile(join(folder, "large.csv"), LARGE);
});

afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.unstubAllGlobals());

async function cellsOf(file: unknown): Promise<(readonly string[])[]> {
  const cells: (readonly string[])[] = [];
  const push = (row: Row) => void cells.push(row.cells);
  await readRows(file, { onHeader: push, onRow: push });
  return cells;
}

/** A stream of these bytes, in chunks of a length; it remembers how many it gave, and why it was canceled. */
function streamOf(bytes: Uint8Array, length: number) {
  const seen: { given: number; canceled?: unknown } = { given: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const start = seen.given * length;
        seen.given += 1;
        if (start >= bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(start, start + length));
      },
      cancel(reason) {
        seen.canceled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

describe("reads", () => {
  test.each<[string, () => unknown]>([
    ["CSV as text", () => CSV],
    ["bytes", () => Buffer.from(CSV)],
    ["a Blob", () => new Blob([CSV])],
    ["a File", () => new File([CSV], "products.csv")],
    ["a stream", () => new Blob([CSV]).stream()],
    ["a path", () => ({ path: join(folder, "products.csv") })],
    ["a file: URL", () => pathToFileURL(join(folder, "products.csv"))],
    ["a Blob that has no stream", () => withoutStream(new Blob([CSV]))],
  ])("%s", async (_, file) => {
    expect(await cellsOf(file())).toEqual([
      ["Handle", "Title", "Status"],
      ["tee", "T-Shirt ü", "draft"],
    ]);
  });

  test.each<[string, () => unknown]>([
    ["a file on disk", () => ({ path: join(folder, "large.csv") })],
    ["bytes", () => LARGE],
    ["a Blob", () => new Blob([LARGE])],
    ["a stream of large chunks", () => streamOf(LARGE, 3 * PIECE_BYTES + 5).stream],
    ["a stream of small chunks", () => streamOf(LARGE, 1000).stream],
  ])("%s in the pieces of the server, however it comes", async (_, file) => {
    const stream = createReadStream(join(folder, "large.csv"));
    const rows = await pipeByServer<string[]>(stream, { header: false });
    expect(rows.flat().some((cell) => cell.includes("\ufffd"))).toBe(true);
    expect(await cellsOf(file())).toEqual(rows);
  });

  test.each<[string, string | Buffer]>([
    ["text", CSV],
    ["bytes", Buffer.from(CSV)],
  ])(
    "%s where there is neither stream nor blob nor decoder, as in React Native",
    async (_, file) => {
      for (const name of [
        "TextDecoder",
        "TextEncoder",
        "ReadableStream",
        "Blob",
        "MessageChannel",
      ]) {
        vi.stubGlobal(name, undefined);
      }
      expect(await cellsOf(file)).toContainEqual(["tee", "T-Shirt ü", "draft"]);
    },
  );

  test("text of many pieces, whose pairs of surrogates stay whole", async () => {
    const cells = ["x".repeat(PIECE_BYTES - 3), `${"😀".repeat(PIECE_BYTES)}`];
    const file = await readRows(`a,${cells.join()}`);
    expect(file).toMatchObject({ bytes: Buffer.byteLength(`a,${cells.join()}`), lost: undefined });
  });
});

/** As jsdom's: only its `FileReader` reads it; here, `arrayBuffer`. */
function withoutStream(blob: Blob): object {
  const { size, type } = blob;
  const slice = () => blob;
  const arrayBuffer = () => blob.arrayBuffer();
  return { size, type, slice, arrayBuffer, [Symbol.toStringTag]: "Blob" };
}

test("the header comes first, and with it how the file is written", async () => {
  const order: string[] = [];
  const file = await readRows(CSV, {
    onHeader: ({ cells }, { delimiter }) => order.push(`header ${cells[0]} ${delimiter}`),
    onRow: ({ cells }) => order.push(`row ${cells[0]}`),
  });
  expect(order).toEqual(["header Handle ;", "row tee"]);
  expect(file).toMatchObject({ rows: 1, bytes: Buffer.from(CSV).length, encoding: "utf-8" });
  expect(file.header?.cells[0]).toBe("Handle");
});

describe("refuses", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["a path as text", () => "products.csv", /pass \{ path: … \}/],
    ["what is no file", () => 5, /must be a \{ path \}.* not 5/],
    ["a file that is not there", () => ({ path: join(folder, "none.csv") }), /cannot be opened/],
    ["a stream that is being read", locked, /is being read by someone else/],
    ["a Blob that cannot be read", unreadable, /^The file to import cannot be read: not here\.$/],
  ])("%s", async (_, file, message) => {
    const reading = readRows(file());
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code: "invalid_argument" });
  });
});

function locked(): ReadableStream {
  const { stream } = streamOf(LARGE, 1000);
  stream.getReader();
  return stream;
}

function unreadable(): Blob {
  const pull = (controller: ReadableStreamDefaultController) => controller.error("not here");
  return Object.assign(new Blob([CSV]), { stream: () => new ReadableStream({ pull }) });
}

describe("tells how far it is", () => {
  test("after each piece", async () => {
    const told: unknown[] = [];
    await readRows(new Blob([LARGE]), { onProgress: (progress) => told.push(progress) });
    const total = LARGE.length;
    expect(told).toHaveLength(Math.ceil(total / PIECE_BYTES));
    expect(told[0]).toEqual({ loaded: PIECE_BYTES, total });
    expect(told.at(-1)).toEqual({ loaded: total, total });
  });

  test("of a stream without its end", async () => {
    const told: unknown[] = [];
    const { stream } = streamOf(Buffer.from(CSV), 10);
    await readRows(stream, { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([{ loaded: Buffer.from(CSV).length, total: undefined }]);
  });
});

describe("ends at once", () => {
  const reason = new Error("enough");

  test("when it is aborted before, and opens nothing", async () => {
    const { stream, seen } = streamOf(LARGE, 1000);
    await expect(readRows(stream, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(seen.given).toBe(0);
  });

  test("when it is aborted, within a piece", async () => {
    const controller = new AbortController();
    const { stream, seen } = streamOf(LARGE, PIECE_BYTES);
    const onProgress = vi.fn(() => controller.abort(reason));
    const reading = readRows(stream, { signal: controller.signal, onProgress });
    await expect(reading).rejects.toBe(reason);
    expect(onProgress).toHaveBeenCalledTimes(1);
    expect(seen).toEqual({ given: 1, canceled: reason });
  });

  test("when it is aborted while it waits for a stream that gives nothing", async () => {
    const controller = new AbortController();
    const canceled = vi.fn();
    const pull = vi.fn(() => new Promise<void>(() => {}));
    const stream = new ReadableStream({ pull, cancel: canceled }, { highWaterMark: 0 });
    const reading = readRows(stream, { signal: controller.signal });
    await vi.waitFor(() => expect(pull).toHaveBeenCalled());
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(canceled).toHaveBeenCalledWith(reason);
  });

  test.each<[string, object]>([
    ["rows", { onRow: fail }],
    ["the header", { onHeader: fail }],
    ["its progress", { onProgress: fail }],
    ["its progress, and takes its time,", { onProgress: async () => fail() }],
  ])("when who is told of %s throws, and cancels the stream", async (_, listener) => {
    const { stream, seen } = streamOf(LARGE, PIECE_BYTES);
    await expect(readRows(stream, listener)).rejects.toBe(reason);
    expect(seen).toEqual({ given: expect.any(Number), canceled: reason });
    expect(seen.given).toBeLessThan(5);
  });

  function fail(): never {
    throw reason;
  }

  test("with the error of the stream", async () => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(reason) });
    await expect(readRows(stream)).rejects.toBe(reason);
  });

  test("and leaves no listener behind", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await readRows(CSV, { signal });
    expect(added).toHaveBeenCalled();
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});

test.each([["a MessageChannel"], ["a timer"]])("lets others have their turn, by %s", async (by) => {
  if (by === "a timer") vi.stubGlobal("MessageChannel", undefined);
  // Each look at the clock is 30 ms later.
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 30));
  let turns = 0;
  let others = setImmediate(function take() {
    turns += 1;
    others = setImmediate(take);
  });
  await readRows(LARGE);
  clearImmediate(others);
  vi.restoreAllMocks();
  expect(turns).toBeGreaterThanOrEqual(Math.floor(LARGE.length / PIECE_BYTES));
});
