import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprintOf } from "../../../../src/jobs/once/fingerprint.js";

const WORK = { type: "product-import", context: {} };

function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

describe("the fingerprint", () => {
  test("is the SHA-256 of type, context and the file's bytes", async () => {
    const bytes = fc.uint8Array({ maxLength: 200_000, size: "max" });
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const blob = new Blob([content.slice()]);
        await expect(fingerprintOf({ ...WORK, content: blob })).resolves.toBe(
          sha256('["product-import",{}]', content),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("does not depend on the order of keys, nor on where in chunks the file is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (context) => {
        const reversed = Object.fromEntries(Object.entries(context).reverse());
        expect(await fingerprintOf({ type: "x", context: reversed })).toBe(
          await fingerprintOf({ type: "x", context }),
        );
      }),
    );
  });

  test.each<[string, object, object]>([
    ["the key of an upload", { fileKey: "1-a.csv" }, { fileKey: "2-a.csv" }],
    ["the marks of an earlier job", {}, { idempotency_key: "a", idempotency_nonce: "b" }],
    ["what JSON leaves out", {}, { undefined: undefined }],
    ["a date and its text", { at: new Date(0) }, { at: "1970-01-01T00:00:00.000Z" }],
  ])("does not depend on %s", async (_, one, other) => {
    expect(await fingerprintOf({ ...WORK, context: one })).toBe(
      await fingerprintOf({ ...WORK, context: other }),
    );
  });

  test.each<[string, object, object]>([
    ["a type", { type: "a" }, { type: "b" }],
    ["a value", { context: { a: 1 } }, { context: { a: "1" } }],
    ["the order of a list", { context: { a: [1, 2] } }, { context: { a: [2, 1] } }],
    ["letters that are not ASCII", { context: { a: "ä" } }, { context: { a: "ö" } }],
    ["a letter, and how JSON escapes it", { context: { a: "ä" } }, { context: { a: "\\u00e4" } }],
    ["a byte", { content: new Blob(["a"]) }, { content: new Blob(["b"]) }],
    ["a file that is empty, and none", { content: new Blob(["\n"]) }, {}],
  ])("tells %s", async (_, one, other) => {
    expect(await fingerprintOf({ ...WORK, ...one })).not.toBe(
      await fingerprintOf({ ...WORK, ...other }),
    );
  });

  test("ends with the reason of a signal that aborts while it reads", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const endless = new Blob(["x"]);
    const chunk = new Uint8Array(1024);
    endless.stream = () =>
      new ReadableStream({
        pull(stream) {
          controller.abort(reason);
          stream.enqueue(chunk);
        },
      });
    const hashing = fingerprintOf({ ...WORK, content: endless }, controller.signal);
    await expect(hashing).rejects.toBe(reason);
  });

  test("of a file that cannot be read is refused, saying what to do", async () => {
    const broken = new Blob(["x"]);
    broken.stream = () => new ReadableStream({ start: (it) => it.error(new Error("gone")) });
    await expect(fingerprintOf({ ...WORK, content: broken })).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringMatching(/cannot be read, which a key needs: gone/),
    });
  });
});
