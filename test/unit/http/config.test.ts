import { describe, expect, test } from "vitest";
import { checkRequestOptions, resolveConfig } from "../../../src/http/config.js";
import {
  DEFAULT_BASE_URL,
  DEFAULT_MAX_RETRIES,
  DEFAULT_MAX_RETRY_DELAY_MS,
  DEFAULT_TIMEOUT_MS,
} from "../../../src/index.js";

const given = (options: object) => () => resolveConfig(options);

test("every option has a default", () => {
  expect(resolveConfig({})).toEqual({
    baseUrl: DEFAULT_BASE_URL,
    maxRetries: DEFAULT_MAX_RETRIES,
    timeout: DEFAULT_TIMEOUT_MS,
    maxRetryDelay: DEFAULT_MAX_RETRY_DELAY_MS,
  });
});

test.each([undefined, null, ""])(
  "a key that is %j, as of a variable that is not set, is none",
  (key) => {
    expect(given({ apiKey: key, publishableApiKey: key })).not.toThrow();
  },
);

test("zero is a value: no retries, no timeout", () => {
  expect(resolveConfig({ maxRetries: 0, timeout: 0 })).toMatchObject({ maxRetries: 0, timeout: 0 });
});

describe("refused in the constructor", () => {
  test.each<[object, RegExp]>([
    [{ baseURL: "http://x" }, /no option "baseURL"\. It knows: baseUrl, /],
    [{ maxRetries: -1 }, /maxRetries must be a whole number/],
    [{ maxRetries: 1.5 }, /maxRetries must be a whole number/],
    [{ timeout: "30s" }, /timeout must be a number of milliseconds/],
    [{ timeout: 2 ** 31 }, /from 0 to 2147483647/],
    [{ timeout: Number.NaN }, /timeout/],
    [{ maxRetryDelay: -5 }, /maxRetryDelay/],
    [{ apiKey: 5 }, /apiKey must be a non-empty string, not a number/],
    [{ apiKey: {} }, /apiKey must be a non-empty string, not an object/],
    [
      { apiKey: "token\n" },
      /apiKey must be of printable ASCII characters\. It ends in a line break/,
    ],
    [{ apiKey: "tökenö" }, /apiKey must be of printable ASCII characters\.$/],
    [{ debug: true }, /no option "debug"/],
    [{ maxRetries: "3" }, /maxRetries must be a whole number of at least 0, not "3" \(a string\)/],
    [{ axiosAdapter: 5 }, /axiosAdapter must be a function/],
    [{ httpAgent: true }, /httpAgent must be an Agent/],
    [{ publishableApiKey: "pk\n" }, /publishableApiKey/],
    [{ customHeaders: { "x-a": "b\r\nc" } }, /line break/],
    [{ proxy: true }, /proxy is wrong\. A proxy is \{ protocol: .*, or false/],
    [{ proxy: null }, /proxy is wrong/],
    [{ proxy: "http://proxy:8080" }, /proxy is wrong/],
    [
      { proxy: { hots: "proxy" } },
      /proxy has no option "hots"\. It knows: protocol, host, port, auth/,
    ],
    [{ proxy: {} }, /proxy\.host/],
    [{ proxy: { host: "http://proxy", port: 8080 } }, /proxy\.host/],
    [{ proxy: { host: "me@proxy", port: 8080 } }, /proxy\.host/],
    [{ proxy: { host: "proxy" } }, /proxy\.port is wrong/],
    [{ proxy: { host: "proxy", port: "8080" } }, /proxy\.port/],
    [{ proxy: { host: "proxy", port: 65_536 } }, /proxy\.port/],
    [{ proxy: { host: "proxy", port: 1, protocol: "socks5" } }, /proxy\.protocol is wrong/],
    [{ proxy: { host: "proxy", port: 1, auth: "me:pw" } }, /proxy\.auth must be an object/],
    [
      { proxy: { host: "proxy", port: 1, auth: { user: "me" } } },
      /proxy\.auth has no option "user"/,
    ],
    [{ proxy: { host: "proxy", port: 1, auth: { username: "me" } } }, /proxy\.auth is wrong/],
    [
      { proxy: { host: "proxy", port: 1, auth: { username: "", password: "" } } },
      /proxy\.auth is wrong/,
    ],
  ])("%j", (options, message) => {
    expect(given(options)).toThrow(message);
  });

  test("without quoting a secret", () => {
    const auth = { username: 5, password: "secret" };
    for (const options of [
      { apiKey: "secret\n" },
      { proxy: "http://me:secret@proxy" },
      { proxy: { host: "me:secret@proxy", port: 1 } },
      { proxy: { host: "proxy", port: 1, auth } },
    ]) {
      expect(given(options)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining("secret") }),
      );
    }
  });
});

test.each([
  false,
  undefined,
  { host: "proxy", port: 8080 },
  { protocol: "https", host: "::1", port: 443, auth: { username: "me", password: "" } },
])("the proxy %j is taken as it is", (proxy) => {
  expect(resolveConfig({ proxy } as object)).toHaveProperty("proxy", proxy);
});

describe("request options", () => {
  test.each<[object, RegExp]>([
    [{ retries: 2 }, /no option "retries"\. It knows: timeout, numberOfRetries, signal/],
    [{ signal: {} }, /signal must be an AbortSignal/],
    [{ timeout: -1 }, /timeout/],
    [{ numberOfRetries: 0.5 }, /numberOfRetries/],
    [{ idempotencyKey: "" }, /idempotencyKey/],
  ])("%j is refused", (options, message) => {
    expect(() => checkRequestOptions(options)).toThrow(message);
  });

  test("take what is undefined for not given", () => {
    checkRequestOptions({ timeout: undefined, signal: undefined });
  });
});
