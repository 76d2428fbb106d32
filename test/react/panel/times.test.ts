import { expect, test } from "vitest";
import { percentage, relativeTime, shortDuration } from "../../../src/react/panel/times.js";

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  [0, "now", "0 sec"],
  [12 * SECOND, "now", "12 sec"],
  [59.9 * SECOND, "now", "59 sec"],
  [MINUTE, "1 minute ago", "1 min"],
  [90 * MINUTE, "1 hour ago", "1 hr"],
  [26 * HOUR, "yesterday", "1 day"],
  [3 * DAY, "3 days ago", "3 days"],
])("%d ms ago is %s, and took %s", (elapsed, ago, took) => {
  expect(relativeTime("en", 0, elapsed)).toBe(ago);
  expect(shortDuration("en", elapsed)).toBe(took);
});

test("a percentage is never rounded up to all of it", () => {
  expect(percentage("en", 0.999)).toBe("99%");
  expect(percentage("en", 0.29)).toBe("29%");
});
