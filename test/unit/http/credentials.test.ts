import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CookieRequest, Credentials, isLogin } from "../../../src/http/credentials.js";

const overHttp = (apiKey?: string) => new Credentials({ apiKey, baseUrl: "http://localhost:9000" });

/** A request that is sent now, and may be answered later. */
function send(credentials: Credentials, more: Partial<CookieRequest> = {}) {
  const { cookie } = credentials.headersFor("GET", "/");
  const request = { began: credentials.begin(), cookie: cookie ? `${cookie}` : undefined, ...more };
  return { isAnswered: (...setCookie: string[]) => credentials.keepCookies(setCookie, request) };
}

const login = { loggedIn: true };

/** What the next request carries. */
const jar = (credentials: Credentials) => credentials.headersFor("GET", "/").cookie;

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
    send(credentials).isAnswered("my.sid=s%3Aab%2Bc; Path=/; HttpOnly", "lb=2; Path=/");
    expect(credentials.headersFor("GET", "/store")).toEqual({ cookie: "my.sid=s%3Aab%2Bc; lb=2" });
  });

  test.each(["sid=; Max-Age=0", "sid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])(
    "are dropped when the server ends them: %s",
    (ending) => {
      const credentials = overHttp();
      send(credentials).isAnswered("sid=a; Path=/");
      send(credentials).isAnswered(ending);
      expect(credentials.headersFor("GET", "/")).toEqual({});
    },
  );

  test("that are Secure do not travel over plain http", () => {
    const credentials = overHttp();
    send(credentials).isAnswered("sid=a; Secure; SameSite=None");
    expect(credentials.headersFor("GET", "/")).toEqual({});
    const overTls = new Credentials({ baseUrl: "https://shop.example" });
    send(overTls).isAnswered("sid=a; Secure; SameSite=None");
    expect(overTls.headersFor("GET", "/")).toEqual({ cookie: "sid=a" });
  });

  test("a value is not searched for more cookies", () => {
    const credentials = overHttp();
    send(credentials).isAnswered("a=1; Expires=Wed, 23 Nov 2095 10:00:00 GMT, b=2");
    expect(credentials.headersFor("GET", "/")).toEqual({ cookie: "a=1" });
  });
});

describe("answers that overtake each other", () => {
  test("a slow answer of before a login does not replace its session", () => {
    const credentials = overHttp();
    const slow = send(credentials);
    send(credentials, login).isAnswered("sid=login");
    slow.isAnswered("sid=anonymous", "lb=1");
    expect(jar(credentials)).toBe("sid=login");
  });

  test("nor does one that began during the login", () => {
    const credentials = overHttp();
    const logsIn = send(credentials, login);
    const poll = send(credentials);
    logsIn.isAnswered("sid=login");
    poll.isAnswered("sid=anonymous");
    expect(jar(credentials)).toBe("sid=login");
  });

  test("a login replaces what came in meanwhile", () => {
    const credentials = overHttp();
    const logsIn = send(credentials, login);
    send(credentials).isAnswered("sid=anonymous", "lb=1");
    logsIn.isAnswered("sid=login");
    expect(jar(credentials)).toBe("sid=login; lb=1");
  });

  test.each([
    ["in order", [0, 1]],
    ["the other way round", [1, 0]],
  ])("of two logins, the one that began later counts: answered %s", (_, order) => {
    const credentials = overHttp();
    const logins = ["first", "second"].map((name) => ({ name, ...send(credentials, login) }));
    for (const index of order) logins[index]?.isAnswered(`sid=${logins[index]?.name}`);
    expect(jar(credentials)).toBe("sid=second");
  });

  test("of two that are not logins, the first counts", () => {
    const credentials = overHttp();
    const requests = [send(credentials), send(credentials)];
    for (const [index, request] of requests.entries()) request.isAnswered(`sid=${index}`);
    expect(jar(credentials)).toBe("sid=0");
  });

  test.each([
    ["a login's", login],
    ["any other's", {}],
  ])("%s late cookies do not undo a logout", (_, request) => {
    const credentials = overHttp();
    const slow = send(credentials, request);
    credentials.forget();
    slow.isAnswered("sid=late");
    expect(jar(credentials)).toBeUndefined();
  });

  test("a JWT of before a logout, or of before another, does not count", () => {
    const credentials = overHttp();
    const [first, second, logout] = [1, 2, 3].map(() => credentials.begin());
    credentials.setToken("second", second);
    credentials.setToken("first", first);
    expect(credentials.headersFor("GET", "/admin/x").authorization).toBe("Bearer second");
    credentials.forget(logout);
    credentials.setToken("second", second);
    expect(credentials.headersFor("GET", "/admin/x")).toEqual({});
  });

  test("a logout leaves what a login that began after it has brought", () => {
    const credentials = overHttp();
    const logout = credentials.begin();
    send(credentials, login).isAnswered("sid=login");
    credentials.setToken("jwt");
    credentials.forget(logout);
    expect(credentials.headersFor("GET", "/admin/x")).toEqual({
      cookie: "sid=login",
      authorization: "Bearer jwt",
    });
  });

  const steps = fc.array(
    fc.oneof(fc.constantFrom("login", "logout", "poll"), fc.record({ answer: fc.nat({ max: 9 }) })),
    { minLength: 2, maxLength: 20 },
  );

  test("in whatever order: what was asked for last, a login or a logout, stands", () => {
    fc.assert(
      fc.property(steps, (order) => {
        const credentials = overHttp();
        const pending: (() => void)[] = [];
        let last = "no login";
        for (const [id, step] of order.entries()) {
          if (typeof step === "object") {
            for (const answer of pending.splice(step.answer, 1)) answer();
            continue;
          }
          if (step !== "poll") last = step === "login" ? `sid=login-${id}` : "no login";
          pending.push(start(credentials, step, id));
        }
        for (const answer of pending) answer();
        const cookie = String(jar(credentials) ?? "");
        expect(cookie.match(/sid=login-\d+/)?.[0] ?? "no login").toBe(last);
      }),
      { numRuns: 1_000 },
    );
  });

  /** What the server of a load balancer would answer, when it does. */
  function start(credentials: Credentials, step: "login" | "logout" | "poll", id: number) {
    if (step === "logout") {
      const began = credentials.begin();
      return () => credentials.forget(began);
    }
    const isAnonymous = !/sid=/.test(String(jar(credentials) ?? ""));
    const request = send(credentials, { loggedIn: step === "login" });
    const session = step === "login" || isAnonymous ? [`sid=${step}-${id}`] : [];
    return () => request.isAnswered(...session, `lb=${id}`);
  }
});

test.each([null, "sid=own", "other=1"])(
  "cookies of a request with its own (%s) stay its own",
  (cookie) => {
    const credentials = overHttp();
    send(credentials).isAnswered("sid=jar");
    send(credentials, { cookie }).isAnswered("sid=of-its-own");
    expect(jar(credentials)).toBe("sid=jar");
  },
);

test("a cookie that changes with every answer does not cost the others", () => {
  const credentials = overHttp();
  send(credentials).isAnswered("sid=a", "lb=0");
  const requests = Array.from({ length: 10 }, () => send(credentials));
  for (const [index, request] of requests.entries()) {
    request.isAnswered(`lb=${index + 1}; Max-Age=${index % 2}`);
  }
  expect(jar(credentials)).toMatch(/^sid=a/);
  send(credentials).isAnswered("sid=b");
  expect(jar(credentials)).toMatch(/^sid=b/);
});

test.each([
  ["POST", "/admin/auth", true],
  ["POST", "/store/auth?x=1", true],
  ["GET", "/admin/auth", false],
  ["POST", "/admin/auth/token", false],
] as const)("whether %s %s logs in: %s", (method, path, expected) => {
  expect(isLogin(method, path)).toBe(expected);
});

test("a proxy's credentials are secrets, in both forms in which they are sent along", () => {
  const auth = { username: "jürgen", password: "proxy-password" };
  const proxy = { host: "proxy", port: 8080, auth };
  const credentials = new Credentials({ baseUrl: "http://localhost", proxy });
  const pair = Buffer.from("jürgen:proxy-password").toString("base64");
  expect(credentials.secrets()).toEqual(["proxy-password", "jürgen:proxy-password", pair]);
  expect(new Credentials({ baseUrl: "http://localhost", proxy: false }).secrets()).toEqual([]);
});

test("forgetting leaves the API token of the configuration", () => {
  const credentials = overHttp("api-token");
  credentials.setToken("jwt");
  send(credentials).isAnswered("sid=a");
  credentials.forget();
  expect(credentials.headersFor("GET", "/admin/auth")).toEqual({
    "x-medusa-access-token": "api-token",
  });
});

test("printed, they disclose nothing", () => {
  const credentials = overHttp("api-token");
  credentials.setToken("jwt-value");
  send(credentials).isAnswered("sid=cookie-value");
  const printed =
    inspect(credentials, { depth: null, showHidden: true }) + JSON.stringify(credentials);
  expect(printed).not.toMatch(/api-token|jwt-value|cookie-value/);
});
