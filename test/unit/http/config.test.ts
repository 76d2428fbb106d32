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
    [{ apiKey: "" }, /apiKey must be a non-empty string/],
    [{ apiKey: 5 }, /apiKey/],
    [{ publishableApiKey: "pk\n" }, /publishableApiKey/],
    [{ customHeaders: { "x-a": "b\r\nc" } }, /line break/],
  ])("%j", (options, message) => {
    expect(given(options)).toThrow(message);
  });

  test("without quoting a secret", () => {
    expect(given({ apiKey: "secret\n" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret") }),
    );
  });
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
