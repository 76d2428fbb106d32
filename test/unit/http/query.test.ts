import fc from "fast-check";
import { parse, stringify } from "qs";
import * as qsInBrowsers from "qs-esm";
import { describe, expect, test } from "vitest";
import { appendQuery, buildQuery } from "../../../src/http/query.js";

/** As Express 4 reads a query string. */
const express = (query: string) => parse(query, { allowPrototypes: true });

test("any filters come out of Express as they went in", () => {
  const key = fc.stringMatching(/^[a-z][a-z_]{0,11}$/);
  const text = fc.string({ minLength: 1 });
  const value = fc.oneof(
    text,
    fc.array(text, { minLength: 1, maxLength: 30 }),
    fc.record({ gte: text, lt: text }),
  );
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 6, noNullPrototype: true }), (query) => {
      expect(express(buildQuery(query))).toEqual(query);
    }),
  );
});

test("browsers write and read queries as Node does", () => {
  const text = fc.string({ unit: "binary" });
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constantFrom(null, undefined));
  const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(text, leaf));
  const options = {
    arrayFormat: "brackets",
    filter: (_: string, member: unknown) => (member === null ? "null" : member),
  } as const;
  fc.assert(
    fc.property(fc.dictionary(text, value), (query) => {
      const text = stringify(query, options);
      expect(qsInBrowsers.stringify(query, options)).toBe(text);
      expect(qsInBrowsers.parse(text)).toEqual(parse(text));
    }),
  );
}, 30_000);

describe("what would vanish from a query string is refused", () => {
  test.each<[object, string]>([
    [{ id: [] }, "id: an empty array"],
    [{ q: { id: [] } }, "q[id]: an empty array"],
    [{ id: [[]] }, "id[]: an empty array"],
    [{ id: [undefined] }, "id: an array that holds undefined"],
    [{ id: ["a", undefined] }, "id: an array that holds undefined"],
    [{ created_at: {} }, "created_at: an object without a value"],
    [{ created_at: { gte: undefined } }, "created_at: an object without a value"],
    [{ id: new Set(["a"]) }, "id: an object without a value"],
    [{ id: () => "a" }, "id: a function"],
  ])("%j", (query, message) => {
    expect(() => buildQuery(query)).toThrow(message);
    expect(() => buildQuery(query)).toThrow(expect.objectContaining({ code: "invalid_argument" }));
  });

  test.each([
    [null],
    ["limit=5"],
    [5],
    [["a"]],
    [new URLSearchParams("a=1")],
    [new Map([["a", 1]])],
  ])("and so is a query that is none: %s", (query) => {
    expect(() => Reflect.apply(buildQuery, undefined, [query])).toThrow(
      expect.objectContaining({ code: "invalid_argument" }),
    );
  });

  test("whatever it is: each key is in the text, or is undefined", () => {
    const leaf = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, [], {}, [[]], [undefined]));
    const key = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(key, leaf, { noNullPrototype: true }), (query) => {
        let text: string;
        try {
          text = buildQuery(query);
        } catch (error) {
          expect(error).toHaveProperty("code", "invalid_argument");
          return;
        }
        for (const [key, value] of Object.entries(query)) {
          if (value !== undefined) expect(`&${text}`).toMatch(RegExp(`&${key}(%5B[^=]*)?=`));
        }
      }),
    );
  });

  test("but not undefined, nor an empty query", () => {
    expect(buildQuery({})).toBe("");
    expect(buildQuery({ a: undefined, b: { c: undefined, d: 1 } })).toBe("b%5Bd%5D=1");
  });
});

test.each<[string, object, string]>([
  ["/p", {}, "/p"],
  ["/p", { offset: 10 }, "/p?offset=10"],
  ["/p?limit=5", { offset: 10 }, "/p?limit=5&offset=10"],
  ["/p?limit=5", {}, "/p?limit=5"],
  ["/p?limit=5", { a: undefined }, "/p?limit=5"],
])("a path %s and a query %j are one URL", (path, query, expected) => {
  expect(appendQuery(path, query)).toBe(expected);
});
