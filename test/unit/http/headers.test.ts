import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { mergeHeaders } from "../../../src/http/headers.js";

describe("header layers", () => {
  test("a later layer wins, whatever the case", () => {
    expect(mergeHeaders({ Accept: "a", "X-One": 1 }, { ACCEPT: "b" })).toEqual({
      accept: "b",
      "x-one": "1",
    });
  });

  test("null unsets, undefined leaves alone", () => {
    const defaults = { accept: "a", authorization: "b" };
    expect(mergeHeaders(defaults, { Accept: null, Authorization: undefined })).toEqual({
      accept: null,
      authorization: "b",
    });
  });

  test("WebDAV's Timeout and an Idempotency-Key are headers", () => {
    const headers = { Timeout: "Second-5", "Idempotency-Key": "k" };
    expect(mergeHeaders(headers)).toEqual({ timeout: "Second-5", "idempotency-key": "k" });
  });

  test("a layer may be missing", () => {
    expect(mergeHeaders(undefined, { a: true }, undefined)).toEqual({ a: "true" });
  });

  test("several values are one, as HTTP joins them; those of a later layer replace them", () => {
    const incoming: IncomingHttpHeaders = {
      accept: "a",
      "x-forwarded-for": ["10.0.0.1", "10.0.0.2"],
    };
    expect(mergeHeaders(incoming, { Accept: ["b", "c"] })).toEqual({
      accept: "b, c",
      "x-forwarded-for": "10.0.0.1, 10.0.0.2",
    });
  });
});

describe("refused before sending", () => {
  test.each(["a\r\nb", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "10 €"])("the value %j", (value) => {
    expect(() => mergeHeaders({ "x-a": value })).toThrow(/"x-a" holds a line break/);
  });

  test("a value as it is read from a file, saying what to do", () => {
    expect(() => mergeHeaders({ "x-a": "secret\n" })).toThrow(
      /ends in a line break, .*: trim\(\) it/,
    );
  });

  test.each(["", "a b", "a:b", "a\nb", "ä"])("the name %j", (name) => {
    expect(() => mergeHeaders({ [name]: "x" })).toThrow(/is not a header name/);
  });

  test.each(["timeout", "numberOfRetries", "signal", "idempotencyKey", "customHeaders"])(
    "the request option %s, saying where it belongs",
    (option) => {
      for (const value of [1, "x", null, Object(1)]) {
        expect(() => mergeHeaders({}, { [option]: value })).toThrow(
          `"${option}" is no header but a request option. Give both in one object, { ${option}, customHeaders: { … } }, or the options in the argument after the headers.`,
        );
      }
    },
  );

  test("what is no text, and no option either", () => {
    expect(() => mergeHeaders(JSON.parse('{"x-a": {}}'))).toThrow(/must be a string, a number/);
    expect(() => mergeHeaders({ "x-a": ["a", null] })).toThrow(/must be a string, a number/);
    expect(() => mergeHeaders({ "x-a": ["a", "b\n"] })).toThrow(/"x-a" holds a line break/);
  });

  test.each([
    ["fetch's Headers", new Headers({ a: "b" })],
    ["a Map", new Map([["a", "b"]])],
    ["an array", [["a", "b"]]],
    ["a text", "a: b"],
    ["a number", 5],
    ["a signal", new AbortController().signal],
  ])("%s, whose entries would get lost", (_, layer) => {
    expect(() => mergeHeaders({}, layer)).toThrow(/must be an object of names and values: pass/);
  });

  test("without quoting the value, which may be a secret", () => {
    expect(() => mergeHeaders({ authorization: "secret\n" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret") }),
    );
  });
});

test("prototype keys do nothing", () => {
  const merged = mergeHeaders(JSON.parse('{"__proto__": "x", "constructor": "y"}'));
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(merged.constructor).toBe("y");
});
