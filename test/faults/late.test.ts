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
const COMBINATIONS: Combination[] = METHODS.flatMap((method) =>
  LATE.filter((fault) => isDecided(method, fault)).flatMap((fault) => [
    { method, fault, mode: "once" as const, retries: 2 },
    { method, fault, mode: "once" as const, retries: 0 },
    { method, fault, mode: "for ever" as const, retries: 1 },
  ]),
);

/**
 * A create with a key, a confirm and a cancel look once whether they were done. Looking once cannot see
 * what has not happened yet: they are sent again, and the server does it twice or refuses the second.
 */
function isDecided({ repeats }: Method, { late }: Fault): boolean {
  return repeats !== "after looking" || late === "when given up";
}

let outcomes: Map<Combination, Expectation>;

reportTally();
beforeAll(async () => {
  tally.combinations += COMBINATIONS.length;
  // A busy process would be late for the timeouts of the silent ones.
  const party = (silent: boolean) => {
    const those = COMBINATIONS.filter(({ fault }) => fault.silent === silent);
    return inLanes(silent ? 64 : 16, those, (one) => play(one));
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

  it.each(LATE)("confirms once: $name", async (fault) => {
    const method = methodCalled("batchJobs.confirm");
    const { acted } = await play({ method, fault, mode: "once", retries: 2 });
    expect(acted).toBe(1);
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
