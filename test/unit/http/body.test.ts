import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentTypeOf, encodeBody, isReplayable } from "../../../src/http/body.js";

const BYTES = [1, 2, 3];

describe("a payload is sent", () => {
  test("as JSON, whatever JSON can hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const body = encodeBody(payload);
        expect(body).toBe(JSON.stringify(payload));
        expect(contentTypeOf(payload, body)).toBe("application/json");
        expect(isReplayable(body)).toBe(true);
      }),
    );
  });

  test.each<[string, unknown, string]>([
    ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    ["an empty one", Object.create(null), "{}"],
    ["an empty one of another realm", runInNewContext("({})"), "{}"],
    [
      "an object of a class",
      new (class {
        a = 1;
      })(),
      '{"a":1}',
    ],
    ["what writes itself", { toJSON: () => ({}) }, "{}"],
    [
      "an object of a class that writes itself",
      new (class {
        toJSON() {
          return {};
        }
      })(),
      "{}",
    ],
    ["a date", new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])("as JSON: %s", (_, payload, json) => {
    expect(encodeBody(payload)).toBe(json);
  });

  test.each<[string, unknown]>([
    ["an ArrayBuffer", Uint8Array.from(BYTES).buffer],
    ["a Uint8Array", Uint8Array.from(BYTES)],
    ["a part of a buffer", Buffer.from([0, ...BYTES, 4]).subarray(1, -1)],
    ["a DataView", new DataView(Uint8Array.from(BYTES).buffer)],
    ["a Uint8Array of another realm", runInNewContext("Uint8Array.of(1, 2, 3)")],
  ])("as bytes: %s", (_, payload) => {
    const body = encodeBody(payload);
    expect(body).toEqual(Uint8Array.from(BYTES).buffer);
    expect(contentTypeOf(payload, body)).toBe("application/octet-stream");
    expect(isReplayable(body)).toBe(true);
  });

  test.each<[string, unknown, string, string | undefined]>([
    [
      "search parameters",
      new URLSearchParams({ a: "1 ü" }),
      "a=1+%C3%BC",
      "application/x-www-form-urlencoded",
    ],
  ])("as text: %s", (_, payload, text, type) => {
    const body = encodeBody(payload);
    expect(body).toBe(text);
    expect(contentTypeOf(payload, body)).toBe(type);
  });

  test.each<[string, object, string | undefined, boolean]>([
    ["a Blob", new Blob(["x"]), "application/octet-stream", true],
    ["a File with a type", new File(["x"], "x.csv", { type: "text/csv" }), "text/csv", true],
    ["a form", new FormData(), undefined, true],
    ["a Node stream", Readable.from(["x"]), undefined, false],
  ])("as it is: %s", (_, payload, type, replayable) => {
    const body = encodeBody(payload);
    expect(body).toBe(payload);
    expect(contentTypeOf(payload, body)).toBe(type);
    expect(isReplayable(body)).toBe(replayable);
  });

  test("not at all, where there is none", () => {
    expect(encodeBody(undefined)).toBeUndefined();
    expect(contentTypeOf({ a: 1 }, undefined)).toBeUndefined();
  });
});

describe("refused, since nothing would be left of it", () => {
  test.each<[string, unknown]>([
    ["a Map", new Map([["a", 1]])],
    ["a Set", new Set([1])],
    ["a promise that was not awaited", Promise.resolve({ a: 1 })],
    ["a pattern", /x/],
    ["an error", new Error("x")],
    ["headers", new Headers({ a: "1" })],
    [
      "an object of a class without fields",
      new (class {
        #a = 1;
        a() {
          return this.#a;
        }
      })(),
    ],
    ["a function", () => ({})],
    ["a symbol", Symbol("x")],
    ["a bigint", 1n],
    ["a bigint inside", { a: 1n }],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["no date", new Date(Number.NaN)],
    [
      "what contains itself",
      (() => {
        const a: object[] = [];
        a.push(a);
        return a;
      })(),
    ],
    ["a web stream", new Blob(["x"]).stream()],
  ])("%s", (_, payload) => {
    expect(() => encodeBody(payload)).toThrow(
      expect.objectContaining({
        code: "invalid_argument",
        message: expect.stringMatching(/payload|stream/),
      }),
    );
  });
});
