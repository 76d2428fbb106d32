import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type FaultServer, startTrap } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { METHODS } from "./methods.js";
import { type Expectation, expectationOf } from "./oracle.js";
import { ABORTED, type Combination, play } from "./play.js";
import { inLanes } from "./support.js";
import { reportTally, tally } from "./tally.js";

const LANES = 32;
const LIMIT_MS = 60_000;

/** Pauses that nobody waits for: they end by the abort. */
const MAX_RETRY_DELAY_MS = 30_000;

/** A request sent after all would have arrived by then. */
const STRAGGLER_MS = 20;

/** Where the abort comes: while the server deals with the request, or when a repetition is announced. */
const MOMENTS = ["as the request arrives", "in the pause", "in onRetry itself"] as const;
type Moment = (typeof MOMENTS)[number];

interface Aborted extends Combination {
  moment: Moment;
}

const trap = await startTrap();
const FAULTS = allFaults(trap.baseUrl).filter(({ heavy }) => !heavy);
const COMBINATIONS: Aborted[] = METHODS.flatMap((method) =>
  FAULTS.flatMap((fault) =>
    MOMENTS.map((moment) => ({ method, fault, moment, mode: "for ever" as const, retries: 2 })),
  ),
).filter(({ moment, ...one }) => moment === "as the request arrives" || repeats(one));

/** Only what is sent again has a pause; the silent faults would take their timeout first. */
function repeats({ method, fault, mode, retries }: Combination): boolean {
  const { silent, meaning } = fault;
  if (silent || (meaning !== "lost" && meaning !== "refused")) return false;
  const limits = { retries, maxRetryDelay: MAX_RETRY_DELAY_MS };
  return expectationOf(method, fault, mode, limits).sent > 1;
}

/** What is left when an aborted call has settled. */
interface Aftermath extends Expectation {
  listeners: number;
  /** Repetitions announced after the abort. */
  lateRetries: number;
}

let outcomes: Map<Aborted, Aftermath>;

reportTally();
beforeAll(async () => {
  // The longest pause that the jitter knows: half a second, in which the abort comes for sure.
  vi.spyOn(Math, "random").mockReturnValue(0.99);
  tally.combinations += COMBINATIONS.length;
  outcomes = await inLanes(LANES, COMBINATIONS, playAborted);
}, LIMIT_MS);
afterAll(() => trap.close());

describe.each(METHODS.map(({ name }) => name))("%s, aborted", (name) => {
  it.each(MOMENTS)("%s, rejects with signal.reason and sends nothing more", (moment) => {
    const group = COMBINATIONS.filter((one) => one.method.name === name && one.moment === moment);
    const actual = group.map((one) => [one.fault.name, outcomes.get(one)]);
    const expected = group.map(({ fault }) => [
      fault.name,
      { outcome: ABORTED, sent: 1, acted: fault.acts ? 1 : 0, listeners: 0, lateRetries: 0 },
    ]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });
});

async function playAborted({ moment, ...combination }: Aborted): Promise<Aftermath> {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(new Error("The caller has had enough."));
  let lateRetries = 0;
  const onRetry = () => {
    if (signal.aborted) lateRetries += 1;
    else if (moment === "in the pause") setImmediate(abort);
    else abort();
  };
  const prepare = (server: FaultServer) => {
    let arrived = 0;
    server.onArrival = () => {
      arrived += 1;
      if (moment === "as the request arrives" && arrived > combination.method.before) abort();
    };
    return { signal, maxRetryDelay: MAX_RETRY_DELAY_MS, onRetry };
  };
  const outcome = await play(combination, prepare, () => sleep(STRAGGLER_MS));
  return { ...outcome, listeners: getEventListeners(signal, "abort").length, lateRetries };
}
