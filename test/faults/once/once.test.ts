import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleChild } from "../../support/bundle-child.js";
import { inLanes } from "../support.js";
import { Callers } from "./caller.js";
import { BOUNDARIES, describeHistory, HISTORIES, METHODS } from "./history.js";
import { play, type Verdict } from "./play.js";
import { type Failure, shrink } from "./shrink.js";
import { reportTally, tally } from "./tally.js";

const COUNT = Number(process.env.FAULTS_HISTORIES ?? 2_000);
/** Another one each time; that of a run that failed brings its histories back. */
const SEED = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Most of the time they wait. */
const LANES = 64;
/** So many failures are enough to look at. */
const MAX_FAILURES = 5;
const SHRINK_MS = 120_000;
const LIMIT_MS = 1_200_000;

const child = await bundleChild(new URL("./child.ts", import.meta.url));
const callers = new Callers(child.program);
const failures: Failure[] = [];

reportTally();
beforeAll(async () => {
  const histories = fc.sample(HISTORIES, { numRuns: COUNT, seed: SEED });
  await inLanes(LANES, histories, async (history) => {
    if (failures.length >= MAX_FAILURES) return;
    const verdict = await play(history, callers);
    count(verdict);
    if (verdict.fault !== undefined) failures.push({ history, verdict });
  });
}, LIMIT_MS);
afterAll(async () => {
  await callers.close();
  await child.remove();
});

describe("one key is one applied job, and each caller holds it, whatever dies and however late the server is", () => {
  it.each(METHODS)("%s", { timeout: LIMIT_MS }, async (method) => {
    const failure = failures.find(({ history }) => history.method === method);
    if (failure === undefined) return;
    const smallest = await shrink(failure, (history) => play(history, callers), SHRINK_MS);
    expect.unreachable(`FAULTS_SEED=${SEED}: ${describeFailure(smallest)}`);
  });
});

it("processes were killed at every boundary of a request", () => {
  expect(BOUNDARIES.filter((boundary) => tally[boundary] === 0)).toEqual([]);
});

function count({ kills, fates, requests, doubles, lost }: Verdict): void {
  tally.histories += 1;
  tally.fates += fates;
  tally.requests += requests;
  tally.doubles += doubles;
  tally.lost += lost;
  for (const boundary of kills) tally[boundary] += 1;
}

function describeFailure({ history, verdict: { fault, transcript } }: Failure): string {
  return `${fault}\n\n${describeHistory(history)}\n\n${transcript}\n`;
}
