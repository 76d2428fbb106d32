import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDuration } from "../../../src/cli/settings/duration.js";

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

test.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["250ms", 250],
  ["1.5h", 5_400_000],
  ["0.1s", 100],
])("%s is %d ms", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each(["", "30", "m", "30 m", "-5m", "1e3s", "30M", "5m30s", "1w", ".5h", " 5m", "5m\n"])(
  "%j is refused: it could mean anything",
  (text) => {
    expect(() => parseDuration(text)).toThrow("with its unit");
  },
);

test("no time at all is refused: the SDK would wait without an end", () => {
  expect(() => parseDuration("0m")).toThrow("longer than nothing");
  expect(() => parseDuration("0.0001ms")).toThrow("longer than nothing");
});

test("what no number holds is refused", () => {
  expect(() => parseDuration(`${"9".repeat(400)}d`)).toThrow("too long");
});

test("every whole number of every unit comes back", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.constantFrom("ms", "s", "m", "h", "d"),
      (n, unit) => {
        expect(parseDuration(`${n}${unit}`)).toBe(n * UNITS[unit]);
      },
    ),
  );
});

test("whatever is written, it is a whole number of milliseconds or it is refused", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789.msdhe- ") });
  fc.assert(
    fc.property(text, (text) => {
      let milliseconds: number;
      try {
        milliseconds = parseDuration(text);
      } catch {
        return;
      }
      expect(milliseconds).toSatisfy(Number.isSafeInteger);
      expect(milliseconds).toBeGreaterThan(0);
    }),
  );
});
