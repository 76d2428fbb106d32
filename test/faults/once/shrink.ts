import { inLanes } from "../support.js";
import { HISTORIES, type History } from "./history.js";
import type { Verdict } from "./play.js";

/** A history that failed, and how. */
export interface Failure {
  history: History;
  verdict: Verdict;
}

/** How many smaller histories are tried at once, each of them as often: what two processes do is partly chance. */
const CANDIDATES = 12;
const TRIES = 3;

/** The smallest failure that is found in the time given, among those that fast-check makes of this one. */
export async function shrink(
  failure: Failure,
  play: (history: History) => Promise<Verdict>,
  ms: number,
): Promise<Failure> {
  const deadline = performance.now() + ms;
  let smallest = failure;
  let context: unknown;
  while (performance.now() < deadline) {
    const smaller = [...HISTORIES.shrink(smallest.history, context).take(CANDIDATES)];
    const played = await inLanes(CANDIDATES, smaller, ({ value }) => playOften(value, play));
    const next = smaller.find((one) => played.get(one) !== undefined);
    const verdict = next && played.get(next);
    if (next === undefined || verdict === undefined) break;
    smallest = { history: next.value, verdict };
    context = next.context;
  }
  return smallest;
}

/** The first verdict with a fault, if there is one. */
async function playOften(
  history: History,
  play: (history: History) => Promise<Verdict>,
): Promise<Verdict | undefined> {
  const verdicts = await Promise.all(Array.from({ length: TRIES }, () => play(history)));
  return verdicts.find(({ fault }) => fault !== undefined);
}
