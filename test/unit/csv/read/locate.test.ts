import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import type { Dialect } from "../../../../src/csv/read/dialect.js";
import { locate, placeIn } from "../../../../src/csv/read/locate.js";
import type { Place, Row } from "../../../../src/csv/read/row.js";
import { csvLike } from "./csv-like.js";
import { read } from "./read.js";

/** Where an editor shows a place: it splits lines at whatever ends one, and hides a byte order mark. */
function indexOf(text: string, { line, column }: Place): number {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const ends = [...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length);
  const start = line === 1 ? mark : (ends[line - 2] ?? Number.NaN);
  return start + column - 1;
}

/** What papaparse takes for the first cell of a text. */
function firstCell(text: string, { delimiter, newline }: Dialect): string {
  const parser = new Papa.Parser({ delimiter, newline, preview: 1 });
  return parser.parse(text, 0, false).data[0]?.[0] ?? "";
}

test("a cell is where papaparse would begin to read it", () => {
  const property = fc.property(csvLike, (text) => {
    const { rows, dialect } = read(text);
    let rowStart = 0;
    for (const row of rows) {
      let previous = -1;
      row.cells.forEach((cell, i) => {
        const index = indexOf(text, locate(row, dialect, i));
        const before = i === 0 ? rowStart : index;
        // A mark, or a line feed behind the carriage return that ended the row before, is in the first cell, and not shown.
        const hidden = i === 0 ? text.slice(rowStart, index) : "";
        expect(hidden).toMatch(/^[\ufeff\n]?$/);
        expect(firstCell(text.slice(before), dialect)).toBe(cell);
        if (i > 0) expect(text.slice(0, index).endsWith(dialect.delimiter)).toBe(true);
        expect(index).toBeGreaterThan(previous);
        previous = index;
      });
      rowStart += row.text.length;
    }
    expect(rowStart).toBeLessThanOrEqual(text.length);
  });
  fc.assert(property, { numRuns: 500 });
});

/** The places of all cells. */
function placesIn(text: string): Record<string, string> {
  const { rows, dialect } = read(text);
  const places = rows.flatMap((row) =>
    row.cells.map((cell, i) => {
      const { line, column } = locate(row, dialect, i);
      return [cell, `${line}:${column}`];
    }),
  );
  return Object.fromEntries(places);
}

test.each<[string, string, Record<string, string>]>([
  ["lines and characters", "a,b\nc,dd,e\n", { a: "1:1", b: "1:3", c: "2:1", dd: "2:3", e: "2:6" }],
  [
    "line breaks in quotes",
    '"a\r\n\nb",c\r\nd,e\r\n',
    { "a\r\n\nb": "1:1", c: "3:4", d: "4:1", e: "4:3" },
  ],
  [
    "a byte order mark as nothing",
    "\ufeffa,b\nc,d\n",
    { "\ufeffa": "1:1", b: "1:3", c: "2:1", d: "2:3" },
  ],
  ["escaped quotes", '"a"",b",c\nd,e\n', { 'a",b': "1:1", c: "1:9", d: "2:1", e: "2:3" }],
  [
    "blanks behind a closing quote",
    '"a" ,b\n"c"  \nd,e\n',
    { a: "1:1", b: "1:6", c: "2:1", d: "3:1", e: "3:3" },
  ],
  ["a quote in the midst", '1"2,b\nc,d\n', { '1"2': "1:1", b: "1:5", c: "2:1", d: "2:3" }],
  [
    "text behind a closing quote",
    '"a"x,b",c\nd,e\n',
    { 'a"x,b': "1:1", c: "1:9", d: "2:1", e: "2:3" },
  ],
  ["lines of carriage returns", "a,b\rc,d\r", { a: "1:1", b: "1:3", c: "2:1", d: "2:3" }],
  [
    "a stray carriage return",
    "a,b\nx\ry,c\nd,e\n",
    { a: "1:1", b: "1:3", "x\ry": "2:1", c: "3:3", d: "4:1", e: "4:3" },
  ],
  ["what is beyond the BMP as two", "😀,b\nc,d\n", { "😀": "1:1", b: "1:4", c: "2:1", d: "2:3" }],
])("counts %s", (_, text, places) => {
  expect(placesIn(text)).toEqual(places);
});

test("a cell that a row does not have is at its end", () => {
  const row: Row = {
    cells: ["a", "b"],
    line: 7,
    text: "a;b\r\n",
    broken: undefined,
    badQuote: undefined,
  };
  const dialect: Dialect = { delimiter: ";", newline: "\r\n", guessed: true };
  expect(locate(row, dialect, 2)).toEqual({ line: 7, column: 4 });
  expect(locate(row, dialect, 9)).toEqual({ line: 7, column: 4 });
  expect(placeIn(row, dialect, 2)).toEqual({ line: 7, column: 3 });
});
