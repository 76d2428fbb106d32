import { expect, test } from "vitest";
import { KINDS, outagesOf, type Part, tasksOf } from "../../soak/plan.js";

const PARTS: Part[] = ["redis", "storage", "postgres", "client", "medusa-1"];
const MINUTE = 60_000;

test("the same seed is the same plan, another one another", () => {
  expect(tasksOf(7, 50)).toEqual(tasksOf(7, 50));
  expect(tasksOf(7, 50)).not.toEqual(tasksOf(8, 50));
  expect(outagesOf(7, PARTS, MINUTE)).toEqual(outagesOf(7, PARTS, MINUTE));
  expect(outagesOf(7, PARTS, 10 * MINUTE)).not.toEqual(outagesOf(8, PARTS, 10 * MINUTE));
});

test("a longer soak begins as a shorter one", () => {
  const short = outagesOf(7, PARTS, 3 * MINUTE);
  expect(outagesOf(7, PARTS, 30 * MINUTE).slice(0, short.length)).toEqual(short);
  expect(tasksOf(7, 500).slice(0, 50)).toEqual(tasksOf(7, 50));
});

test("every kind of work comes, and its name once, but for keys that are shared", () => {
  const tasks = tasksOf(7, 1_000);
  expect(tasks).toHaveLength(1_000);
  expect(new Set(tasks.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  const shared = tasks.filter(({ kind }) => kind === "importShared");
  const others = tasks.filter(({ kind }) => kind !== "importShared");
  expect(new Set(others.map(({ work }) => work)).size).toBe(others.length);
  expect(shared.filter(({ work }) => work === shared[0]?.work)).toHaveLength(3);
});

test("all parts are killed in turn: none twice before each was killed once", () => {
  const parts = outagesOf(7, PARTS, 30 * MINUTE).map(({ part }) => part);
  for (let at = 0; at + PARTS.length <= parts.length; at += PARTS.length) {
    expect(parts.slice(at, at + PARTS.length).sort()).toEqual([...PARTS].sort());
  }
  expect(parts.length).toBeGreaterThan(50);
});

test("the outages fit into the time that there is", () => {
  const outages = outagesOf(7, PARTS, 3 * MINUTE);
  const ms = outages.reduce((total, { after, lasts }) => total + after + lasts, 0);
  expect(ms).toBeLessThanOrEqual(3 * MINUTE);
  expect(outages.length).toBeGreaterThanOrEqual(PARTS.length);
});
