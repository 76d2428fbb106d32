import { afterEach, expect, test, vi } from "vitest";
import { decode, readBlob, toOwnBlob } from "../../../src/http/blobs.js";

afterEach(() => vi.unstubAllGlobals());

const TEXT = "\ufeffa;ü;☃;😀\r\n";
const BYTES = new TextEncoder().encode(TEXT);

/** Cut within each character. */
async function* chunks() {
  for (const byte of BYTES) yield Uint8Array.of(byte);
}

/** What a jsdom without `Blob.prototype.arrayBuffer` makes: its own reader alone can read it. */
class BareBlob {
  readonly [Symbol.toStringTag] = "Blob";
  readonly size = BYTES.length;
  readonly type = "text/csv";
  readonly name = "a.csv";
}

class Reader {
  result: ArrayBuffer | undefined;
  error = new Error("NotReadableError");
  onload = () => {};
  onerror = () => {};

  readAsArrayBuffer(blob: unknown): void {
    if (blob instanceof BareBlob) this.result = BYTES.slice().buffer;
    queueMicrotask(() => (this.result === undefined ? this.onerror() : this.onload()));
  }
}

function bare(blob: object): Blob {
  vi.stubGlobal("FileReader", Reader);
  return blob as Blob;
}

test("text is decoded alike with and without a TextDecoder", async () => {
  const withOne = await decode(chunks());
  vi.stubGlobal("TextDecoder", undefined);
  expect(await decode(chunks())).toBe(withOne);
  expect(withOne).toBe(TEXT.slice(1));
});

test("a blob that only a FileReader can read becomes one of this realm, with its name", async () => {
  const blob = await toOwnBlob(bare(new BareBlob()));
  expect(blob).toBeInstanceOf(Blob);
  expect(blob).toMatchObject({ name: "a.csv", type: "text/csv" });
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(BYTES);
});

test("it is read in one chunk", async () => {
  const read: Uint8Array[] = [];
  for await (const chunk of readBlob(bare(new BareBlob()))) read.push(chunk);
  expect(read).toEqual([BYTES]);
});

test("one that cannot be read says so", async () => {
  await expect(toOwnBlob(bare({}))).rejects.toThrow("NotReadableError");
});
