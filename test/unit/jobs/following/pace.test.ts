import { afterEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_POLL_INTERVAL_MS, MedusaConnectionError } from "../../../../src/index.js";
import { Pace } from "../../../../src/jobs/following/pace.js";

const { first, longest } = DEFAULT_POLL_INTERVAL_MS;
const outage = new MedusaConnectionError("connect ECONNREFUSED");

afterEach(() => {
  vi.restoreAllMocks();
});

/** Polls that failed. */
function fail(pace: Pace, polls: number): void {
  for (let poll = 0; poll < polls; poll += 1) {
    pace.tell({ error: outage, nextIn: pace.pause() });
  }
}

/** A poll that was answered: with a change, or with none. Returns the pause after it. */
function answer(pace: Pace, { changed }: { changed: boolean }): number {
  if (changed) pace.quicken();
  const nextIn = pace.pause();
  pace.tell({ nextIn });
  return nextIn;
}

describe("the default pace", () => {
  test("begins anew with each change", () => {
    const pace = new Pace({});
    for (let poll = 0; poll < 20; poll += 1) answer(pace, { changed: false });
    expect(answer(pace, { changed: false })).toBeGreaterThanOrEqual(0.8 * longest);
    expect(answer(pace, { changed: true })).toBeLessThanOrEqual(1.2 * first);
  });

  test("makes no haste for what changed in an outage, but for what changes after it", () => {
    const pace = new Pace({});
    answer(pace, { changed: true });
    fail(pace, 20);
    expect(answer(pace, { changed: true })).toBeGreaterThanOrEqual(0.8 * longest);
    expect(answer(pace, { changed: false })).toBeGreaterThanOrEqual(0.8 * longest);
    expect(answer(pace, { changed: true })).toBeLessThanOrEqual(1.2 * first);
  });

  test("is hardly slower after a single poll that failed", () => {
    const pace = new Pace({});
    answer(pace, { changed: true });
    fail(pace, 1);
    expect(answer(pace, { changed: true })).toBeLessThanOrEqual(1.5 * 1.5 * 1.2 * first);
  });
});

test("an interval of the caller's own counts the polls since each change, also since one in an outage", () => {
  const attempts: number[] = [];
  const pace = new Pace({ interval: (attempt) => attempts.push(attempt) * 1_000 });
  answer(pace, { changed: true });
  fail(pace, 2);
  answer(pace, { changed: true });
  answer(pace, { changed: false });
  expect(attempts).toEqual([0, 1, 2, 0, 1]);
});
