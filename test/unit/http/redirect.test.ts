import { describe, expect, test } from "vitest";
import { describeTarget, redirectTarget } from "../../../src/http/redirect.js";
import type { HTTPResponse } from "../../../src/index.js";

const answer = (status: number, location?: string): HTTPResponse => ({
  status,
  statusText: "",
  headers: location === undefined ? {} : { location },
});

describe("a redirect is followed", () => {
  test.each([301, 302, 303, 307, 308])("with the status %i", (status) => {
    const target = redirectTarget(
      answer(status, "https://b.example/x"),
      new URL("https://a.example"),
    );
    expect(target?.href).toBe("https://b.example/x");
  });

  test.each([
    ["http://a.example/f/1?s=1", "2?s=2", "http://a.example/f/2?s=2"],
    ["http://a.example/f", "//b.example/x", "http://b.example/x"],
    ["http://a.example/f", "https://a.example/f", "https://a.example/f"],
  ])("from %s by %s to %s", (from, location, target) => {
    expect(redirectTarget(answer(307, location), new URL(from))?.href).toBe(target);
  });
});

describe("it is not", () => {
  test.each<[string, number, string | undefined]>([
    ["without a target", 302, undefined],
    ["to nowhere", 302, "http://"],
    ["to a file", 302, "file:///etc/passwd"],
    ["to a script", 302, "javascript:alert(1)"],
    ["from https to http", 302, "http://a.example/x"],
    ["for 304", 304, "https://b.example/x"],
    ["for 300", 300, "https://b.example/x"],
    ["for a success", 200, "https://b.example/x"],
    ["for an error", 404, "https://b.example/x"],
  ])("%s", (_, status, location) => {
    expect(redirectTarget(answer(status, location), new URL("https://a.example"))).toBeUndefined();
  });
});

test.each([
  [undefined, "an address that it does not name"],
  ["", "an address that it does not name"],
  ["https://b.example/x?signature=s#f", "https://b.example/x"],
  ["/x?signature=s", "https://a.example/x"],
  ["file:///etc/passwd", "file:///etc/passwd"],
  ["http://", "an address that is none"],
])("%j is described as %j", (location, description) => {
  expect(describeTarget(location, "https://a.example/y")).toBe(description);
});
