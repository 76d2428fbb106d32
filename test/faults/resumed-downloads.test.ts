import { createHash, randomBytes } from "node:crypto";
import { getEventListeners } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import type { ExportedFile, RetryEvent } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Asked, DATE, ETAG, FileService, LAST_MODIFIED, type Turn } from "./file-service.js";

const CSV = "Product Id;Product Handle\r\nprod_1;tee\r\n";
/** Where the first answer breaks, in most of these tests. */
const BREAK = 10;

const BROKE_OFF = /^The download is not whole: it broke off \(.+\) after 10 bytes\.$/;

const services: FileService[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resumed-"));
});

afterEach(async () => {
  for (const service of services.splice(0)) service.close();
  await rm(folder, { recursive: true });
});

function serve(content: Buffer | string, turn: (asked: Asked, index: number) => Turn): FileService {
  const service = new FileService(content, turn);
  services.push(service);
  return service;
}

/** Answers these, one after the other; the last one again and again. */
function inTurn(...turns: Turn[]): FileService {
  return serve(CSV, (_, index) => turns[Math.min(index, turns.length - 1)] ?? {});
}

const OTHER = { etag: '"another-etag"' };
/** Of file servers that make it of size and time, such as Express. */
const WEAK = { etag: 'W/"27-19ae"' };

describe("a download that breaks goes on from there", () => {
  test("with the bytes that are missing, of the same file", async () => {
    const service = inTurn({ breaksAfter: BREAK }, {});
    const file = await service.export();
    expect(await file.text()).toBe(CSV);
    expect(service.asked).toMatchObject([
      {},
      { headers: { range: "bytes=10-", "if-range": ETAG, "accept-encoding": "identity" } },
    ]);
    expect(service.asked[0]?.headers).not.toHaveProperty("range");
    expect(service.asked).toHaveLength(2);
  });

  test("however often it breaks and however it is read, each byte once", async () => {
    const ways: ((file: ExportedFile) => Promise<Uint8Array>)[] = [
      async (file) => Buffer.from(await file.text(), "latin1"),
      async (file) => new Uint8Array(await (await file.blob()).arrayBuffer()),
      readAll,
      async (file) => readFile(await file.save(join(folder, "x.csv"))),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300_000 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        fc.constantFrom(...ways),
        async (size, breaks, read) => {
          // As text, too, it is what it is.
          const content = Buffer.from(randomBytes(size).map((byte) => byte & 0x7f));
          const service = serve(content, ({ headers }, index) => {
            const from = Number(headers.range?.match(/\d+/) ?? 0);
            const at = breaks[index];
            return at === undefined ? {} : { breaksAfter: Math.floor(at * (size - from)) };
          });
          const file = await service.export({ maxRetries: breaks.length });
          expect(sha256(await read(file))).toBe(sha256(content));
          const { starts } = service;
          expect(starts).toHaveLength(service.asked.length);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          expect(starts.length).toBeLessThanOrEqual(breaks.length + 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("before its first byte, from the beginning, whatever is known of the file", async () => {
    const headers = { etag: undefined, "last-modified": undefined };
    const service = inTurn({ headers, breaksAfter: 0 }, { headers });
    const file = await service.export();
    expect(await file.text()).toBe(CSV);
    expect(service.asked).toHaveLength(2);
    expect(service.asked[1]?.headers).not.toHaveProperty("range");
  });

  test("also if its server knows no ranges: what is here already is passed over", async () => {
    const service = inTurn({ breaksAfter: BREAK }, { whole: true });
    const file = await service.export();
    expect((await readAll(file)).toString()).toBe(CSV);
    expect(service.starts).toEqual([0, BREAK]);
  });

  test("also if it gets less than it asks for", async () => {
    const service = inTurn({ breaksAfter: BREAK }, { until: 20 }, {});
    const file = await service.export();
    expect(await file.text()).toBe(CSV);
    expect(service.starts).toEqual([0, BREAK, 20]);
  });

  test("also if its server knows the file by its time alone, which is over", async () => {
    const service = inTurn({ headers: WEAK, breaksAfter: BREAK }, { headers: WEAK });
    const file = await service.export();
    expect(await file.text()).toBe(CSV);
    expect(service.asked[1]?.headers).toMatchObject({ "if-range": LAST_MODIFIED });
  });

  test("through the redirects of its file service, and no credentials go along", async () => {
    const service = serve(CSV, ({ path, headers }) => {
      if (!path.startsWith("/moved")) return { status: 307, headers: { location: "/moved" } };
      return headers.range ? {} : { breaksAfter: BREAK };
    });
    const file = await service.export();
    expect(await file.text()).toBe(CSV);
    expect(service.starts).toEqual([0, 0, BREAK, BREAK]);
    expect(JSON.stringify(service.asked)).not.toMatch(/the-cookie|the-token|the-shop/);
  });

  test("with an address that is new, once, if the old one is over by then", async () => {
    const service = serve(CSV, ({ path, headers }) => {
      if (path.endsWith("=1") && headers.range) return { status: 403 };
      return { breaksAfter: BREAK };
    });
    const attempts: number[] = [];
    const onRetry = ({ attempt }: RetryEvent) => void attempts.push(attempt);
    const file = await service.export({ maxRetries: 3, onRetry });
    expect(await file.text()).toBe(CSV);
    // One pause for each break, and none for the address.
    expect(attempts).toEqual([1, 2, 3]);
    const paths = service.asked.map(({ path }) => path.at(-1));
    expect(paths).toEqual(["1", "1", "2", "2", "2"]);
    expect(service.starts).toEqual([0, 10, 10, 20, 30]);
    expect(service.addresses).toBe(2);
    expect(file.url).toMatch(/X-Signature=2$/);
  });

  test("when the server can again, and is told of as any repetition", async () => {
    const events: RetryEvent[] = [];
    const service = inTurn({ breaksAfter: BREAK }, { status: 503 }, {});
    const file = await service.export({ onRetry: (event) => void events.push(event) });
    expect(await file.text()).toBe(CSV);
    expect(events).toMatchObject([
      { attempt: 1, method: "GET", path: "/file.csv", reason: expect.any(String) },
      { attempt: 2, status: 503 },
    ]);
  });
});

describe("a download that breaks is an error, and asks for nothing more,", () => {
  test.each<[string, Turn["headers"]]>([
    ["if nothing tells its file from another", { ...WEAK, "last-modified": undefined }],
    ["if its file is of this very second", { ...WEAK, "last-modified": DATE }],
    ["if its server does not say what time it is", { ...WEAK, date: undefined }],
    ["if it is packed: it has another length than its file", { "content-length": 38 }],
    ["if it has no length", { "content-length": undefined, "transfer-encoding": "chunked" }],
  ])("%s", async (_, headers = {}) => {
    const service = inTurn({ headers, breaksAfter: BREAK });
    const file = await service.export();
    await expect(file.text()).rejects.toMatchObject({
      name: "MedusaConnectionError",
      message: expect.stringMatching(BROKE_OFF),
    });
    expect(service.asked).toHaveLength(1);
  });

  test("if the job does not say how large its file is", async () => {
    const service = inTurn({ breaksAfter: BREAK });
    service.size = undefined;
    const file = await service.export();
    await expect(file.text()).rejects.toThrow(BROKE_OFF);
    expect(service.asked).toHaveLength(1);
  });

  test("if nothing is to be repeated", async () => {
    const service = inTurn({ breaksAfter: BREAK });
    const file = await service.export({ maxRetries: 0 });
    await expect(file.text()).rejects.toThrow(BROKE_OFF);
    expect(service.asked).toHaveLength(1);
  });
});

describe("what is not the rest of the same file is an error", () => {
  const answers: [string, Turn, RegExp][] = [
    ["another file, whole", { whole: true, headers: OTHER }, /the file has changed\.$/],
    ["a part of another file", { headers: OTHER }, /the file has changed\.$/],
    ["a part that it does not name", { headers: { etag: undefined } }, /the file has changed\.$/],
    ["a file that is newer", { headers: { "last-modified": DATE } }, /the file has changed\.$/],
    ["an earlier part", { headers: range("bytes 9-38/39") }, /the server sent bytes 9-38\/39\.$/],
    ["a later part", { headers: range("bytes 11-38/39") }, /the server sent bytes 11-38\/39\.$/],
    ["a file of another size", { headers: range("bytes 10-38/40") }, /sent bytes 10-38\/40\.$/],
    ["a size that it does not know", { headers: range("bytes 10-38/*") }, /10-38\/\*\.$/],
    [
      "a part that it does not place",
      { headers: range(undefined) },
      /a part that it does not name/,
    ],
    ["that there is no such part", { status: 416 }, /\/file\.csv: the file service answered 416/],
    ["that it has no such file", { status: 404 }, /\/file\.csv: the file service answered 404/],
  ];

  test.each(answers)("%s", async (_, turn, why) => {
    const service = inTurn({ breaksAfter: BREAK }, turn);
    const file = await service.export();
    const error = await file.text().catch((thrown) => thrown);
    expect(error).toMatchObject({
      name: "MedusaConnectionError",
      message: expect.stringMatching(
        /^The download is not whole: it broke off \(.+\) after 10 bytes\. It could not go on: /,
      ),
      cause: { name: expect.stringMatching(/^Medusa/) },
    });
    expect(error.message).toMatch(why);
    expect(inspect(error) + JSON.stringify(error)).not.toContain("X-Signature");
    // Whatever is renewed is renewed once.
    expect(service.asked.length).toBe(turn.status === 404 ? 3 : 2);
    await expect.poll(() => service.open).toBe(0);
  });

  test("and leaves nothing of the file that was to be saved", async () => {
    const service = inTurn({ breaksAfter: BREAK }, { headers: OTHER });
    const file = await service.export();
    await expect(file.save(folder)).rejects.toThrow("the file has changed");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a download that breaks again and again", () => {
  test("is an error after as many attempts as any call has, if it does not get on", async () => {
    const service = inTurn({ breaksAfter: 1 });
    const file = await service.export({ maxRetries: 3 });
    await expect(file.text()).rejects.toThrow(
      /^The download is not whole: it broke off \(.+\) after 4 bytes\.$/,
    );
    expect(service.starts).toEqual([0, 1, 2, 3]);
  });

  test("goes on as long as it gets on", async () => {
    const content = randomBytes(12_000_000);
    const service = serve(content, () => ({ breaksAfter: 2_000_000 }));
    const file = await service.export({ maxRetries: 1 });
    expect(sha256(await readAll(file))).toBe(sha256(content));
    expect(service.asked.length).toBeGreaterThan(5);
  });

  test("is an error when the server wants more time than it may have", async () => {
    const headers = { "retry-after": "60" };
    const service = inTurn({ breaksAfter: BREAK }, { status: 503, headers });
    const file = await service.export();
    await expect(file.text()).rejects.toThrow(/could not go on: .* asks to wait 60000 ms/);
    expect(service.asked).toHaveLength(2);
  });

  test("is an error if the address that is new is over, too", async () => {
    const service = serve(CSV, ({ headers }) =>
      headers.range ? { status: 403 } : { breaksAfter: BREAK },
    );
    const file = await service.export();
    await expect(file.text()).rejects.toMatchObject({
      message: expect.stringContaining("or its URL has expired"),
      cause: { name: "MedusaPermissionError", status: 403 },
    });
    expect(service.addresses).toBe(2);
    expect(service.asked).toHaveLength(3);
  });
});

describe("a download that nobody wants any more", () => {
  test("does not go on after a pause, and nobody listens to its signal", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const service = inTurn({ breaksAfter: BREAK });
    const onRetry = () => controller.abort("enough");
    const file = await service.export({ onRetry, maxRetryDelay: 60_000 });
    await expect(file.save(folder, { signal })).rejects.toBe("enough");
    expect(await readdir(folder)).toEqual([]);
    expect(service.asked).toHaveLength(1);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("ends while its rest is waited for, and closes that connection", async () => {
    const controller = new AbortController();
    const service = inTurn({ breaksAfter: BREAK }, { silent: true });
    const file = await service.export({}, { signal: controller.signal });
    const text = file.text();
    text.catch(() => {});
    await expect.poll(() => [service.asked.length, service.open]).toEqual([2, 1]);
    controller.abort("enough");
    await expect(text).rejects.toBe("enough");
    await expect.poll(() => service.open).toBe(0);
  });

  test("ends with what onRetry throws", async () => {
    const service = inTurn({ breaksAfter: BREAK });
    const failure = new Error("no more");
    const onRetry = () => {
      throw failure;
    };
    const file = await service.export({ onRetry });
    await expect(file.text()).rejects.toBe(failure);
    expect(service.asked).toHaveLength(1);
  });
});

test("the rest is waited for as long as any answer", async () => {
  const service = inTurn({ breaksAfter: BREAK }, { silent: true });
  const file = await service.export({ timeout: 50, maxRetries: 1 });
  await expect(file.text()).rejects.toThrow(/could not go on: .*no answer within 50 ms/);
  expect(service.asked).toHaveLength(2);
});

function range(value: string | undefined): Turn["headers"] {
  return { "content-range": value };
}

async function readAll(file: ExportedFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
