import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSince } from "../../../src/cli/settings/since.js";

const NOW = Date.parse("2026-11-26T12:00:00Z");

test("how long ago it was", () => {
  expect(parseSince("24h", NOW).toISOString()).toBe("2026-11-25T12:00:00.000Z");
  expect(parseSince("90s", NOW).toISOString()).toBe("2026-11-26T11:58:30.000Z");
});

test("a date begins at midnight here", () => {
  expect(parseSince("2026-11-01")).toEqual(new Date(2026, 10, 1));
});

test("a time says where, or it is here", () => {
  expect(parseSince("2026-11-01T06:00Z").toISOString()).toBe("2026-11-01T06:00:00.000Z");
  expect(parseSince("2026-11-01T06:00:30+02:00").toISOString()).toBe("2026-11-01T04:00:30.000Z");
  expect(parseSince("2026-11-01T06:00")).toEqual(new Date(2026, 10, 1, 6));
});

test.each([
  "2026-02-30",
  "2026-02-30T10:00",
  "2026-13-01",
  "2026-00-10",
  "2026-11-01T25:00",
  "2026-11-01T",
  "2026-11-01 06:00",
  "01.11.2026",
  "yesterday",
  "24",
  "",
  `${"9".repeat(400)}d`,
  "9007199254740991ms",
])("%j is refused", (text) => {
  expect(() => parseSince(text, NOW)).toThrow("Say how long ago");
});

test("every time comes back", () => {
  const moments = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(parseSince(moment.toISOString())).toEqual(moment);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (days) => {
      expect(parseSince(`${days}d`, NOW).getTime()).toBe(NOW - days * 86_400_000);
    }),
  );
});

test("whatever is written, it is a date or it is refused", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789-T:Zhd.+ ") });
  fc.assert(
    fc.property(text, (text) => {
      let moment: Date;
      try {
        moment = parseSince(text, NOW);
      } catch {
        return;
      }
      expect(moment.getTime()).not.toBeNaN();
    }),
  );
});
