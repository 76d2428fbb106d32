import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Config, Medusa, type RetryEvent } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultServer } from "./fault-server.js";
import { allFaults, type Fault, fault } from "./faults.js";
import { METHODS } from "./methods.js";
import { activeResources, eventually, within } from "./support.js";
import { reportTally } from "./tally.js";
import { API_KEY, JWT, json, LOGIN, SESSION } from "./tiny-medusa.js";
import { writeAnswer } from "./wire.js";

const BOUND_MS = 15_000;
/** A request sent after all would have arrived by then. */
const STRAGGLER_MS = 30;

let server: FaultServer;
let other: FaultServer;

reportTally();
beforeEach(async () => {
  server = await FaultServer.start();
  other = await FaultServer.start();
});
afterEach(async () => {
  await server.close();
  await other.close();
});

function client(config: Config = {}): Medusa {
  return new Medusa({ baseUrl: server.baseUrl, apiKey: API_KEY, maxRetryDelay: 5, ...config });
}

function play(...names: string[]): void {
  const faults = names.map(named);
  server.chooseFault = () => faults.shift();
}

function named(name: string): Fault {
  return allFaults(other.baseUrl).find((one) => one.name === name) ?? expect.unreachable(name);
}

function failure(call: Promise<object>): Promise<unknown> {
  return within(BOUND_MS, call).then(
    () => expect.unreachable("It resolved."),
    (error: unknown) => error,
  );
}

/** What is lost for a timeout as long as here, and never done, would be looked for as long. */
function doneAfterAll(one: Fault): Fault {
  const isLookedForLong = one.meaning === "lost" && !one.acts && !one.silent;
  return isLookedForLong ? { ...one, acts: true, late: "when given up" } : one;
}

describe("a request goes nowhere but to its backend", () => {
  it.each([301, 302, 303, 307, 308])("not along a %d, whatever the method", async (status) => {
    for (const { call } of METHODS) {
      play(`${status} to another host`);
      const { id } = server.medusa.addPreparedJob();
      await expect(within(BOUND_MS, call(client(), id, {}))).rejects.toMatchObject({ status });
    }
    expect(other.connections).toBe(0);
  });

  const targets: [name: string, path: (port: number) => string][] = [
    ["an absolute URL", (port) => `http://127.0.0.1:${port}/admin/batch-jobs`],
    ["a URL without its scheme", (port) => `//127.0.0.1:${port}/admin/batch-jobs`],
    ["a URL after backslashes", (port) => `\\\\127.0.0.1:${port}/admin`],
    ["a slash and a backslash", (port) => `/\\127.0.0.1:${port}/admin`],
    ["a tab between slashes", (port) => `/\t/127.0.0.1:${port}/admin`],
    ["an @ that makes the base URL a user", (port) => `@127.0.0.1:${port}/admin`],
    ["a port of its own", () => ":1/admin"],
    ["nothing", () => ""],
    ["a dot segment", () => "/admin/./batch-jobs"],
    ["two dots", () => "/admin/../store"],
    ["two dots at the end", () => "/admin/batch-jobs/.."],
    ["encoded dots", () => "/admin/%2e%2E/store"],
    ["a half encoded dot segment", () => "/admin/.%2e/store"],
    ["a backslash", () => "/admin\\..\\store"],
    ["a fragment", () => "/admin#/store"],
    ["a space", () => "/admin HTTP/1.1"],
    ["a line break", () => "/admin\r\nx-forged: 1"],
    ["a NUL", () => "/admin\u0000"],
  ];

  it("not to a path without a slash, which custom alone adds", async () => {
    const { admin, client: sender } = client();
    await expect(sender.request("GET", "admin/batch-jobs")).rejects.toMatchObject({
      code: "invalid_argument",
    });
    await expect(admin.custom.get("batch-jobs")).resolves.toHaveProperty("batch_jobs");
  });

  it.each(targets)("not to a path that is %s", async (_name, path) => {
    const medusa = client();
    const target = path(other.port);
    for (const call of [
      () => medusa.client.request("GET", target),
      () => medusa.client.request("POST", target, {}),
      () => medusa.admin.custom.get(target),
      () => medusa.admin.custom.post(target, {}),
      () => medusa.admin.custom.delete(target),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "invalid_argument" });
    }
    await sleep(STRAGGLER_MS);
    expect([server.connections, other.connections]).toEqual([0, 0]);
  });

  it.each(["", ".", "..", "../users", "a/b", "a?b", "a#b", "%2e%2e", "a\\b", "a b", "a\r\nb"])(
    "not for the id %j",
    async (id) => {
      const { batchJobs } = client().admin;
      for (const call of [batchJobs.retrieve(id), batchJobs.confirm(id), batchJobs.cancel(id)]) {
        await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
      }
      expect(server.connections).toBe(0);
    },
  );

  it.each(["a\r\nx-forged: 1", "a\nb", "a\rb", "a\u0000b"])(
    "not with the header value %j",
    async (value) => {
      const call = client().client.request("GET", "/store", undefined, {}, { "x-own": value });
      await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
      expect(() => client({ customHeaders: { "x-own": value } })).toThrow("x-own");
      expect(() => client({ apiKey: value })).toThrow("apiKey");
      expect(server.connections).toBe(0);
    },
  );

  it("not with a header value that HTTP cannot carry: it is refused, not sent as another one", async () => {
    const call = client().admin.custom.post("/shop", {}, {}, { "x-own": "10 €" });
    expect(await failure(call)).toMatchObject({ code: "invalid_argument", ambiguous: false });
    expect(server.connections).toBe(0);
  });
});

describe("credentials stay where they belong", () => {
  it("those of one client never travel with another's requests", async () => {
    const mine = client({ apiKey: "mine", publishableApiKey: "pk_mine" });
    const theirs = new Medusa({ baseUrl: other.baseUrl, apiKey: undefined });
    await mine.admin.auth.createSession(LOGIN);
    await mine.admin.auth.getToken(LOGIN);
    await Promise.all([mine.admin.custom.get("/shop"), theirs.admin.custom.get("/shop")]);
    const sent = JSON.stringify(other.requests);
    for (const secret of ["mine", JWT, SESSION]) expect(sent).not.toContain(secret);
  });

  it("a session goes back to the server that gave it, and the other keeps its own", async () => {
    const [one, two] = [client({ apiKey: undefined }), new Medusa({ baseUrl: other.baseUrl })];
    await one.admin.auth.createSession(LOGIN);
    await two.admin.custom.get("/shop");
    await one.admin.custom.get("/shop");
    expect(server.requests.at(-1)?.headers.cookie).toBe(`connect.sid=${SESSION}`);
    expect(other.requests.map(({ headers }) => headers.cookie)).toEqual([undefined]);
  });

  it("a login's failure leaves no credentials behind", async () => {
    const medusa = client({ apiKey: undefined });
    await failure(medusa.admin.auth.getToken({ ...LOGIN, password: "wrong" }));
    await failure(medusa.admin.auth.createSession({ ...LOGIN, password: "wrong" }));
    await medusa.admin.custom.get("/shop");
    expect(server.requests.at(-1)?.headers).not.toHaveProperty("authorization");
    expect(server.requests.at(-1)?.headers).not.toHaveProperty("cookie");
  });

  it("an API token does not travel to paths outside the admin API", async () => {
    await client().client.request("GET", "/store/products");
    expect(JSON.stringify(server.requests)).not.toContain(API_KEY);
  });
});

describe("an aborted call", () => {
  it.each(METHODS.map(({ name }) => name))(
    "%s: sends nothing if it was aborted before",
    async (name) => {
      const method = METHODS.find((one) => one.name === name) ?? expect.unreachable();
      const signal = AbortSignal.abort(new Error("never mind"));
      expect(await failure(method.call(client(), "batch_01", { signal }))).toBe(signal.reason);
      await sleep(STRAGGLER_MS);
      expect(server.connections).toBe(0);
    },
  );

  it("rejects with whatever the reason is, an undefined one excepted", async () => {
    for (const reason of ["a string", 0, null, { an: "object" }, undefined]) {
      const signal = AbortSignal.abort(reason);
      expect(await failure(client().admin.batchJobs.list({}, {}, { signal }))).toBe(signal.reason);
    }
  });

  it("ends the pause at once, and no onRetry comes after it", async () => {
    const controller = new AbortController();
    const events: RetryEvent[] = [];
    play("429, in an hour");
    const onRetry = (event: RetryEvent) => {
      events.push(event);
      setImmediate(() => controller.abort());
    };
    const { signal } = controller;
    const medusa = client({ maxRetryDelay: 2 ** 31 - 1, onRetry });
    const error = await failure(medusa.admin.batchJobs.list({}, {}, { signal }));
    expect(error).toBe(signal.reason);
    await sleep(STRAGGLER_MS);
    expect(events.map(({ delay }) => delay)).toEqual([3_600_000]);
    expect(server.connections).toBe(1);
  });

  it("closes its connection", async () => {
    const controller = new AbortController();
    play("silence, not acted");
    server.onArrival = () => controller.abort();
    const { signal } = controller;
    await failure(client().admin.batchJobs.list({}, {}, { signal }));
    await eventually(() => server.openSockets === 0);
  });
});

describe("Retry-After", () => {
  it("is honoured: nothing is sent before", async () => {
    const arrivals: number[] = [];
    play("429, in a second");
    server.onArrival = () => arrivals.push(performance.now());
    const events: RetryEvent[] = [];
    const medusa = client({ maxRetryDelay: 2_000, onRetry: (event) => events.push(event) });
    await within(BOUND_MS, medusa.admin.batchJobs.list());
    const [first = 0, second = 0] = arrivals;
    expect(events.map(({ delay }) => delay)).toEqual([1_000]);
    expect(second - first).toBeGreaterThan(990);
  });

  it.each(["429, in an hour", "429, a date in an hour", "503, in an hour"])(
    "too long fails at once and says how long: %s",
    async (name) => {
      play(name);
      const medusa = client({ maxRetryDelay: 30_000 });
      expect(await failure(medusa.admin.batchJobs.list())).toMatchObject({ retryAfter: 3_600_000 });
      expect(server.connections).toBe(1);
    },
  );

  it.each(["1e3", "0x10", "1.5", "Infinity", "9".repeat(400), "tomorrow"])(
    "of %s never makes a call hang or hurry",
    async (value) => {
      const odd = fault({
        name: value,
        meaning: "refused",
        play: (socket) =>
          writeAnswer(socket, { ...json(429, {}), headers: { "retry-after": value } }),
      });
      server.chooseFault = () => odd;
      await failure(client({ maxRetryDelay: 20 }).admin.batchJobs.list());
      expect(server.connections).toBeLessThanOrEqual(3);
    },
  );
});

describe("all attempts of one call", () => {
  it.each(METHODS.map(({ name }) => name))("%s: carry one id, and one of its own", async (name) => {
    const method = METHODS.find((one) => one.name === name) ?? expect.unreachable();
    const { id } = server.medusa.addPreparedJob();
    for (let call = 0; call < 2; call += 1) {
      play("503", "409");
      // The second confirm of a job is refused; what matters is how it was asked for.
      await within(BOUND_MS, method.call(client(), id, {})).catch(() => {});
    }
    const sent = server.requests.filter(({ path }) => path === server.requests[0]?.path);
    const ids = (header: string) => sent.map(({ headers }) => headers[header]);
    const [first, second] = [ids("x-request-id").slice(0, 3), ids("x-request-id").slice(-3)];
    const [a, b] = [new Set(first), new Set(second)];
    expect([a.size, b.size]).toEqual([
      1,
      method.checks > 0 && method.operation === "login" ? b.size : 1,
    ]);
    expect(a).not.toEqual(b);
    const keys = ids("idempotency-key").slice(0, 3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0] !== undefined).toBe(server.requests[0]?.method === "POST");
  });

  it("are announced by onRetry, once each", async () => {
    const events: RetryEvent[] = [];
    play("503", "reset, not acted");
    const medusa = client({ onRetry: (event) => events.push(event) });
    await medusa.admin.batchJobs.list({ type: "product-export" });
    const requestId = server.requests[0]?.headers["x-request-id"];
    const common = { method: "GET", path: "/admin/batch-jobs", requestId };
    expect(events).toMatchObject([
      { ...common, attempt: 1, status: 503 },
      { ...common, attempt: 2 },
    ]);
    expect(server.connections).toBe(3);
  });
});

describe("afterwards", () => {
  const names = allFaults("")
    .filter(({ heavy }) => !heavy)
    .map(({ name }) => name);

  it.each(names)("no listener, timer or socket is left: %s", async (name) => {
    const { signal } = new AbortController();
    const before = activeResources();
    const struck = doneAfterAll(named(name));
    // A timer that is left shows only while it runs.
    const timeout = struck.silent ? 60 : 60_000;
    const faults = METHODS.map(() => struck);
    server.chooseFault = () => faults.shift();
    const calls = METHODS.map(({ call }) => {
      const { id } = server.medusa.addPreparedJob();
      return call(client(), id, { signal, timeout, numberOfRetries: 1 });
    });
    await within(BOUND_MS, Promise.allSettled(calls));
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await eventually(() => server.openSockets === 0);
    await eventually(() => activeResources() <= before);
  });
});
