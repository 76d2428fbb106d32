import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { decodeUtf8, encodeUtf8, fromWindows1252 } from "../../../../src/csv/read/utf8.js";

afterEach(() => void vi.unstubAllGlobals());

/** Sound characters of every length, whole and cut short, between bytes that are none. */
const almostUtf8 = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc
        .constantFrom(0xc1, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf)
        .map((byte) => [byte]),
      fc
        .tuple(
          fc.constantFrom(
            "a",
            "\ufeff",
            "ü",
            "\u07ff",
            "\u0800",
            "€",
            "\ud7ff",
            "\ufffd",
            "😀",
            "\u{10ffff}",
          ),
          fc.nat({ max: 3 }),
        )
        .map(([character, cut]) => {
          const bytes = Buffer.from(character);
          return bytes.subarray(0, Math.max(1, bytes.length - cut));
        }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts.map((part) => Uint8Array.from(part))));

test.each([["by the runtime's decoder"], ["without one"]])(
  "any bytes become what Node makes of them, %s",
  (how) => {
    if (how === "without one") vi.stubGlobal("TextDecoder", undefined);
    fc.assert(
      fc.property(almostUtf8, (bytes) => {
        expect(decodeUtf8(bytes)).toBe(bytes.toString());
      }),
      { numRuns: 2000 },
    );
  },
);

test("any text becomes what Node makes of it", () => {
  const parts = fc.constantFrom(
    "a",
    "\x7f",
    "\x80",
    "ü",
    "\u07ff",
    "\u0800",
    "€",
    "\ud83d",
    "\udc00",
    "\uffff",
    "😀",
  );
  fc.assert(
    fc.property(fc.array(parts), (text) => {
      expect(Buffer.from(encodeUtf8(text.join("")))).toEqual(Buffer.from(text.join("")));
    }),
    { numRuns: 1000 },
  );
});

test("Windows-1252 is Latin-1 with typographers' signs, and not what Node 20 takes it for", () => {
  expect(fromWindows1252(Uint8Array.of(0x80, 0x84, 0x93, 0x81, 0x9f))).toBe("€„“\x81Ÿ");
  expect(fromWindows1252(Buffer.from("Größe ÿ\xa0", "latin1"))).toBe("Größe ÿ\xa0");
});
