import fc from "fast-check";
import { parse, stringify } from "qs";
import * as qsInBrowsers from "qs-esm";
import { expect, test } from "vitest";
import { buildQuery } from "../../../src/http/query.js";

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
});
