import { describe, expect, it } from "vitest";
import { formatLine, parseCsv } from "../../../src/testing/csv.js";

describe("parseCsv", () => {
  it.each([
    ["semicolons", "a;b;c\n1;2;3\n", [{ a: 1, b: 2, c: 3 }]],
    ["commas", "a,b,c\r\n1,2,3\r\n", [{ a: 1, b: 2, c: 3 }]],
    ["tabs", "a\tb\tc\n1\t2\t3", [{ a: 1, b: 2, c: 3 }]],
    ["quotes", 'a;b;c\n"x;""y""\nz";2;3\n', [{ a: 'x;"y"\nz', b: 2, c: 3 }]],
    ["types", "a;b;c;d\nTRUE;false;;-1.5e2\n", [{ a: true, b: false, c: null, d: -150 }]],
    [
      "texts that look almost like others",
      "a;b;c\n1.2.3;True;1a\n",
      [{ a: "1.2.3", b: "True", c: "1a" }],
    ],
    [
      "short rows",
      "a;b;c\n1;2\n1;2;3\n4;5;6\n",
      [
        { a: 1, b: 2 },
        { a: 1, b: 2, c: 3 },
        { a: 4, b: 5, c: 6 },
      ],
    ],
    ["long rows", "a;b;c\n1;2;3;4\n", [{ a: 1, b: 2, c: 3, __parsed_extra: 4 }]],
    [
      "an empty line in between",
      "a;b;c\n\n1;2;3\n1;2;3\n",
      [{ a: null }, { a: 1, b: 2, c: 3 }, { a: 1, b: 2, c: 3 }],
    ],
    ["a header alone", "a;b;c\n", []],
    ["nothing", "", []],
  ])("reads %s", (_, csv, rows) => {
    expect(parse(csv)).toEqual(rows);
  });

  it("finds no delimiter in two columns and a few rows, as papaparse does not", () => {
    expect(parse("a;b\n1;2\n")).toEqual([{ "a;b": "1;2" }]);
    expect(parse("a;b\n1;2")).toEqual([{ a: 1, b: 2 }]);
    expect(parse(`a;b\n${"1;2\n".repeat(10)}`)).toHaveLength(10);
  });

  it("keeps a byte-order mark in the name of the first column", () => {
    expect(parse("\uFEFFa;b;c\n1;2;3\n")).toEqual([{ "\uFEFFa": 1, b: 2, c: 3 }]);
  });
});

function parse(csv: string) {
  return parseCsv(new TextEncoder().encode(csv));
}

describe("formatLine", () => {
  it.each([
    [["a", "", "c"], "a;;c\r\n"],
    [["a,b", "c;d", "e\nf"], '"a,b";"c;d";"e\nf"\r\n'],
    [['say "a"; b', 'say "a"'], '"say ""a""; b";say "a"\r\n'],
  ])("%o", (cells, line) => {
    expect(formatLine(cells)).toBe(line);
  });
});
