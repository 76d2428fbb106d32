import { expect, test } from "vitest";
import { bytes, bytesOf, elapsed, percent, rate } from "../../../../src/cli/progress/format.js";
import { cut, oneLine } from "../../../../src/cli/terminal/text.js";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9_940, "9.9 kB"],
  [9_960, "10 kB"],
  [372_145, "372 kB"],
  [5_000_000, "5.0 MB"],
  [12_345_678, "12 MB"],
  [3_000_000_000, "3.0 GB"],
  [7_000_000_000_000, "7000 GB"],
])("%d bytes are %s", (size, text) => {
  expect(bytes(size)).toBe(text);
});

test.each([
  [0, "0 s"],
  [999, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [90_000, "1 min 30 s"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
])("%d ms are %s", (ms, text) => {
  expect(elapsed(ms)).toBe(text);
});

test.each([
  [0, "0 %"],
  [0.999, "99 %"],
  [1, "100 %"],
])("a share of %d is %s: all of it is said when it is all", (share, text) => {
  expect(percent(share)).toBe(text);
});

test("a transfer is told with its size, if that is known", () => {
  expect(bytesOf({ loaded: 3_100_000, total: 5_000_000 })).toBe("3.1 MB of 5.0 MB");
  expect(bytesOf({ loaded: 3_100_000 })).toBe("3.1 MB");
});

test("a rate is told when a second has passed", () => {
  expect(rate(5_000_000, 999)).toEqual([]);
  expect(rate(5_000_000, 2000)).toEqual(["2.5 MB/s"]);
});

test("what moves a cursor, or breaks a line, is taken out", () => {
  expect(oneLine("a\r\n b\x1b[2Jc\t\x07 ")).toBe("a b [2Jc");
});

test.each([
  ["products.csv", 12, "products.csv"],
  ["products.csv", 11, "products.c…"],
  ["商品.csv", 8, "商品.csv"],
  ["商品.csv", 7, "商品.c…"],
  ["商品.csv", 4, "商…"],
  ["👨‍👩‍👧 family", 5, "👨‍👩‍👧 f…"],
  ["products.csv", 1, "…"],
  ["products.csv", 0, ""],
])("%s is cut to %d columns as a terminal counts them", (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected);
});
