import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openImportFile } from "../../../src/jobs/import-source.js";

const CSV = "Product Handle;Product Title\r\ntee;T-Shirt ü\r\n";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
  await writeFile(join(folder, "products 1%.csv"), CSV);
  await writeFile(join(folder, "empty.csv"), "");
  await writeFile(join(folder, "sheet.csv"), "PK\u0003\u0004");
});

afterAll(() => rm(folder, { recursive: true }));

/** A stream of these chunks; it remembers how many were taken, and why it was canceled. */
function streamOf(...chunks: (string | Uint8Array)[]) {
  const seen: { taken: number; canceled?: unknown } = { taken: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[seen.taken++];
        if (chunk === undefined) controller.close();
        else controller.enqueue(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
      },
      cancel(reason) {
        seen.canceled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

async function contentOf(file: Awaited<ReturnType<typeof openImportFile>>): Promise<string> {
  return new Response(file instanceof Blob ? file : file.stream).text();
}

describe("opens", () => {
  test.each<[string, () => unknown, string]>([
    ["CSV as text", () => CSV, "import.csv"],
    ["bytes", () => new TextEncoder().encode(CSV), "import.csv"],
    ["a part of a buffer", () => Buffer.from(`xx${CSV}xx`).subarray(2, -2), "import.csv"],
    ["a Blob", () => new Blob([CSV]), "import.csv"],
    ["a File", () => new File([CSV], "mine.csv"), "mine.csv"],
    ["a stream", () => new Blob([CSV]).stream(), "import.csv"],
    ["a stream in small pieces", () => streamOf(...CSV).stream, "import.csv"],
    ["a path", () => ({ path: join(folder, "products 1%.csv") }), "products 1%.csv"],
    ["a URL", () => pathToFileURL(join(folder, "products 1%.csv")), "products 1%.csv"],
    ["bytes of another realm", () => bytesOfAnotherRealm(), "import.csv"],
    ["a Blob of another realm", () => blobOfAnotherRealm(), "theirs.csv"],
  ])("%s, with its name and as text/csv", async (_, file, name) => {
    const opened = await openImportFile(file());
    expect(opened).toMatchObject({ name, type: "text/csv" });
    expect(await contentOf(opened)).toBe(CSV);
  });

  test.each<[string, () => unknown]>([
    ["a File", () => new File([CSV], "mine.csv", { type: "application/x-own" })],
    ["a stream", () => new Blob([CSV]).stream()],
    ["a path", () => ({ path: join(folder, "products 1%.csv") })],
  ])("%s under another name", async (_, file) => {
    expect(await openImportFile(file(), "other.csv")).toMatchObject({ name: "other.csv" });
  });

  test("a file on disk anew each time that it is read", async () => {
    const opened = await openImportFile({ path: join(folder, "products 1%.csv") });
    expect(await contentOf(opened)).toBe(CSV);
    expect(await contentOf(opened)).toBe(CSV);
  });

  test("a stream without reading more than its head", async () => {
    const { stream, seen } = streamOf("a;b\r\n".repeat(1000), "1;2\r\n", "3;4\r\n");
    const opened = await openImportFile(stream);
    expect(seen.taken).toBe(1);
    expect(await contentOf(opened)).toHaveLength(5010);
  });

  test("a stream that can still be canceled, and that passes on its own error", async () => {
    const { stream, seen } = streamOf("a;b\r\n".repeat(1000), "1;2\r\n");
    const opened = await openImportFile(stream);
    await Object(opened).stream.cancel("enough");
    expect(seen.canceled).toBe("enough");

    const error = new Error("the disk is gone");
    let taken = 0;
    const failing = new ReadableStream({
      pull: (controller) =>
        taken++ === 0 ? controller.enqueue(new Uint8Array(2000).fill(65)) : controller.error(error),
    });
    await expect(contentOf(await openImportFile(failing))).rejects.toBe(error);
  });
});

describe("refuses", () => {
  const UTF_16 = Buffer.from(CSV, "utf16le");
  const foreign: [string, Uint8Array<ArrayBuffer>, RegExp][] = [
    ["an .xlsx", Buffer.from("PK\u0003\u0004\u0014\0"), /zip archive/],
    ["an empty zip", Buffer.from("PK\u0005\u0006\0\0"), /zip archive/],
    ["gzip", gzipSync(CSV), /gzip/],
    ["a PDF", Buffer.from("%PDF-1.7\n"), /PDF/],
    ["a page", Buffer.from("\n <!DOCTYPE html><title>Login</title>"), /HTML/],
    ["a page without doctype", Buffer.from("<html>\n"), /HTML/],
    ["XML", Buffer.from("\ufeff<?xml version='1.0'?>"), /XML/],
    ["JSON", Buffer.from('\ufeff\n{"products": []}'), /JSON/],
    ["a JSON array", Buffer.from("[1]"), /JSON/],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), UTF_16]), /UTF-16/],
    ["UTF-16, big-endian", Buffer.concat([Buffer.from([0xfe, 0xff]), UTF_16.swap16()]), /UTF-16/],
    ["UTF-16 without its mark", Buffer.from(CSV, "utf16le"), /UTF-16/],
    ["nothing", new Uint8Array(), /is empty/],
    ["blank lines", Buffer.from("\ufeff \r\n\r\n"), /is empty/],
  ];

  test.each(foreign)("%s", async (_, bytes, message) => {
    const refusal = { code: "invalid_argument", message: expect.stringMatching(message) };
    await expect(openImportFile(bytes)).rejects.toMatchObject(refusal);
    await expect(openImportFile(new File([bytes], "x.csv"))).rejects.toMatchObject(refusal);
    const { stream, seen } = streamOf(...[...bytes].map((byte) => Uint8Array.of(byte)));
    await expect(openImportFile(stream)).rejects.toMatchObject(refusal);
    expect(stream.locked).toBe(true);
    expect(seen.taken).toBe(bytes.length + 1);
  });

  test("a stream at its head, and cancels it", async () => {
    const { stream, seen } = streamOf("{".repeat(2000), "more");
    await expect(openImportFile(stream)).rejects.toThrow(/JSON/);
    expect(seen).toEqual({
      taken: 1,
      canceled: expect.objectContaining({ code: "invalid_argument" }),
    });
  });

  test.each(["products.csv", "./imports/summer 2026.csv", "C:\\shop\\a, b.csv", "hello", " x \n"])(
    "a path or a word in place of CSV: %j",
    async (text) => {
      await expect(openImportFile(text)).rejects.toThrow(/pass \{ path: … \}/);
    },
  );

  test.each<[string, () => unknown, RegExp]>([
    ["no such file", () => ({ path: join(folder, "nope.csv") }), /cannot be opened: ENOENT/],
    ["a folder", () => ({ path: folder }), /is no file/],
    ["a URL of a folder", () => pathToFileURL(`${folder}/`), /is no file/],
    ["an empty file", () => ({ path: join(folder, "empty.csv") }), /is empty/],
    ["a sheet", () => ({ path: join(folder, "sheet.csv") }), /zip archive/],
    ["a path with NUL", () => ({ path: "a\0b" }), /cannot be opened/],
    ["a path that is none", () => ({ path: 3 }), /cannot be opened/],
    ["a URL elsewhere", () => new URL("https://shop.example/x.csv"), /cannot be opened/],
    ["no file", () => undefined, /must be a \{ path \}/],
    ["a Node stream", () => Readable.from([CSV]), /must be a \{ path \}/],
    [
      "a file as a Node stream",
      () => createReadStream(join(folder, "products 1%.csv")),
      /must be a \{ path \}/,
    ],
    ["null", () => null, /must be a \{ path \}/],
    ["a number", () => 3, /must be a \{ path \}/],
    ["any object", () => ({ name: "x.csv" }), /must be a \{ path \}/],
  ])("%s", async (_, file, message) => {
    await expect(openImportFile(file())).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringMatching(message),
    });
  });

  test("a stream that someone else reads", async () => {
    const { stream } = streamOf(CSV);
    stream.getReader();
    await expect(openImportFile(stream)).rejects.toMatchObject({ code: "invalid_argument" });
  });

  test("a path where there is no file system", async () => {
    vi.stubGlobal("process", undefined);
    try {
      await expect(openImportFile({ path: "x.csv" })).rejects.toThrow(
        /where there is a file system/,
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("for a price list, which Medusa empties by it, refuses", () => {
  const HEADER = "Product Variant ID;SKU;Price EUR";
  const open = (file: unknown) => openImportFile(file, undefined, undefined, "price-list-import");

  test.each([
    ["a header", HEADER],
    ["a header and a line break", `${HEADER}\r\n`],
    ["a header and blank lines", `\ufeff${HEADER}\n\n \n`],
    ["a header after a blank line", `\r\n${HEADER}`],
  ])("%s alone", async (_, text) => {
    const bytes = Buffer.from(text);
    for (const file of [text, bytes, new Blob([text]), streamOf(...text).stream]) {
      await expect(open(file)).rejects.toThrow("no rows below its header");
    }
  });

  test("no file with a row, and none whose first line is longer than what is looked at", async () => {
    for (const text of [`${HEADER}\r;CUP;9.90`, `${HEADER}\n;;\n`, "a;".repeat(40_000)]) {
      expect(await contentOf(await open(text))).toBe(text);
      expect(await contentOf(await open(streamOf(text).stream))).toBe(text);
    }
  });

  test("nothing of the kind for products, where a header alone harms nobody", async () => {
    expect(await contentOf(await openImportFile(HEADER))).toBe(HEADER);
  });
});

test("an abort ends the wait for the head of a stream, and cancels the stream", async () => {
  const canceled = vi.fn();
  const silent = new ReadableStream<Uint8Array>({ cancel: canceled });
  const controller = new AbortController();
  const opening = openImportFile(silent, undefined, controller.signal);
  controller.abort("enough");
  await expect(opening).rejects.toBe("enough");
  expect(canceled).toHaveBeenCalledExactlyOnceWith("enough");
});

function bytesOfAnotherRealm(): unknown {
  const bytes = runInNewContext("Uint8Array").from(Buffer.from(CSV));
  expect(bytes).not.toBeInstanceOf(Uint8Array);
  return bytes;
}

/** As an older copy of a polyfill makes one. */
function blobOfAnotherRealm(): unknown {
  const blob = new Blob([CSV]);
  return {
    name: "theirs.csv",
    size: blob.size,
    type: "",
    arrayBuffer: () => blob.arrayBuffer(),
    [Symbol.toStringTag]: "File",
  };
}
