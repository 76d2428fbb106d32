import { expect, test } from "vitest";
import { redact } from "../../../src/http/redact.js";

const SECRET = 'p"a\\ss +1';

test.each([
  ["as it is", SECRET],
  ["in JSON", JSON.stringify({ password: SECRET })],
  ["in JSON in JSON", JSON.stringify({ body: JSON.stringify({ password: SECRET }) })],
  ["in a URL", `/login?password=${encodeURIComponent(SECRET)}`],
])("a secret is redacted %s", (_, text) => {
  expect(redact(text, [SECRET])).toContain("[redacted]");
  expect(redact(text, [SECRET])).not.toMatch(/p\\*"a|p%22a/);
});

test("a cookie's value is redacted decoded too", () => {
  expect(redact("s:abc.def=", ["s%3Aabc.def%3D"])).toBe("[redacted]");
});

test("a text without secrets stays as it is", () => {
  expect(redact("100 % of it", ["x%"])).toBe("100 % of it");
});
