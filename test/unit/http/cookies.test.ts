import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCookies, parseSetCookie, splitSetCookie } from "../../../src/http/cookies.js";

const NOW = Date.UTC(2026, 10, 25);

describe("a Set-Cookie header", () => {
  test.each([
    ["sid=s%3Aab; Path=/; HttpOnly", { name: "sid", value: "s%3Aab" }],
    ["sid = a b ; path=/", { name: "sid", value: "a b" }],
    ['sid="a=b=="', { name: "sid", value: '"a=b=="' }],
    ["__proto__=x", { name: "__proto__", value: "x" }],
    ["sid=", { name: "sid", value: "" }],
    ["sid=x; SECURE; SameSite=None", { name: "sid", value: "x", secure: true }],
    ["sid=x; Max-Age=0", { name: "sid", value: "x", ended: true }],
    ["sid=x; max-age=-5", { name: "sid", value: "x", ended: true }],
    ["sid=x; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", { name: "sid", value: "x" }],
    ["sid=x; Max-Age=soon", { name: "sid", value: "x" }],
    ["sid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT", { name: "sid", value: "x", ended: true }],
    ["sid=x; Expires=Wed, 23-Nov-2095 10:00:00 GMT", { name: "sid", value: "x" }],
    ["sid=x; Expires=never", { name: "sid", value: "x" }],
    ["sid=x; not-secure", { name: "sid", value: "x" }],
  ])("%s", (header, expected) => {
    const full = { ended: false, secure: false, ...expected };
    expect(parseSetCookie(header, NOW)).toEqual(full);
  });

  test.each(["", "; Path=/", "sid", "=value", "si d=x", "sid=a\nb", "sid=a\u0000", "sid=€"])(
    "%j is no cookie that could be sent back",
    (header) => {
      expect(parseSetCookie(header)).toBeUndefined();
    },
  );

  test("is not split where an adapter hands over a list", () => {
    expect(splitSetCookie(["a=1, b=2", "c=3"])).toEqual(["a=1, b=2", "c=3"]);
  });

  test("is split where an adapter has joined several, not in dates", () => {
    const expires = "Expires=Wed, 23 Nov 2095 10:00:00 GMT";
    const joined = `a=1; ${expires},b=2; Path=/; ${expires}; Secure, c=x,y; Max-Age=1`;
    expect(splitSetCookie(joined).map((header) => parseSetCookie(header, NOW))).toEqual([
      { name: "a", value: "1", ended: false, secure: false },
      { name: "b", value: "2", ended: false, secure: true },
      { name: "c", value: "x,y", ended: false, secure: false },
    ]);
  });
});

const TOKEN_CHARACTERS = [..."abcXYZ019!#$%&'*+-.^_`|~"];
const name = fc.string({
  unit: fc.constantFrom(...TOKEN_CHARACTERS),
  minLength: 1,
  maxLength: 8,
});
// A semicolon ends a value, a comma may; what surrounds it is no part of it.
const value = fc
  .string({ unit: "grapheme-ascii" })
  .map((text) => text.replaceAll(/[;,]/g, "").trim());
const EXPIRES = "Expires=Wed, 23 Nov 2095 10:00:00 GMT";
const attributes = fc.subarray(["Path=/", "HttpOnly", "Secure", EXPIRES, "Max-Age=1"]);

test("whatever cookies a server sets, in a list or joined, come back as they are", () => {
  const cookies = fc.uniqueArray(fc.tuple(name, value, attributes), {
    minLength: 1,
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(cookies, (set) => {
      const pairs = set.map(([key, text]) => `${key}=${text}`);
      const headers = set.map(([, , more], index) => [pairs[index], ...more].join("; "));
      for (const given of [headers, headers.join(", ")]) {
        const parsed = splitSetCookie(given).map((header) => parseSetCookie(header));
        expect(parsed.map((cookie) => `${cookie?.name}=${cookie?.value}`)).toEqual(pairs);
      }
      expect([...parseCookies(pairs.join("; "))]).toEqual(set.map(([key, text]) => [key, text]));
    }),
  );
});
