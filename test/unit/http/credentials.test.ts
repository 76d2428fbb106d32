import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Credentials } from "../../../src/http/credentials.js";

const overHttp = (apiKey?: string) => new Credentials({ apiKey, baseUrl: "http://localhost:9000" });

describe("token and JWT", () => {
  test("go to admin paths that need authentication", () => {
    const credentials = overHttp("api-token");
    credentials.setToken("jwt");
    expect(credentials.headersFor("GET", "/admin/batch-jobs?limit=1")).toEqual({
      "x-medusa-access-token": "api-token",
      authorization: "Bearer jwt",
    });
  });

  test.each([
    ["POST", "/admin/auth"],
    ["POST", "/admin/auth/token"],
    ["POST", "/admin/invites/accept"],
    ["GET", "/store/products"],
    ["GET", "/administrators"],
  ] as const)("stay away from %s %s", (method, path) => {
    const credentials = overHttp("api-token");
    credentials.setToken("jwt");
    expect(credentials.headersFor(method, path)).toEqual({});
  });

  test("a session is asked for with them", () => {
    expect(overHttp("api-token").headersFor("GET", "/admin/auth")).toEqual({
      "x-medusa-access-token": "api-token",
    });
  });
});

describe("cookies", () => {
  test("go back, whatever their name, unchanged", () => {
    const credentials = overHttp();
    credentials.keepCookies(["my.sid=s%3Aab%2Bc; Path=/; HttpOnly", "lb=2; Path=/"]);
    expect(credentials.headersFor("GET", "/store")).toEqual({ cookie: "my.sid=s%3Aab%2Bc; lb=2" });
  });

  test.each(["sid=; Max-Age=0", "sid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])(
    "are dropped when the server ends them: %s",
    (ending) => {
      const credentials = overHttp();
      credentials.keepCookies(["sid=a; Path=/"]);
      credentials.keepCookies([ending]);
      expect(credentials.headersFor("GET", "/")).toEqual({});
    },
  );

  test("that are Secure do not travel over plain http", () => {
    const credentials = overHttp();
    credentials.keepCookies(["sid=a; Secure; SameSite=None"]);
    expect(credentials.headersFor("GET", "/")).toEqual({});
    const overTls = new Credentials({ baseUrl: "https://shop.example" });
    overTls.keepCookies(["sid=a; Secure; SameSite=None"]);
    expect(overTls.headersFor("GET", "/")).toEqual({ cookie: "sid=a" });
  });

  test("a value is not searched for more cookies", () => {
    const credentials = overHttp();
    credentials.keepCookies(["a=1; Expires=Wed, 23 Nov 2095 10:00:00 GMT, b=2"]);
    expect(credentials.headersFor("GET", "/")).toEqual({ cookie: "a=1" });
  });
});

test("forgetting leaves the API token of the configuration", () => {
  const credentials = overHttp("api-token");
  credentials.setToken("jwt");
  credentials.keepCookies(["sid=a"]);
  credentials.forget();
  expect(credentials.headersFor("GET", "/admin/auth")).toEqual({
    "x-medusa-access-token": "api-token",
  });
});

test("printed, they disclose nothing", () => {
  const credentials = overHttp("api-token");
  credentials.setToken("jwt-value");
  credentials.keepCookies(["sid=cookie-value"]);
  const printed =
    inspect(credentials, { depth: null, showHidden: true }) + JSON.stringify(credentials);
  expect(printed).not.toMatch(/api-token|jwt-value|cookie-value/);
});
