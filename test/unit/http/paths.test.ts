import { describe, expect, test } from "vitest";
import { checkPath, parseBaseUrl } from "../../../src/http/paths.js";

describe("baseUrl", () => {
  test.each([
    ["http://localhost:9000", "http://localhost:9000"],
    ["http://localhost:9000/", "http://localhost:9000"],
    ["https://shop.example/medusa/", "https://shop.example/medusa"],
    ["https://shop.example/medusa//", "https://shop.example/medusa"],
    ["HTTPS://Shop.Example", "https://shop.example"],
    ["http://[::1]:9000", "http://[::1]:9000"],
  ])("%s is read as %s", (given, expected) => {
    expect(parseBaseUrl(given)).toBe(expected);
  });

  test.each<[unknown, RegExp]>([
    ["", /must be a URL such as/],
    [null, /must be a URL such as/],
    [9000, /must be a URL such as/],
    ["shop.example", /"shop.example" is not a URL\. It needs its scheme/],
    ["http://", /not a URL/],
    ["localhost:9000", /must start with http:\/\/ or https:\/\//],
    ["ftp://shop.example", /must start with http/],
    ["http://user:hunter2@shop.example", /must not hold a user or password/],
    ["http://shop.example?x=1", /query string or a fragment/],
    ["http://shop.example/#x", /query string or a fragment/],
  ])("%j is refused with what is wrong", (given, message) => {
    expect(() => parseBaseUrl(given)).toThrow(message);
  });

  test("a refusal does not quote a password", () => {
    for (const url of ["http://user:hunter2@shop.example", "ftp://user:hunter2@shop.example"]) {
      expect(() => parseBaseUrl(url)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
      );
    }
  });
});

describe("a path", () => {
  test.each([
    "/",
    "/admin/batch-jobs",
    "/admin/batch-jobs?id[]=a..b&x=../y",
    "/a/.b/c..d/...",
    "/a%2Fb",
  ])("%s is below the base URL", (path) => {
    expect(() => checkPath(path)).not.toThrow();
  });

  test.each([
    "",
    "admin",
    "//evil.example",
    "http://evil.example",
    "/../users",
    "/admin/..",
    "/admin/./x",
    "/admin/%2e%2e/x",
    "/admin/.%2E/x",
    "/\\evil.example",
    "/admin\\..\\x",
    "/a b",
    "/a\nb",
    "/a#b",
    undefined,
    5,
  ])("%j is refused", (path) => {
    expect(() => checkPath(path)).toThrow(/A path must/);
  });
});
