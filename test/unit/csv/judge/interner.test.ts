import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Interner } from "../../../../src/csv/judge/interner.js";

describe("an interner", () => {
  test("numbers texts in the order in which they first come, as a map would", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2000 }), (texts) => {
        const interner = new Interner();
        const known = new Map<string, number>();
        for (const text of texts) {
          const number = known.get(text) ?? known.size;
          known.set(text, number);
          expect(interner.numberOf(text)).toBe(number);
          expect(interner.size).toBe(known.size);
        }
      }),
    );
  });

  test.each([
    ["SKUs that count up", (index: number) => `SKU-${index}`],
    ["digits alone", (index: number) => String(index)],
    ["what differs in its first character", (index: number) => `${index}${"x".repeat(40)}`],
    ["capitals and small letters", (index: number) => index.toString(2).replaceAll("1", "A")],
    [
      "characters that 16 bits tell apart",
      (index: number) => `${String.fromCharCode(index % 65536)}${index >> 16}`,
    ],
  ])("tells 200,000 texts apart: %s", (_, textOf) => {
    const interner = new Interner();
    for (let index = 0; index < 200_000; index++) interner.numberOf(textOf(index));
    expect(interner.size).toBe(200_000);
    expect(interner.numberOf(textOf(77_777))).toBe(77_777);
  });
});
