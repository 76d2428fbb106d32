import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Failure, mayHaveActed } from "../../../src/http/failure.js";
import {
  decideRetry,
  FIRST_RETRY_DELAY_MS,
  parseRetryAfter,
  type RetryableRequest,
} from "../../../src/http/retry.js";

const request = (over: Partial<RetryableRequest>): RetryableRequest => ({
  idempotent: false,
  replayable: true,
  ...over,
});

const REQUESTS = {
  get: request({ idempotent: true }),
  cancel: request({ idempotent: true }),
  confirm: request({}),
  create: request({}),
  upload: request({ idempotent: true }),
  "upload of a stream": request({ idempotent: true, replayable: false }),
};

const status = (code: number): Failure => ({
  kind: "status",
  detail: String(code),
  response: { status: code, statusText: "", headers: {}, data: "" },
});
const refusedConnection: Failure = { kind: "unsent", detail: "ECONNREFUSED" };
const reset: Failure = { kind: "lost", detail: "ECONNRESET" };
const timeout: Failure = { kind: "timeout", detail: "timed out" };
const nonsense: Failure = { kind: "nonsense", detail: "the body is text/html, not JSON" };

const limits = { maxRetries: 2, maxRetryDelay: 30_000, random: () => 0.5 };

describe("what is sent again", () => {
  const everything = Object.keys(REQUESTS);
  const replayable = everything.filter((name) => name !== "upload of a stream");
  const harmless = replayable.filter((name) => name !== "create" && name !== "confirm");

  test.each<[string, Failure, string[]]>([
    ["a refused connection", refusedConnection, replayable],
    ["409", status(409), replayable],
    ["429", status(429), replayable],
    ["503", status(503), replayable],
    ["a reset", reset, harmless],
    ["a timeout", timeout, harmless],
    ["502", status(502), harmless],
    ["504", status(504), harmless],
    ["501", status(501), harmless],
    ["599", status(599), harmless],
    ["500", status(500), []],
    ["400", status(400), []],
    ["401", status(401), []],
    ["404", status(404), []],
    ["a redirect", status(302), []],
    ["nonsense with 200", nonsense, []],
  ])("after %s", (_, failure, sentAgain) => {
    const again = everything.filter(
      (name) => decideRetry(failure, Reflect.get(REQUESTS, name), 0, limits).retry,
    );
    expect(again).toEqual(sentAgain);
  });

  test("at most maxRetries times", () => {
    expect(decideRetry(reset, REQUESTS.get, 1, limits)).toMatchObject({ retry: true });
    expect(decideRetry(reset, REQUESTS.get, 2, limits)).toEqual({
      retry: false,
      why: "retries_exhausted",
    });
  });

  test.each([
    ["may_have_acted", reset, REQUESTS.create],
    ["not_transient", status(500), REQUESTS.get],
    ["not_replayable", reset, REQUESTS["upload of a stream"]],
  ])("a refusal says why: %s", (why, failure, of) => {
    expect(decideRetry(failure, of, 0, limits)).toEqual({ retry: false, why });
  });
});

describe("the pause", () => {
  test("doubles with each attempt and is jittered in full", () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(60_000),
        (attempt, chance, maxRetryDelay) => {
          const bound = Math.min(maxRetryDelay, FIRST_RETRY_DELAY_MS * 2 ** attempt);
          const decision = decideRetry(reset, REQUESTS.get, attempt, {
            maxRetries: 100,
            maxRetryDelay,
            random: () => chance,
          });
          expect(decision).toEqual({ retry: true, delay: bound * chance });
        },
      ),
    );
  });

  test("is the server's Retry-After where it gives one", () => {
    const failure = { ...status(429), retryAfter: 7000 };
    expect(decideRetry(failure, REQUESTS.create, 0, limits)).toEqual({ retry: true, delay: 7000 });
  });

  test("that is longer than maxRetryDelay is not slept", () => {
    const failure = { ...status(503), retryAfter: 30_001 };
    expect(decideRetry(failure, REQUESTS.get, 0, limits)).toEqual({
      retry: false,
      why: "retry_after_too_long",
    });
  });
});

describe("Retry-After", () => {
  const now = Date.UTC(2026, 10, 23, 12, 0, 0);

  test.each<[string | undefined, number | undefined]>([
    ["0", 0],
    ["120", 120_000],
    [" 3 ", 3000],
    ["Mon, 23 Nov 2026 12:00:10 GMT", 10_000],
    ["Monday, 23-Nov-26 12:00:10 GMT", 10_000],
    ["Mon Nov 23 12:00:10 2026", 10_000],
    ["Mon, 23 Nov 2026 11:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["soon", undefined],
    ["5 apples", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["2026-11-23T12:00:10Z", undefined],
    ["Mon, 99 Nov 2026 12:00:10 GMT", undefined],
  ])("%j is %j ms", (header, delay) => {
    expect(parseRetryAfter(header, now)).toBe(delay);
  });
});

describe("the server may have acted", () => {
  test.each<[string, Failure, boolean]>([
    ["a lost answer", reset, true],
    ["a timeout", timeout, true],
    ["nonsense with success", nonsense, true],
    ["502", status(502), true],
    ["504", status(504), true],
    ["503", status(503), false],
    ["500", status(500), false],
    ["409", status(409), false],
    ["a redirect", status(307), false],
    ["a refused connection", refusedConnection, false],
  ])("after %s: %s", (_, failure, expected) => {
    expect(mayHaveActed(failure)).toBe(expected);
  });
});
