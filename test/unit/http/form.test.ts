import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { isReplayable } from "../../../src/http/body.js";
import { openFiles, sizeOf, toForm } from "../../../src/http/form.js";

const TEXT = "a;b\r\nü;2\r\n";
const BYTES = new TextEncoder().encode(TEXT);

let folder = "";
const path = () => join(folder, "disk.csv");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "form-"));
  await writeFile(path(), TEXT);
});

afterAll(() => rm(folder, { recursive: true }));

/** What another realm's File, or a polyfill's, looks like. */
const foreignFile = {
  name: "theirs.csv",
  size: BYTES.length,
  type: "text/csv",
  arrayBuffer: async () => BYTES.buffer,
  [Symbol.toStringTag]: "File",
};

test.each<[string, () => unknown, string, number | undefined]>([
  ["a File", () => new File([TEXT], "mine.csv"), "mine.csv", BYTES.length],
  ["a Blob", () => new Blob([TEXT]), "upload.csv", BYTES.length],
  ["bytes", () => BYTES, "upload.csv", BYTES.length],
  [
    "a part of a buffer",
    () => Buffer.from(`x${TEXT}x`).subarray(1, -1),
    "upload.csv",
    BYTES.length,
  ],
  [
    "bytes of another realm",
    () => runInNewContext("Uint8Array").from(BYTES),
    "upload.csv",
    BYTES.length,
  ],
  ["a File of another realm", () => foreignFile, "theirs.csv", BYTES.length],
  ["a path", () => ({ path: path() }), "disk.csv", BYTES.length],
  ["a file: URL", () => pathToFileURL(path()), "disk.csv", BYTES.length],
  ["a stream", () => ({ name: "s.csv", stream: new Blob([TEXT]).stream() }), "s.csv", undefined],
])("%s becomes a part of a form, whole and with its name", async (_, file, name, size) => {
  const parts = await Reflect.apply(openFiles, undefined, [[file()]]);
  expect(sizeOf(parts)).toBe(size);
  const [entry] = entriesOf(await toForm(parts, new AbortController().signal));
  expect(entry).toMatchObject(["files", { name }]);
  expect(await new Response(Object(entry?.[1]).stream()).text()).toBe(TEXT);
});

function entriesOf(form: Awaited<ReturnType<typeof toForm>>): [name: string, file: unknown][] {
  if (form instanceof Blob) throw new Error("The form is a blob.");
  return [...form];
}

describe("where forms are not Node's", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** happy-dom's do not say what they are. */
  class NamelessForm {}

  /** React Native's. */
  class NativeForm {
    getParts() {
      return [];
    }
  }

  test("axios's Node adapter gets one that it can read, again and again", async () => {
    vi.stubGlobal("FormData", NamelessForm);
    const form = await toForm([new File([TEXT], "mine.csv")], new AbortController().signal);
    expect(isReplayable(form)).toBe(true);
    for (let time = 0; time < 2; time += 1) {
      const [entry] = entriesOf(form);
      expect(entry).toMatchObject(["files", { name: "mine.csv", size: BYTES.length, type: "" }]);
      expect(await new Response(Object(entry?.[1]).stream()).text()).toBe(TEXT);
    }
  });

  test("React Native gets a blob, which its own forms do not take", async () => {
    vi.stubGlobal("FormData", NativeForm);
    vi.stubGlobal("ReadableStream", undefined);
    const form = await toForm([new File([TEXT], "mine.csv")], new AbortController().signal);
    if (!(form instanceof Blob)) throw new Error("The form is no blob.");
    expect(form.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(await form.text()).toContain(TEXT);
  });
});

describe("refused", () => {
  function lockedStream() {
    const stream = new Blob([TEXT]).stream();
    stream.getReader();
    return stream;
  }

  test.each<[string, unknown]>([
    ["no file", []],
    ["a path without its object", "disk.csv"],
    ["nothing", undefined],
    ["null among files", [new Blob(["x"]), null]],
    ["a stream that someone else reads", { name: "x.csv", stream: lockedStream() }],
    ["a name alone", { name: "x.csv" }],
    ["a missing file", { path: "/nowhere/x.csv" }],
    ["a web address", new URL("https://files.example/x.csv")],
  ])("%s", async (_, files) => {
    const opening = Reflect.apply(openFiles, undefined, [files]);
    await expect(opening).rejects.toMatchObject({ code: "invalid_argument" });
  });
});
