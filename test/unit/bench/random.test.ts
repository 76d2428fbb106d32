import { expect, test } from "vitest";
import { exponential, randomOf } from "../../support/random.js";

test("the same seed gives the same numbers, and another one others", () => {
  const take = (seed: number) => Array.from({ length: 5 }, randomOf(seed));
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});

test("the numbers are spread evenly from 0 to below 1", () => {
  const random = randomOf(1);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i += 1) {
    const tenth = Math.floor(10 * random());
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(tenths).toHaveLength(10);
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test("exponential times have their mean, and two thirds are shorter", () => {
  const random = randomOf(1);
  const times = Array.from({ length: 10_000 }, () => exponential(60, random));
  const sum = times.reduce((total, time) => total + time, 0);
  expect(sum / times.length / 60).toBeCloseTo(1, 1);
  expect(times.filter((time) => time < 60).length / times.length).toBeCloseTo(1 - 1 / Math.E, 1);
});
