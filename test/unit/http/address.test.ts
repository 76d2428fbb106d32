import { afterEach, describe, expect, test, vi } from "vitest";
import { toAddress } from "../../../src/http/address.js";
import { parseBaseUrl, parseDownloadUrl } from "../../../src/http/paths.js";

afterEach(() => vi.unstubAllGlobals());

const ADDRESSES = [
  "http://localhost:9000/",
  "https://shop.example/medusa/?x=1#top",
  "HTTPS://Shop.Example:8443/a%20b",
  "http://user:hunter2@shop.example/x",
  "http://user@shop.example/x@y",
  "http://[::1]:9000/uploads/a.csv?X-Amz-Signature=a/b@c",
  "http://münchen.example/ü",
];

test.each(ADDRESSES)("the parts of %s are those of a URL", (text) => {
  const { href, protocol, host, origin, pathname, username, password } = new URL(text);
  const user = [username, password].filter(Boolean).join(":") || undefined;
  expect(toAddress(text)).toEqual({ href, protocol, host, origin, pathname, user });
});

test.each(["", "shop.example", "http://", "http://a b"])("%j has none", (text) => {
  expect(toAddress(text)).toBeUndefined();
});

describe("with the URL of React Native, which takes everything, and shows its text alone", () => {
  class PlainUrl {
    readonly href: string;

    constructor(text: string, base?: string) {
      if (base !== undefined) throw new Error("It knows no base.");
      this.href = text;
    }

    get origin(): string {
      throw new Error("URL.origin is not implemented");
    }
  }

  test("a base URL is checked and normalised", () => {
    vi.stubGlobal("URL", PlainUrl);
    expect(parseBaseUrl("https://Shop.Example/medusa/")).toBe("https://shop.example/medusa");
    for (const wrong of [
      "shop.example",
      "http://",
      "http:///x",
      "ftp://a",
      "http://u:p@a",
      "http://a?x",
    ]) {
      expect(() => parseBaseUrl(wrong), wrong).toThrow(/^baseUrl/);
    }
  });

  test("a download URL is one of the backend's, or another", () => {
    vi.stubGlobal("URL", PlainUrl);
    const origin = (address: string) => parseDownloadUrl(address, "http://localhost:9000/x").origin;
    expect(origin("/uploads/a.csv")).toBe("http://localhost:9000");
    expect(origin("HTTP://LocalHost:9000/uploads/a.csv")).toBe("http://localhost:9000");
    expect(origin("https://files.example/a.csv?x=1")).toBe("https://files.example");
  });

  test("no other host is taken for the backend's: what sends the request may end it at a backslash", () => {
    vi.stubGlobal("URL", PlainUrl);
    for (const address of [
      "http://evil.example\\@localhost:9000/",
      "http://evil.example/@localhost:9000/",
      "http://evil.example?@localhost:9000/",
      "http://localhost:9000@evil.example/",
    ]) {
      expect(toAddress(address)?.origin, address).toBe("http://evil.example");
    }
    expect(() => parseDownloadUrl("//evil.example", "http://localhost:9000")).toThrow();
  });
});
