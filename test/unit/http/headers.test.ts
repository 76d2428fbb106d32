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

  test("a layer may be missing", () => {
    expect(mergeHeaders(undefined, { a: true }, undefined)).toEqual({ a: "true" });
  });
});

describe("refused before sending", () => {
  test.each(["a\r\nb", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "10 €"])("the value %j", (value) => {
    expect(() => mergeHeaders({ "x-a": value })).toThrow(/"x-a" holds a line break/);
  });

  test.each(["", "a b", "a:b", "a\nb", "ä"])("the name %j", (name) => {
    expect(() => mergeHeaders({ [name]: "x" })).toThrow(/is not a header name/);
  });

  test("what belongs in the request options, with a hint", () => {
    const headers = JSON.parse('{"signal": {}}');
    expect(() => mergeHeaders(headers)).toThrow(/belong in the argument after customHeaders/);
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
