import { Medusa } from "medusa-batch-jobs";
import { afterEach, describe, expect, it } from "vitest";
import { FaultServer, type Script } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { type Last, METHODS, type Method } from "./methods.js";
import { MAX_RETRY_DELAY_MS } from "./play.js";
import { reportTally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";

// Headers and options: one after the other, as in medusa-js, or in one object.

const HEADERS = { "X-Shop": "north" };
const OPTIONS = { timeout: 5_000, numberOfRetries: 1 };

/** All ways to say the same. */
const FORMS: Record<string, Last> = {
  "options after headers": [HEADERS, OPTIONS],
  "options in the place of headers, which they hold": [{ ...OPTIONS, customHeaders: HEADERS }],
  "headers in options that come last": [undefined, { ...OPTIONS, customHeaders: HEADERS }],
  "headers of both arguments, of which those of their own win": [
    HEADERS,
    { ...OPTIONS, customHeaders: { "x-shop": "south" } },
  ],
  "options that are undefined": [
    { ...HEADERS, "x-other": undefined },
    { ...OPTIONS, signal: undefined, customHeaders: undefined },
  ],
};

/** As JavaScript makes them, which no compiler checks. */
const MISTAKES: Record<string, unknown[]> = {
  "an option among headers": [{ ...HEADERS, timeout: 5_000 }],
  "a header among options": [{}, { ...OPTIONS, ...HEADERS }],
  "options twice": [{ timeout: 5_000 }, { numberOfRetries: 1 }],
  "an option that makes no sense": [{ timeout: "5 s" }],
  "a signal that is none": [{ signal: null }],
  "an option among the headers of the options": [{ customHeaders: { timeout: 1 } }],
  "a text": ["x-shop"],
  "a text as headers": [{ customHeaders: "x-shop" }],
  "fetch's Headers": [new Headers(HEADERS), {}],
  "fetch's Headers in the options": [{ customHeaders: new Headers(HEADERS) }],
  "a Map": [new Map(Object.entries(HEADERS)), {}],
};

const faultNamed = (name: string) =>
  allFaults("http://127.0.0.1:9").find((fault) => fault.name === name) ?? expect.unreachable();

let server: FaultServer;

reportTally();
afterEach(() => server.close());

/** Calls a method that would be repeated more often than its options say. */
async function call({ call }: Method, last: Last, script?: Script): Promise<unknown> {
  server = await FaultServer.start(script);
  const { baseUrl, medusa: backend } = server;
  const retries = { maxRetries: 5, maxRetryDelay: MAX_RETRY_DELAY_MS };
  const medusa = new Medusa({ baseUrl, apiKey: API_KEY, ...retries });
  return call(medusa, backend.addPreparedJob().id, ...last).catch((error: unknown) => error);
}

describe.each(METHODS.map((method) => [method.name, method] as const))("%s takes", (_, method) => {
  describe.each(Object.entries(FORMS))("%s", (_form, last) => {
    it("and sends the headers along with all that it asks", async () => {
      await call(method, last);
      expect(server.requests).toHaveLength(method.before + 1 + method.checks);
      for (const { headers } of server.requests) expect(headers["x-shop"]).toBe("north");
    });

    it("and minds the options", async () => {
      await call(method, last, { faults: [faultNamed("503")], afterwards: "repeat" });
      expect(server.requests).toHaveLength(2);
    });

    it("and looks with the same headers for what became of a lost answer", async () => {
      await call(method, last, { faults: [faultNamed("reset, acted")] });
      expect(server.requests.length).toBeGreaterThan(method.repeats === "never" ? 0 : 1);
      for (const { headers } of server.requests) expect(headers["x-shop"]).toBe("north");
    });
  });
});

describe.each(METHODS.map((method) => [method.name, method] as const))(
  "%s refuses",
  (_, method) => {
    it.each(Object.entries(MISTAKES))("%s before anything is sent", async (_mistake, last) => {
      expect(await call(method, Object(last))).toMatchObject({ code: "invalid_argument" });
      expect(server.connections).toBe(0);
    });
  },
);
