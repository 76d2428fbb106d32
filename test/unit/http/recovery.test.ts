import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_TIMEOUT_MS } from "../../../src/http/config.js";
import { LOOK_INTERVAL_MS, LOOK_TIMEOUT_MS } from "../../../src/http/recovery.js";
import {
  Client,
  MedusaAPIError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  type RequestOptions,
} from "../../../src/index.js";

const TICK_MS = 3_000;
const TIMEOUT_MS = 2_000;
const FOUND = { made: true, response: { status: 200, statusText: "OK", headers: {} } };

/** What looking comes to: the result, nothing, never, or an error. */
type Look = typeof FOUND | undefined | null | Error;

interface Lost {
  looks?: Look[];
  options?: RequestOptions;
  idempotent?: boolean;
  /** What is answered in place of a reset. */
  answer?: { status: number; data: string; headers: object };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Sends a request whose answer is lost; when it was looked for, and by which limits. The last look is like the one before. */
function lose({ looks = [undefined], options, idempotent = false, answer }: Lost = {}) {
  const began = performance.now();
  const sent: string[] = [];
  const looked: { at: number; limits: RequestOptions }[] = [];
  const client = new Client({
    timeout: TIMEOUT_MS,
    maxRetryDelay: 0,
    axiosAdapter: async (config) => {
      sent.push(String(config.method));
      if (answer === undefined) throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
      return { statusText: "", config, ...answer, headers: { ...answer.headers } };
    },
  });
  const call = client.send({
    method: "POST",
    path: "/admin/things",
    options,
    idempotent,
    howToFindOut: "Count the things.",
    tick: TICK_MS,
    recover: async (limits) => {
      const look = looks[Math.min(looked.length, looks.length - 1)];
      looked.push({ at: performance.now() - began, limits });
      if (look instanceof Error) throw look;
      return look;
    },
  });
  const outcome = call.then(
    (result: unknown) => ({ result }),
    (error: unknown) => ({ error, after: performance.now() - began }),
  );
  return { sent, looked, outcome };
}

/** As {@link lose}, when all of it is over. */
async function lost(of: Lost = {}) {
  const { outcome, ...counts } = lose(of);
  await vi.runAllTimersAsync();
  return { ...counts, outcome: await outcome };
}

describe("a request that must not be sent again", () => {
  test("is looked for at once, and what is found is its result", async () => {
    const { sent, looked, outcome } = await lost({ looks: [FOUND] });
    expect(outcome).toEqual({ result: FOUND });
    expect(sent).toHaveLength(1);
    expect(looked.map(({ at }) => at)).toEqual([0]);
  });

  test("is looked for again and again, at growing intervals, until the timeout and a tick are over", async () => {
    const { sent, looked, outcome } = await lost();
    expect(sent).toHaveLength(1);
    expect(looked.map(({ at }) => Math.round(at))).toEqual([0, 500, 1250, 2375, 4063, 5000]);
    expect(outcome).toMatchObject({ after: TIMEOUT_MS + TICK_MS });
  });

  test("that is found by the last look resolves", async () => {
    const looks = [...Array.from({ length: 5 }, () => undefined), FOUND];
    expect((await lost({ looks })).outcome).toEqual({ result: FOUND });
  });

  test("that is not found rejects with what happened, for how long was looked, and what to do", async () => {
    const { outcome } = await lost();
    expect(outcome).toMatchObject({
      error: expect.objectContaining({
        name: "MedusaConnectionError",
        code: "ECONNRESET",
        ambiguous: true,
        message: expect.stringMatching(
          /^POST \/admin\/things: .*Within 5 s, it was not seen to be done\. Count the things\.$/,
        ),
      }),
    });
  });

  test.each([0, Number.POSITIVE_INFINITY])(
    "without a limit (%d) is looked for as long as the default timeout and a tick",
    async (timeout) => {
      const { looked, outcome } = await lost({ options: { timeout } });
      expect(outcome).toMatchObject({ after: DEFAULT_TIMEOUT_MS + TICK_MS });
      expect(looked.every(({ limits }) => limits.timeout === LOOK_TIMEOUT_MS)).toBe(true);
      const pauses = looked.slice(1).map(({ at }, i) => at - (looked[i]?.at ?? 0));
      expect(Math.max(...pauses)).toBe(LOOK_INTERVAL_MS.longest);
    },
  );

  test("is looked for by single attempts that take no longer than its own would", async () => {
    const { looked } = await lost({ looks: [FOUND], options: { timeout: 100 } });
    expect(looked[0]?.limits).toEqual({ timeout: 100, numberOfRetries: 0 });
  });

  test("is looked for no more when it never will be done", async () => {
    const { looked, outcome } = await lost({ looks: [undefined, null] });
    expect(looked).toHaveLength(2);
    expect(outcome).toMatchObject({ error: { ambiguous: true, code: "ECONNRESET" } });
  });

  test("is looked for through an outage", async () => {
    const outage = [new MedusaConnectionError("down"), new MedusaAPIError("502", { status: 502 })];
    const { looked, outcome } = await lost({ looks: [...outage, FOUND] });
    expect(outcome).toEqual({ result: FOUND });
    expect(looked).toHaveLength(3);
  });

  test("is not looked for sooner than the server asks", async () => {
    const busy = new MedusaAPIError("busy", { status: 429, retryAfter: 1_800 });
    const { looked } = await lost({ looks: [busy, FOUND] });
    expect(looked[1]?.at).toBe(1_800);
  });

  test("is ambiguous when the outage outlasts the looking", async () => {
    const { outcome } = await lost({ looks: [undefined, new MedusaConnectionError("down")] });
    expect(outcome).toMatchObject({
      after: TIMEOUT_MS + TICK_MS,
      error: { ambiguous: true, message: expect.stringContaining("could not be found out: down") },
    });
  });

  test("is ambiguous at once when looking is refused", async () => {
    const refused = new MedusaAuthenticationError("Unauthorized", { status: 401 });
    const { looked, outcome } = await lost({ looks: [refused] });
    expect(looked).toHaveLength(1);
    expect(outcome).toMatchObject({ after: 0, error: { ambiguous: true, cause: refused } });
  });

  test("aborted between two looks rejects with the signal's reason, and leaves no timer", async () => {
    const controller = new AbortController();
    const { looked, outcome } = lose({ options: { signal: controller.signal } });
    await vi.advanceTimersByTimeAsync(700);
    controller.abort("enough");
    expect(await outcome).toMatchObject({ error: "enough" });
    expect(looked).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that was answered, if with nonsense, is looked for once: it is on its way no more", async () => {
    const answer = { status: 200, data: "<html>", headers: { "content-type": "text/html" } };
    const { sent, looked, outcome } = await lost({ answer });
    expect([sent.length, looked.length]).toEqual([1, 1]);
    expect(outcome).toMatchObject({ error: { name: "MedusaAPIError", ambiguous: true } });
  });

  test("is sent again, and not looked for, when it was refused", async () => {
    const { sent, looked } = await lost({ answer: { status: 503, data: "", headers: {} } });
    expect(sent).toHaveLength(3);
    expect(looked).toEqual([]);
  });
});

describe("a request that may be sent again", () => {
  test("is looked for once after each attempt, with the limits of any call", async () => {
    const { sent, looked } = await lost({ idempotent: true });
    expect([sent.length, looked.length]).toEqual([3, 3]);
    expect(looked.map(({ limits }) => limits)).toEqual([{}, {}, {}]);
  });
});
