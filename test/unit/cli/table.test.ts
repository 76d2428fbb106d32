import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { alignRows, tabRows } from "../../../src/cli/terminal/table.js";
import { cut, oneLine } from "../../../src/cli/terminal/text.js";

test("columns are as wide as their widest cell, on a terminal's cells", () => {
  const rows = [
    ["ID", "NAME"],
    ["1", "杯子"],
    ["1000", "Mug"],
  ];
  expect(alignRows(rows, 80)).toEqual(["ID    NAME", "1     杯子", "1000  Mug"]);
  expect(
    alignRows(
      [
        ["杯", "a"],
        ["xx", "b"],
      ],
      80,
    ),
  ).toEqual(["杯  a", "xx  b"]);
});

test("what does not fit is cut, and shows it", () => {
  expect(cut("a mug", 5)).toBe("a mug");
  expect(cut("a mugs", 5)).toBe("a mu…");
  // The second sign would need both of the columns that are left.
  expect(cut("杯子杯", 4)).toBe("杯…");
  // One family of several signs is not taken apart.
  expect(cut("👩‍👩‍👧‍👦 and more", 5)).toBe("👩‍👩‍👧‍👦 a…");
  expect(cut("a mug", 0)).toBe("");
});

test("words of the server move no cursor, and turn nothing around", () => {
  expect(oneLine("a\u001b[2Jb\r\nc\td\u0007\u202egnp.exe\u202c ")).toBe("a [2Jb c d gnp.exe");
});

test("for programs, nothing is cut, and a cell holds no tab and no line break", () => {
  expect(tabRows([["1", `a\tb\nc${"x".repeat(300)}`]])).toEqual([`1\ta b c${"x".repeat(300)}`]);
});

const text = fc.string({
  unit: fc.constantFrom(
    "a",
    " ",
    "杯",
    "é",
    "👩‍👩‍👧‍👦",
    "\u001b[31m",
    "\n",
    "\t",
    "\u0000",
    "\u009b",
    "\u0301",
    "🇩🇪",
  ),
  maxLength: 30,
});
const rows = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 4 });

test("no line is wider than the terminal, or holds a control character", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 60 }), (cells, columns) => {
      const lines = alignRows(cells, columns);
      expect(lines).toHaveLength(cells.length);
      for (const line of lines) {
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/\p{Cc}/u);
      }
    }),
  );
});

test("for programs, each row is a line of as many cells", () => {
  fc.assert(
    fc.property(rows, (cells) => {
      for (const line of tabRows(cells)) {
        expect(line.split("\t")).toHaveLength(3);
        expect(line.replaceAll("\t", "")).not.toMatch(/\p{Cc}/u);
      }
    }),
  );
});
