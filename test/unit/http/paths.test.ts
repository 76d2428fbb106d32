import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { checkPath, parseBaseUrl, parseDownloadUrl } from "../../../src/http/paths.js";

afterEach(() => vi.unstubAllGlobals());

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

describe("in a page", () => {
  const inPage = (baseUrl: string, href = "https://admin.example/app/jobs?x=1#top") => {
    vi.stubGlobal("location", { href });
    return parseBaseUrl(baseUrl);
  };

  test.each([
    ["/", "https://admin.example"],
    ["/medusa/", "https://admin.example/medusa"],
    ["http://shop.example", "http://shop.example"],
  ])("a baseUrl of %s is %s", (given, expected) => {
    expect(inPage(given)).toBe(expected);
  });

  test.each([
    "api.shop.example",
    "medusa",
    "./medusa",
    "../",
    "?x",
    "#x",
    "//shop.example",
    "/\\shop.example",
    "/\t/shop.example",
    " //shop.example",
    "///shop.example",
  ])("%j is refused: a password would go to the page, or to another origin", (given) => {
    expect(() => inPage(given)).toThrow(/It needs its scheme/);
  });

  test("that has no origin, a path is refused", () => {
    expect(() => inPage("/", "about:blank")).toThrow(/It needs its scheme/);
    expect(() => inPage("/", "blob:https://admin.example/1")).toThrow(/It needs its scheme/);
  });
});

test("without a page, a path is no baseUrl", () => {
  expect(() => parseBaseUrl("/")).toThrow(/It needs its scheme/);
});

describe("the address of a file", () => {
  const BACKEND = "https://shop.example/medusa";

  test.each([
    ["https://files.example/a.csv?sig=1", "https://files.example/a.csv?sig=1"],
    ["http://shop.example/uploads/a.csv", "http://shop.example/uploads/a.csv"],
    ["/uploads/a.csv", "https://shop.example/uploads/a.csv"],
  ])("%s is %s, in a page too", (given, expected) => {
    vi.stubGlobal("location", { href: "https://admin.example/app/" });
    expect(parseDownloadUrl(given, BACKEND).href).toBe(expected);
  });

  test.each([
    "",
    "a.csv",
    "uploads/a.csv",
    "undefined",
    "//files.example/a.csv",
    "ftp://a/b",
    "data:,x",
  ])("%j is refused, in a page too", (given) => {
    vi.stubGlobal("location", { href: "https://admin.example/app/" });
    expect(() => parseDownloadUrl(given, BACKEND)).toThrow(/must start with http/);
  });
});

describe("a path", () => {
  test.each([
    "/",
    "/admin/batch-jobs",
    "/admin/batch-jobs?id[]=a..b&x=../y",
    "/a/.b/c..d/...",
    "/a%2Fb",
    "/a%252Fb;v=1",
    "/exports%2Ffile.v1..csv",
    "/100%",
    "/%zz",
    "/;/a;b",
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
    "/..%2f..%2fsecret/x",
    "/x/..%2F..%2F..%2Fsecret%2Fx",
    "/x/%2e%2e%2fsecret",
    "/x/..%5csecret",
    "/x%5C..%5Csecret",
    "/x/%252e%252e/secret",
    "/x/..%252fsecret",
    "/x/%25%32%65./secret",
    "/x/..;/secret",
    "/x/..;v=1/secret",
    "/x/..%3b/secret",
    "/x/.%09./secret",
    "/x/.%25%0a2e/secret",
    "/x/..%20",
    "/x/..%3fa",
    "/x/..%23a",
    "/%2fevil.example",
    "/%5cevil.example",
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

describe("whatever path is accepted", () => {
  const base = "http://shop.example/medusa";
  const pieces =
    "/ .. . %2f %2F %5c %2e %2E %25 2e 2f 5c %252e %252f %3b ; ? %3f %23 %09 %0a %20 %00 a b % & =";
  const path = fc
    .array(fc.constantFrom(...pieces.split(" ")), { maxLength: 12 })
    .map((parts) => `/${parts.join("")}`);

  const decoded = (text: string) =>
    text.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

  /** What servers and proxies ask for that decode a path so many times, and that ignore what follows a semicolon. */
  function readings(accepted: string): string[] {
    const pathname = accepted.split("?", 1).join("");
    const texts = [pathname, decoded(pathname), decoded(decoded(pathname))];
    for (const text of texts) expect(new URL(text, base).origin).toBe("http://shop.example");
    return texts.flatMap((text) => [text, text.replaceAll(/;[^/]*/g, "")]);
  }

  test("stays below the base URL, decoded up to twice", () => {
    let accepted = 0;
    fc.assert(
      fc.property(path, (given) => {
        try {
          checkPath(given);
        } catch {
          return;
        }
        accepted += 1;
        for (const reading of readings(given)) {
          const url = new URL(base + reading);
          expect(url.origin + url.pathname).toMatch(/^http:\/\/shop\.example\/medusa\//);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
