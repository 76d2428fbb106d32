import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { typed } from "../../../../src/csv/read/typed.js";

/** What papaparse makes of a cell, in a second column: the first cell is no blank line. */
function byPapaparse(cell: string): unknown {
  const row = `x,"${cell.replaceAll('"', '""')}"`;
  const { data } = Papa.parse<unknown[]>(row, {
    dynamicTyping: true,
    delimiter: ",",
    newline: "\n",
  });
  return data[0]?.[1];
}

test.each<[string, unknown]>([
  ["", null],
  ["true", true],
  ["FALSE", false],
  ["True", "True"],
  ["007", 7],
  [" 1.50 ", 1.5],
  ["\u00a07", 7],
  ["1e5", 100_000],
  ["-0", -0],
  ["1.", 1],
  [".5", 0.5],
  ["+1", "+1"],
  ["0x10", "0x10"],
  ["1_000", "1_000"],
  ["10,50", "10,50"],
  ["9007199254740991", 9_007_199_254_740_991],
  ["9007199254740992", "9007199254740992"],
  ["-9007199254740993", "-9007199254740993"],
  ["1e400", "1e400"],
  ["2024-05-06", "2024-05-06"],
  ["2024-05-06T07:08Z", new Date("2024-05-06T07:08Z")],
  ["2024-05-06T07:08:09.5+02:00", new Date("2024-05-06T05:08:09.500Z")],
  ["since 2024-05-06T07:08:09Z", new Date(Number.NaN)],
  ["2024-05-06T07:08:09Z or later", new Date(Number.NaN)],
  ["since 2024-05-06T07:08Z", new Date(Number.NaN)],
  ["2024-05-06T07:08Z or later", "2024-05-06T07:08Z or later"],
])("takes %j for what papaparse takes it for", (cell, value) => {
  expect(typed(cell)).toStrictEqual(value);
  expect(byPapaparse(cell)).toStrictEqual(value);
});

/** Cells that look like numbers, words or dates, and are often none. */
const almost = fc
  .array(
    fc.constantFrom(
      ...[
        "0",
        "7",
        "12",
        "2024",
        "-",
        "+",
        ".",
        ",",
        "e",
        "E",
        " ",
        "\t",
        "\u00a0",
        "\ufeff",
        "\n",
      ],
      ...[
        "true",
        "FALSE",
        "True",
        "2024-05-06",
        "T07:08",
        ":09",
        ".5",
        "Z",
        "+02:00",
        "x",
        "T",
        ":",
      ],
      ...["9007199254740992", "1e308", "NaN", "Infinity", '"'],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("takes any cell for what papaparse takes it for", () => {
  const cells = fc.oneof(almost, fc.string(), fc.double().map(String), fc.date().map(String));
  fc.assert(
    fc.property(cells, (cell) => {
      expect(typed(cell)).toStrictEqual(byPapaparse(cell));
    }),
    { numRuns: 2000 },
  );
});
