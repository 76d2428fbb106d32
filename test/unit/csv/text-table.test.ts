import { describe, expect, test } from "vitest";
import { Interner } from "../../../src/csv/judge/interner.js";
import { Lines } from "../../../src/csv/judge/lines.js";
import { TextTable } from "../../../src/csv/judge/text-table.js";

const TEXTS = Array.from({ length: 100_000 }, (_, i) => `SKU-${i}`);

describe("a table of texts", () => {
  test("keeps the first number of each of very many", () => {
    const table = new TextTable();
    expect(TEXTS.map((text, i) => table.add(text, i + 1)).some((known) => known > 0)).toBe(false);
    expect(TEXTS.map((text) => table.add(text, 7))).toEqual(TEXTS.map((_, i) => i + 1));
  });

  test("without numbers knows which it has seen", () => {
    const table = new TextTable(2);
    expect(TEXTS.map((text) => table.add(text)).some((known) => known > 0)).toBe(false);
    expect(TEXTS.every((text) => table.add(text) === 1)).toBe(true);
    expect(table.add("another")).toBe(0);
  });

  test("tells texts apart by each of their characters", () => {
    const table = new TextTable(2);
    for (const text of ["", "\0", "a", "b", "ab", "ba", "aa", "ü", "\ufffd"]) {
      expect(table.add(text)).toBe(0);
    }
  });
});

test("an interner numbers texts in the order in which they come", () => {
  const interner = new Interner();
  expect(["a", "a", "b", "a", "c", "c", "b"].map((text) => interner.numberOf(text))).toEqual([
    0, 0, 1, 0, 2, 2, 1,
  ]);
  expect(interner.size).toBe(3);
});

test("lines tell where a text was another one's", () => {
  const lines = new Lines();
  expect(lines.add("a", 2)).toBe(0);
  expect(lines.add("a", 3)).toBe(2);
  expect(lines.add("b", 4, 1)).toBe(0);
  expect(lines.add("b", 5, 1)).toBe(0);
  expect(lines.add("b", 6, 2)).toBe(4);
  expect(lines.size).toBe(2);
});
