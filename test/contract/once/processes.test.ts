import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inLanes } from "../../faults/support.js";
import { target } from "../shop.js";
import { Callers, type Kill } from "./caller.js";
import { crowdsOf, deathsOf } from "./histories.js";
import { play, type Round, unprepared, type Verdict } from "./rounds.js";

/** How much of it is played: a part on others than the newest, which hold a key in the same way. */
const PART = (target.profile ?? "default") === "default" ? 1 : 1 / 4;

const LANES = 6;
const CROWDS = Math.round(30 * PART);
const LEAST_KILLS = 60 * PART;
const MOST_CONFIRMED_TWICE = 5;
const LIMIT_MS = 300_000;

/** Draws moments: with the same one, the same is tried, and the server decides anew. */
const SEED = Number(process.env.ONCE_SEED ?? Date.now() % 2 ** 31);

const isReal = target.kind === "real";

describe.runIf(isReal)(
  "one key, one applied job (real only: the fake's is test/faults/once)",
  () => {
    let callers: Callers;
    beforeAll(async () => {
      callers = await Callers.open();
    });
    afterAll(() => callers?.close());

    test(
      "for a process that is killed before, on the way of, or after any of its requests, and runs again",
      async () => {
        const verdicts = await playAll("kills", partOf(deathsOf(SEED)));
        expect(verdicts.flatMap(({ kills }) => kills).length).toBeGreaterThanOrEqual(LEAST_KILLS);
      },
      LIMIT_MS,
    );

    test(
      "for two to five processes at once, one of which may be killed",
      async () => {
        const verdicts = await playAll("crowds", crowdsOf(SEED, CROWDS));
        expect(verdicts).toHaveLength(CROWDS);
      },
      LIMIT_MS,
    );

    test("and none is left that the server cannot prepare", async () => {
      await vi.waitFor(async () => expect(await unprepared()).toEqual([]), { timeout: 10_000 });
    });

    /** Plays rounds, tells what they came to, and finds no fault with any. */
    async function playAll(what: string, rounds: Round[]): Promise<Verdict[]> {
      const verdicts = [
        ...(await inLanes(LANES, rounds, (round) => play(round, callers))).values(),
      ];
      console.log(`${what}, seed ${SEED}: ${tallyOf(verdicts)}`);
      // Rare, as each call takes over after another time; and nothing that a client could do makes the server survive it.
      const twice = verdicts.filter(({ isConfirmedTwice }) => isConfirmedTwice);
      expect(twice.length).toBeLessThanOrEqual(MOST_CONFIRMED_TWICE);
      const faults = verdicts.filter(
        ({ fault, isConfirmedTwice }) => fault !== undefined && !isConfirmedTwice,
      );
      expect(faults.map(({ round, fault }) => ({ fault, ...round }))).toEqual([]);
      return verdicts;
    }
  },
);

/** Evenly of all of them, others with another seed. */
function partOf<T>(rounds: readonly T[]): T[] {
  return rounds.filter((_, index) => ((index + SEED) * PART) % 1 < PART);
}

function tallyOf(verdicts: readonly Verdict[]): string {
  const count = (of: (verdict: Verdict) => number) =>
    verdicts.reduce((total, verdict) => total + of(verdict), 0);
  const killed = (isMeant: (when: Kill["when"]) => boolean) =>
    count(({ kills }) => kills.filter(({ when }) => isMeant(when)).length);
  const faulty = (kind: string) => count(({ fault }) => (fault?.startsWith(kind) ? 1 : 0));
  return [
    `${verdicts.length} rounds of ${count(({ round }) => round.kills.length)} processes`,
    `killed ${killed((when) => when === "before")} before a request, ${killed(Number.isFinite)} on its way, ${killed((when) => when === "after")} after it`,
    `${count(({ jobs }) => jobs)} jobs, ${count(({ replays }) => replays)} replays`,
    `confirmed twice at once in ${count(({ isConfirmedTwice }) => (isConfirmedTwice ? 1 : 0))}`,
    `${faulty("double")} doubles, ${faulty("lost")} lost, ${faulty("")} faults in all`,
  ].join("; ");
}
