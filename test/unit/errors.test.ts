import { inspect } from "node:util";
import axios, { AxiosError } from "axios";
import { describe, expect, test, vi } from "vitest";
import { serverError } from "../../src/http/answer.js";
import { toMedusaError } from "../../src/http/explain.js";
import type { Failure } from "../../src/http/failure.js";
import {
  BatchJobFailedError,
  isMedusaError,
  Medusa,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaPermissionError,
  MedusaTimeoutError,
} from "../../src/index.js";
import { jobIn } from "./jobs/jobs.js";

const request = {
  method: "POST" as const,
  path: "/admin/batch-jobs",
  baseUrl: "http://localhost:9000",
  timeout: 1000,
  requestId: "request-1",
  unresolved: false,
};

const answered = (status: number, data: unknown = "", headers = {}): Failure => ({
  kind: "status",
  detail: String(status),
  said: serverError(data),
  response: { status, statusText: "", headers, data },
});

const othersJob = {
  type: "not_allowed",
  message: "Cannot access a batch job that does not belong to the logged in user",
};
const wrongState = { type: "not_allowed", message: "Cannot cancel completed batch job" };

describe("the class says what kind of failure it was", () => {
  test.each<[string, Failure, new (message: string) => MedusaError]>([
    ["400", answered(400), MedusaInvalidRequestError],
    ["409", answered(409), MedusaInvalidRequestError],
    ["413", answered(413), MedusaInvalidRequestError],
    ["422", answered(422), MedusaInvalidRequestError],
    ["404", answered(404), MedusaNotFoundError],
    ["401", answered(401), MedusaAuthenticationError],
    ["403", answered(403), MedusaPermissionError],
    ["another user's job", answered(400, othersJob), MedusaPermissionError],
    ["a wrong state", answered(400, wrongState), MedusaInvalidRequestError],
    ["429", answered(429), MedusaAPIError],
    ["500", answered(500), MedusaAPIError],
    ["503", answered(503), MedusaAPIError],
    ["a redirect", answered(302), MedusaAPIError],
    ["nonsense", { ...answered(200), kind: "nonsense" }, MedusaAPIError],
    ["no connection", { kind: "unsent", detail: "" }, MedusaConnectionError],
    ["a lost answer", { kind: "lost", detail: "" }, MedusaConnectionError],
    ["a timeout", { kind: "timeout", detail: "" }, MedusaTimeoutError],
  ])("%s", (_, failure, expected) => {
    const error = toMedusaError(failure, request);
    expect(error.constructor).toBe(expected);
    expect(error.name).toBe(expected.name);
    expect(error).toBeInstanceOf(MedusaError);
  });
});

describe("the message", () => {
  test("is the server's where it has one", () => {
    const error = toMedusaError(answered(400, wrongState), request);
    expect(error.message).toBe(wrongState.message);
    expect(error).toMatchObject({ type: "not_allowed", status: 400 });
  });

  test.each<[string, Failure, RegExp]>([
    [
      "401 in text",
      answered(401, "Unauthorized"),
      /No credentials were sent: apiKey is undefined\. .*getToken or createSession/,
    ],
    ["404 as a page", answered(404, "<html>"), /no such path.*baseUrl/],
    ["413", answered(413, "<html>"), /too large.*100 kB/],
    ["431", answered(431), /too long.*fewer ids/],
    ["502", answered(502, "<html>"), /answered 502/],
    [
      "a redirect, without its query",
      answered(301, "", { location: "https://other.example/login?token=x" }),
      /redirects to https:\/\/other\.example\/login\. .*not followed.*wrong baseUrl/,
    ],
    ["nowhere", answered(301), /redirects to an address that it does not name/],
    ["in a browser, which hides it", answered(0), /redirects to an address that it does not name/],
    ["no connection", { kind: "unsent", detail: "ECONNREFUSED" }, /ECONNREFUSED\)\. Is the Medusa/],
    ["a timeout", { kind: "timeout", detail: "" }, /no answer within 1000 ms/],
    [
      "nonsense",
      { ...answered(200), kind: "nonsense", detail: "the body is empty" },
      /200, but the body is empty/,
    ],
  ])("explains: %s", (_, failure, message) => {
    expect(toMedusaError(failure, request).message).toMatch(message);
  });

  test.each<[string, Failure, RegExp]>([
    ["no connection", { kind: "unsent", detail: "ECONNREFUSED" }, /no connection.*ECONNREFUSED/],
    ["a lost answer", { kind: "lost", detail: "socket hang up" }, /socket hang up/],
    ["a timeout", { kind: "timeout", detail: "" }, /no answer within 1000 ms/],
    ["401", answered(401, ""), /answered 401.*has expired/],
    ["403", answered(403, ""), /answered 403.*has expired/],
    ["404", answered(404, ""), /answered 404.*has expired/],
    ["413", answered(413, ""), /answered 413/],
    ["503", answered(503, ""), /answered 503/],
    [
      "a redirect",
      answered(307, "", { location: "/elsewhere?signature=x" }),
      /redirects to https:\/\/files\.example\/elsewhere, and that cannot be followed/,
    ],
  ])("of a file service's failure does not blame the backend: %s", (_, failure, message) => {
    const download = { ...request, method: "GET" as const, path: "/bucket/a.csv" };
    const error = toMedusaError(failure, { ...download, fileService: "https://files.example" });
    expect(error.message).toMatch(message);
    expect(error.message).toContain("GET https://files.example/bucket/a.csv: ");
    expect(error.message).not.toMatch(/Medusa|baseUrl|credentials|getToken/);
    expect(error.message).not.toContain(request.baseUrl);
    expect(error.name).not.toBe("MedusaAuthenticationError");
  });

  test("says what to do where the server may have acted", () => {
    const error = toMedusaError(
      { kind: "lost", detail: "socket hang up" },
      { ...request, unresolved: true, howToFindOut: "List them." },
    );
    expect(error.message).toMatch(/socket hang up\)\. .* List them\.$/);
  });

  test("says how long the server asks to wait where that is too long", () => {
    const failure = { ...answered(503), retryAfter: 90_000 };
    const error = toMedusaError(failure, { ...request, refusal: "retry_after_too_long" });
    expect(error.message).toMatch(/asks to wait 90000 ms/);
    expect(error.retryAfter).toBe(90_000);
  });
});

test("is ambiguous where an attempt may have acted, and nobody knows", () => {
  const of = (unresolved: boolean) => toMedusaError(answered(503), { ...request, unresolved });
  expect(of(true).ambiguous).toBe(true);
  expect(of(false).ambiguous).toBe(false);
});

describe("an error", () => {
  test("can be read as medusa-js users do", () => {
    const error = toMedusaError(answered(404, { type: "not_found", message: "gone" }), request);
    expect(error.response).toMatchObject({ status: 404, data: { message: "gone" } });
  });

  test("serialises with its name and message", () => {
    expect(JSON.parse(JSON.stringify(new MedusaNotFoundError("gone", { status: 404 })))).toEqual({
      name: "MedusaNotFoundError",
      message: "gone",
      status: 404,
      ambiguous: false,
    });
  });

  test("prints only what is known of it", () => {
    expect(inspect(new MedusaError("gone"))).not.toMatch(/undefined|retryAfter/);
  });
});

/** What dashboards do with the errors of medusa-js, which are axios's. */
const HANDLERS = {
  // else throw error
  whereAxios: (error: unknown) =>
    axios.isAxiosError(error) ? error.response?.data.message : "thrown on",
  unguarded: (error: unknown) => Object(error).response.data.message,
  orItsOwn: (error: unknown) => Object(error).response?.data?.message ?? Object(error).message,
  orAWordOfComfort: (error: unknown) => Object(error).response?.data?.message || "Sorry",
  isOffline: (error: unknown) => axios.isAxiosError(error) && !error.response,
  isLoggedOut: (error: unknown) => axios.isAxiosError(error) && error.response?.status === 401,
  // As axios documents it.
  threeCases: (error: unknown) => {
    const { response, request, message } = Object(error);
    if (response) return `answered ${response.status}`;
    return request ? "no answer" : message;
  },
};

function handled(error: unknown) {
  return Object.fromEntries(
    Object.entries(HANDLERS).map(([name, handle]) => [name, handle(error)]),
  );
}

/** What the handlers come to when the server itself said no. */
function shown(message: string, status: number) {
  return {
    whereAxios: message,
    unguarded: message,
    orItsOwn: message,
    orAWordOfComfort: message,
    isOffline: false,
    isLoggedOut: false,
    threeCases: `answered ${status}`,
  };
}

describe("a handler written for medusa-js's errors", () => {
  test("shows what the server answered", () => {
    const data = { type: "not_found", message: "gone" };
    const message = "gone";
    expect(handled(toMedusaError(answered(404, data), request))).toEqual(shown(message, 404));
  });

  test("shows why an argument was refused, and takes it for no outage", async () => {
    const error = await new Medusa().admin.batchJobs.retrieve("").catch((error) => error);
    const { message, code, status } = error;
    expect([code, status]).toEqual(["invalid_argument", undefined]);
    expect(message).toMatch(/id/);
    expect(handled(error)).toEqual(shown(message, 400));
  });

  test.each<[string, Failure]>([
    ["lost connection", { kind: "lost", detail: "socket hang up" }],
    ["timeout", { kind: "timeout", detail: "timed out", code: "ETIMEDOUT" }],
  ])("does with a %s what it does with axios's", (_, failure) => {
    const error = toMedusaError(failure, request);
    const { unguarded, ...handlers } = HANDLERS;
    const axiosError = new AxiosError(error.message);
    for (const handle of Object.values(handlers)) expect(handle(error)).toBe(handle(axiosError));
    expect(HANDLERS.isOffline(error)).toBe(true);
    expect(() => unguarded(axiosError)).toThrow(TypeError);
    expect(() => unguarded(error)).toThrow(TypeError);
  });

  test("sees the text of a 401, and who is logged out", () => {
    const error = toMedusaError(answered(401, "Unauthorized"), request);
    expect(error.response?.data).toBe("Unauthorized");
    expect(HANDLERS.isLoggedOut(error)).toBe(true);
  });

  test("finds a job's failure to be none of a request", () => {
    const error = new BatchJobFailedError(jobIn("failed"));
    expect(HANDLERS.whereAxios(error)).toBe("thrown on");
    expect(HANDLERS.orItsOwn(error)).toBe(error.message);
  });

  test("finds no configuration, which would hold credentials", () => {
    const error = toMedusaError(answered(401, "Unauthorized"), request);
    expect("config" in error || "request" in error).toBe(false);
  });
});

test("what is there for such handlers is not printed, copied or serialised", async () => {
  const refused = new MedusaInvalidRequestError("no", { code: "invalid_argument" });
  expect(Object.keys(refused).sort()).toEqual(["ambiguous", "code"]);
  expect(inspect(refused)).not.toMatch(/isAxiosError|response|400/);
  expect(JSON.parse(JSON.stringify(refused))).toEqual({
    name: "MedusaInvalidRequestError",
    message: "no",
    ambiguous: false,
    code: "invalid_argument",
  });
});

describe("instanceof", () => {
  test("works across duplicate copies of the package, class by class", async () => {
    vi.resetModules();
    const copy = await import("../../src/errors.js");
    expect(copy.MedusaNotFoundError).not.toBe(MedusaNotFoundError);
    const error = new copy.MedusaNotFoundError("gone");
    expect(error).toBeInstanceOf(MedusaNotFoundError);
    expect(error).toBeInstanceOf(MedusaInvalidRequestError);
    expect(error).not.toBeInstanceOf(MedusaAPIError);
    expect(isMedusaError(error)).toBe(true);
  });

  test("knows a user's subclass by itself", () => {
    class ShopError extends MedusaError {}
    expect(new ShopError("x")).toBeInstanceOf(ShopError);
    expect(new MedusaError("x")).not.toBeInstanceOf(ShopError);
  });

  test.each([undefined, null, "x", {}, new Error("x")])("%j is none", (value) => {
    expect(isMedusaError(value)).toBe(false);
  });
});
