import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { TIMED_OUT } from "../../../src/http/deadline.js";
import { toFailure } from "../../../src/http/failure.js";

const nodeError = (message: string, members: object) => Object.assign(new Error(message), members);
const wrapped = (cause: Error) => new Error("fetch failed", { cause });

describe("the request was surely not sent", () => {
  test.each<[string, Error]>([
    ["refused", nodeError("connect ECONNREFUSED", { code: "ECONNREFUSED" })],
    ["refused, as undici says it", wrapped(nodeError("", { code: "ECONNREFUSED" }))],
    ["no such host", nodeError("getaddrinfo ENOTFOUND", { code: "ENOTFOUND" })],
    ["the system's connect timed out", nodeError("", { code: "ETIMEDOUT", syscall: "connect" })],
    ["an untrusted certificate", nodeError("", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
  ])("%s", (_, error) => {
    expect(toFailure(error).kind).toBe("unsent");
  });
});

describe("when in doubt, it was sent", () => {
  test.each<[string, unknown]>([
    ["reset", nodeError("read ECONNRESET", { code: "ECONNRESET", syscall: "read" })],
    ["hung up", nodeError("socket hang up", { code: "ECONNRESET" })],
    [
      "a browser's network error, which says nothing",
      nodeError("Network Error", { code: "ERR_NETWORK" }),
    ],
    ["something else", new TypeError("boom")],
    ["no error at all", undefined],
  ])("%s", (_, error) => {
    expect(toFailure(error).kind).toBe("lost");
  });
});

test("our own timer is a timeout", () => {
  expect(toFailure(TIMED_OUT).kind).toBe("timeout");
});

test("a body without end is nonsense", () => {
  const error = nodeError("maxContentLength size of 5 exceeded", { code: "ERR_BAD_RESPONSE" });
  expect(toFailure(error).kind).toBe("nonsense");
});

test("the runtime's error loses its baggage", () => {
  const error = nodeError("reset", {
    code: "ECONNRESET",
    config: { headers: { cookie: "sid=1" } },
  });
  const failure = toFailure(error);
  expect(failure.cause).toMatchObject({ message: "reset", code: "ECONNRESET" });
  expect(inspect(failure, { depth: null })).not.toContain("sid=1");
});
