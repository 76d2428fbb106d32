import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTrap } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { METHODS, type Method } from "./methods.js";
import { type Expectation, expectationOf, MODES } from "./oracle.js";
import { type Combination, MAX_RETRY_DELAY_MS, play } from "./play.js";
import { inLanes } from "./support.js";
import { reportTally, tally } from "./tally.js";

const RETRIES = [2, 0];
const LIMIT_MS = 120_000;

const trap = await startTrap();
const FAULTS = allFaults(trap.baseUrl);
const COMBINATIONS = METHODS.flatMap((method) =>
  FAULTS.flatMap((fault) =>
    MODES.flatMap((mode) => RETRIES.map((retries) => ({ method, fault, mode, retries }))),
  ),
).filter(isWorthIt);

/** Leaves out what is the same as another one, and most of what takes 50 MB. */
function isWorthIt({ method, fault, mode, retries }: Combination): boolean {
  if (fault.heavy) return mode === "once" && retries > 0 && method.name.startsWith("batchJobs.c");
  const looks = method.repeats === "after looking";
  const isLookedFor = method.repeats === "never, but looked for";
  if (mode === "on the operation") return (looks || (isLookedFor && retries > 0)) && !fault.unread;
  return mode === "once" || retries > 0 || looks;
}

let outcomes: Map<Combination, Expectation>;

reportTally();
beforeAll(async () => {
  outcomes = await playAll();
}, LIMIT_MS);
afterAll(() => trap.close());

describe.each(METHODS.map(({ name }) => name))("%s keeps its promise", (name) => {
  it.each(groupsOf(name))("when %s", (_title, group) => {
    const actual = group.map((one) => [one.fault.name, outcomes.get(one)]);
    const expected = group.map((one) => [one.fault.name, expectationFor(one)]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
  });
});

it("never follows a redirect", () => {
  expect(trap.connections).toBe(0);
});

it("lets no answer pollute Object.prototype", () => {
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

function groupsOf(name: Method["name"]): [title: string, group: Combination[]][] {
  const ofMethod = COMBINATIONS.filter(({ method }) => method.name === name);
  const titleOf = ({ mode, retries }: Combination) => `a fault strikes ${mode}, ${retries} retries`;
  return [...new Set(ofMethod.map(titleOf))].map((title) => [
    title,
    ofMethod.filter((one) => titleOf(one) === title),
  ]);
}

function expectationFor({ method, fault, mode, retries }: Combination): Expectation {
  return expectationOf(method, fault, mode, { retries, maxRetryDelay: MAX_RETRY_DELAY_MS });
}

/** In parties: a busy process would be late for the timeouts of the silent ones; what is looked for has little to do. */
async function playAll(): Promise<Map<Combination, Expectation>> {
  tally.combinations += COMBINATIONS.length;
  const partyOf = ({ method, fault }: Combination): string => {
    if (fault.heavy) return "heavy";
    if (fault.silent) return "silent";
    return method.repeats === "never, but looked for" ? "looked for" : "quick";
  };
  const party = (lanes: number, name: string) => {
    const those = COMBINATIONS.filter((one) => partyOf(one) === name);
    return inLanes(lanes, those, (one) => play(one));
  };
  const quick = await party(32, "quick");
  const silent = await party(128, "silent");
  const lookedFor = await party(320, "looked for");
  const heavy = await party(2, "heavy");
  return new Map([...quick, ...silent, ...lookedFor, ...heavy]);
}
