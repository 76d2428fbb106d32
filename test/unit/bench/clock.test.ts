import { afterEach, beforeEach, expect, test } from "vitest";
import { Clock } from "../../support/clock.js";

let clock: Clock;
let uninstall: () => void;

beforeEach(() => {
  clock = new Clock(10);
  uninstall = clock.install();
});
afterEach(() => {
  uninstall();
});

test("timers act in the order of their times, and those of one time in that of their making", async () => {
  const acts: string[] = [];
  for (const [name, delay] of [
    ["c", 30],
    ["a", 10],
    ["d", 30],
    ["b", 20],
  ] as const) {
    setTimeout((at) => acts.push(`${name} ${at} ${performance.now()}`), delay, delay);
  }
  await clock.runUntil(25);
  expect(acts).toEqual(["a 10 10", "b 20 20", "c 30 30", "d 30 30"]);
});

test("times are rounded up to a step, and no timer acts at once", async () => {
  const acts: number[] = [];
  for (const delay of [0, 1, 10, 11, undefined]) {
    setTimeout(() => acts.push(clock.now), delay);
  }
  expect(acts).toEqual([]);
  await clock.runUntil(1_000);
  expect(acts).toEqual([10, 10, 10, 10, 20]);
});

test("a timer that is cleared does not act, also if another of its time has cleared it", async () => {
  const acts: string[] = [];
  let last: ReturnType<typeof setTimeout> | undefined;
  setTimeout(() => clearTimeout(last), 10);
  last = setTimeout(() => acts.push("last"), 10);
  const first = setTimeout(() => acts.push("first"), 10);
  clearTimeout(first);
  clearTimeout(undefined);
  await clock.runUntil(100);
  expect(acts).toEqual([]);
});

test("what promises lead to without waiting is done before the clock goes on", async () => {
  const times: number[] = [];
  const work = async () => {
    for (let i = 0; i < 3; i += 1) {
      await clock.sleep(10);
      for (let step = 0; step < 100; step += 1) await null;
      times.push(clock.now);
    }
  };
  void work();
  await clock.runUntil(100);
  expect(times).toEqual([10, 20, 30]);
});

test("all the runtime's clocks go alike, and are the runtime's again afterwards", async () => {
  const began = Date.now();
  await clock.runUntil(3_600_000);
  expect(Date.now() - began).toBe(3_600_000);
  expect(performance.now()).toBe(3_600_000);
  uninstall();
  expect(performance.now()).toBeLessThan(3_600_000);
  clearTimeout(setTimeout(() => {}, 1_000));
});
