import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { Medusa } from "medusa-batch-jobs";
import { beforeAll, describe, expect, it } from "vitest";
import { FaultServer } from "./fault-server.js";
import { allFaults, type Fault } from "./faults.js";
import { lateFaults } from "./late-faults.js";
import { METHODS, type Method } from "./methods.js";
import { type Expectation, expectationOf } from "./oracle.js";
import { type Combination, describeError, MAX_RETRY_DELAY_MS, play, TIMEOUT_MS } from "./play.js";
import { inLanes } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";

const LIMIT_MS = 120_000;
const LATE = lateFaults();
const LOOKED_FOR = METHODS.filter(({ repeats }) => repeats === "never, but looked for");
const COMBINATIONS: Combination[] = METHODS.flatMap((method) =>
  LATE.flatMap((fault) => [
    { method, fault, mode: "once" as const, retries: 2 },
    { method, fault, mode: "once" as const, retries: 0 },
    { method, fault, mode: "for ever" as const, retries: 1 },
  ]),
);

let outcomes: Map<Combination, Expectation>;

reportTally();
beforeAll(async () => {
  tally.combinations += COMBINATIONS.length;
  // A busy process would be late for the timeouts of those that wait.
  const party = (waits: boolean) => {
    const those = COMBINATIONS.filter((one) => isWaiting(one) === waits);
    return inLanes(waits ? 64 : 16, those, (one) => play(one));
  };
  outcomes = new Map([...(await party(false)), ...(await party(true))]);
}, LIMIT_MS);

describe("a server that acts when its client has given up", { concurrent: true }, () => {
  it.each(METHODS.map(({ name }) => name))("%s keeps its promise", (name) => {
    const group = COMBINATIONS.filter(({ method }) => method.name === name);
    const actual = group.map((one) => [titleOf(one), outcomes.get(one)]);
    const expected = group.map((one) => [titleOf(one), expectationFor(one)]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });

  it.each(LOOKED_FOR.map(({ name }) => name))("%s is sent once, and done once", (name) => {
    const group = COMBINATIONS.filter(({ method }) => method.name === name);
    expect(group).toHaveLength(3 * LATE.length);
    for (const one of group) expect(outcomes.get(one)).toMatchObject({ sent: 1, acted: 1 });
  });

  it.each(LATE)("an upload of which the next try fails is ambiguous: $name", async (fault) => {
    const server = await FaultServer.start({ faults: [fault, faultCalled("500")] });
    const { baseUrl } = server;
    const medusa = new Medusa({ baseUrl, apiKey: API_KEY, maxRetryDelay: MAX_RETRY_DELAY_MS });
    const timeout = TIMEOUT_MS[fault.silent ? "silent" : "other"];
    const call = methodCalled("uploads.create").call(medusa, "", { timeout });
    const error = await call.catch((thrown: unknown) => thrown);
    server.catchUp();
    await server.close();
    expect(describeError(error)).toMatchObject({ status: 500, ambiguous: true });
    expect(server.medusa.acted("upload")).toBe(1);
  });
});

/** Milliseconds for an attempt, and for how long it is looked for. */
const PATIENT = { timeout: 4_000, looks: 4_000 + 3_000 };
/** What the last look may be ahead of: the clock of a connection's end is the server's. */
const MARGIN_MS = 1_000;
const RUNS = 60;

describe("a server that acts so many milliseconds after its client has given up", {
  concurrent: true,
}, () => {
  it.each(LOOKED_FOR.map(({ name }) => name))(
    "%s: is sent once, and resolves if that was within the timeout and a tick",
    async (name) => {
      const method = methodCalled(name);
      const delays = fc.integer({ min: 0, max: 2 * PATIENT.looks });
      const kinds = fc.nat({ max: lateFaults([0]).length - 1 });
      const property = fc.asyncProperty(delays, kinds, async (delay, kind) => {
        const fault = lateFaults([delay])[kind] ?? expect.unreachable();
        const { outcome, actedByThen, sent, acted } = await playLate(method, fault);
        expect([sent, acted]).toEqual([1, 1]);
        if (delay < PATIENT.looks - MARGIN_MS) expect(outcome).toBe("resolved");
        else if (actedByThen === 0) expect(outcome).toMatchObject({ ambiguous: true });
      });
      // All at once: most of it is waiting.
      const runs = Array.from({ length: RUNS }, async (_, i) => {
        await sleep(i * 8);
        await fc.assert(property, { numRuns: 1, endOnFailure: true });
      });
      tally.combinations += RUNS;
      await Promise.all(runs);
    },
  );

  it.each(LOOKED_FOR.map(({ name }) => name))(
    "%s: is ambiguous, and sent once, where that was later",
    async (name) => {
      const faults = lateFaults([60_000]);
      const calls = faults.map((fault) => playLate(methodCalled(name), fault));
      for (const { outcome, sent, acted } of await Promise.all(calls)) {
        expect(outcome).toMatchObject({ ambiguous: true });
        expect([sent, acted]).toEqual([1, 1]);
      }
    },
  );
});

async function playLate(method: Method, fault: Fault) {
  const server = await FaultServer.start({ faults: [fault], after: method.before });
  try {
    const { baseUrl, medusa: backend } = server;
    const medusa = new Medusa({ baseUrl, apiKey: API_KEY, maxRetryDelay: MAX_RETRY_DELAY_MS });
    const { id } = backend.addPreparedJob();
    const outcome = await method.call(medusa, id, { timeout: PATIENT.timeout }).then(
      () => "resolved" as const,
      (error: unknown) => describeError(error),
    );
    const actedByThen = backend.acted(method.operation);
    server.catchUp();
    const [sent, acted] = [server.asked(method.operation), backend.acted(method.operation)];
    return { outcome, actedByThen, sent, acted };
  } finally {
    await server.close();
  }
}

function isWaiting({ method, fault }: Combination): boolean {
  return fault.silent || LOOKED_FOR.includes(method);
}

function methodCalled(name: string): Method {
  return METHODS.find((method) => method.name === name) ?? expect.unreachable();
}

function faultCalled(name: string): Fault {
  const faults = allFaults("http://127.0.0.1:1");
  return faults.find((fault) => fault.name === name) ?? expect.unreachable();
}

function titleOf({ fault, mode, retries }: Combination): string {
  return `${fault.name}, ${mode}, ${retries} retries`;
}

function expectationFor({ method, fault, mode, retries }: Combination): Expectation {
  return expectationOf(method, fault, mode, { retries, maxRetryDelay: MAX_RETRY_DELAY_MS });
}
