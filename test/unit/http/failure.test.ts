import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { TIMED_OUT } from "../../../src/http/deadline.js";
import { mayHaveActed, toFailure } from "../../../src/http/failure.js";

const nodeError = (message: string, members: object) => Object.assign(new Error(message), members);
const wrapped = (cause: Error, members = {}) =>
  Object.assign(new Error("fetch failed", { cause }), members);
const connecting = (code: string) => nodeError(`connect ${code}`, { code, syscall: "connect" });
const reading = (code: string) => nodeError(`read ${code}`, { code, syscall: "read" });
const DISCONNECTED =
  "Client network socket disconnected before secure TLS connection was established";

describe("the request was surely not sent", () => {
  test.each<[string, Error]>([
    ["refused", connecting("ECONNREFUSED")],
    ["refused, by a runtime that names no system call", nodeError("", { code: "ECONNREFUSED" })],
    ["refused, as Bun says it", nodeError("", { code: "ConnectionRefused" })],
    ["refused, as undici says it", wrapped(nodeError("", { code: "ECONNREFUSED" }))],
    [
      "refused, as axios's fetch says it",
      wrapped(connecting("ECONNREFUSED"), { code: "ERR_NETWORK" }),
    ],
    ["no such host", nodeError("getaddrinfo ENOTFOUND", { code: "ENOTFOUND" })],
    ["no answer of the name server", nodeError("", { code: "ETIMEOUT", syscall: "getaddrinfo" })],
    ["no way to the host", connecting("EHOSTUNREACH")],
    ["the system's connect timed out", connecting("ETIMEDOUT")],
    ["undici's connect timed out", nodeError("", { code: "UND_ERR_CONNECT_TIMEOUT" })],
    [
      "each address failed",
      new AggregateError([connecting("ECONNREFUSED"), connecting("ENETUNREACH")]),
    ],
    [
      "each address failed, as axios says it",
      wrapped(new AggregateError([connecting("ETIMEDOUT")])),
    ],
    ["a connection that broke in its handshake", nodeError(DISCONNECTED, { code: "ECONNRESET" })],
    ["an untrusted certificate", nodeError("", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
    ["a certificate of another host", nodeError("", { code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
  ])("%s", (_, error) => {
    expect(toFailure(error).kind).toBe("unsent");
  });

  test("whatever the error is, if the adapter knows", () => {
    expect(toFailure(reading("ECONNRESET"), false).kind).toBe("unsent");
    expect(toFailure(undefined, false).kind).toBe("unsent");
  });
});

describe("when in doubt, it was sent", () => {
  test.each<[string, unknown]>([
    ["reset", reading("ECONNRESET")],
    ["hung up", nodeError("socket hang up", { code: "ECONNRESET" })],
    ["a route that went away", reading("EHOSTUNREACH")],
    [
      "a route that went away while it was written",
      nodeError("", { code: "ENETUNREACH", syscall: "write" }),
    ],
    ["no system call beside the code", nodeError("", { code: "EHOSTUNREACH" })],
    ["a bad TLS record", nodeError("", { code: "ERR_SSL_WRONG_VERSION_NUMBER" })],
    ["a bad MAC", nodeError("", { code: "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC" })],
    ["a TLS error of the system call", nodeError("", { code: "EPROTO", syscall: "write" })],
    [
      "one address got as far as reading",
      new AggregateError([connecting("ECONNREFUSED"), reading("ECONNRESET")]),
    ],
    ["an aggregate of nothing", new AggregateError([])],
    [
      "a reset after another address was tried",
      nodeError("", { ...reading("ECONNRESET"), cause: connecting("ECONNREFUSED") }),
    ],
    [
      "a cause that is its own",
      Object.assign(new Error("odd"), {
        get cause() {
          return this;
        },
      }),
    ],
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

test("our own timer is a timeout, after which nobody knows, unless the adapter does", () => {
  expect(toFailure(TIMED_OUT).kind).toBe("timeout");
  expect([undefined, true, false].map((sent) => mayHaveActed(toFailure(TIMED_OUT, sent)))).toEqual([
    true,
    true,
    false,
  ]);
});

test("a body without end is nonsense", () => {
  const error = nodeError("maxContentLength size of 5 exceeded", { code: "ERR_BAD_RESPONSE" });
  expect(toFailure(error).kind).toBe("nonsense");
});

test("the runtime's error loses its baggage: request, answer and causes", () => {
  const baggage = { headers: { cookie: "sid=1" }, _header: "POST / HTTP/1.1\r\ncookie: sid=1" };
  const error = nodeError("reset", {
    code: "ECONNRESET",
    config: baggage,
    request: baggage,
    response: { config: baggage, request: baggage },
    cause: Object.assign(new Error("reset by sid=1"), { request: baggage }),
  });
  const failure = toFailure(error);
  expect(failure.cause).toMatchObject({ message: "reset", code: "ECONNRESET" });
  expect(Object.keys(failure.cause ?? {})).toEqual(["code"]);
  expect(inspect(failure, { depth: null, showHidden: true })).not.toContain("sid=1");
});
