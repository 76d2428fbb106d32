import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test, vi } from "vitest";
import { keep, meantCells } from "../../../../src/csv/read/cells.js";
import { PIECE_BYTES } from "../../../../src/csv/read/pieces.js";
import { bytesLike } from "./csv-like.js";
import { read } from "./read.js";
import { readByServer } from "./server.js";

const HEADER = "Handle,Title,Status\n";

describe("rows are those of the server's own parser", () => {
  const pieceBytes = fc.integer({ min: 1, max: 80 });

  test("whatever the file, and wherever its pieces end", async () => {
    const property = fc.asyncProperty(bytesLike, pieceBytes, async (file, size) => {
      const rows = await readByServer<string[]>(file, size, { header: false });
      expect(read(file, size).cells).toEqual(rows);
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test("the first one is its header", async () => {
    const property = fc.asyncProperty(bytesLike, pieceBytes, async (file, size) => {
      const [header = [], ...rows] = read(file, size).cells;
      const byName = rows.map((cells) => toObject(header, cells));
      expect(byName).toEqual(await readByServer(file, size, { header: true }));
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test.each<[string, string, string[][]]>([
    ["no byte", "", []],
    ["an empty line", "\n", [[""]]],
    ["a header alone", "a,b", [["a", "b"]]],
    [
      "no row for the last line break",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["a row for an empty last line", "a,b\n1,2\n\n", [["a", "b"], ["1", "2"], [""]]],
    ["a header of an empty first line", "\na,b\n", [[""], ["a", "b"]]],
    ["a byte order mark in the header", '\ufeff"a",b', [['\ufeff"a"', "b"]]],
    [
      "old Mac lines",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["two columns of few rows, read as one", "a;b\n1;2\n", [["a;b"], ["1;2"]]],
    ["quotes that swallow the rest", 'a,b\n"1,2\n3,4\n', [["a", "b"], ["1,2\n3,4\n"]]],
    [
      "blanks behind a closing quote",
      'a,b\n"1"  ,"2" \n',
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "blanks before a quote",
      'a,b\n "1",2\n',
      [
        ["a", "b"],
        [' "1"', "2"],
      ],
    ],
  ])("%s", async (_, file, cells) => {
    expect(read(file).cells).toEqual(cells);
    expect(await readByServer(Buffer.from(file), PIECE_BYTES, { header: false })).toEqual(cells);
  });
});

/** As papaparse names cells. */
function toObject(header: readonly string[], cells: readonly string[]): object {
  const named = header.slice(0, cells.length).map((name, i) => [name, cells[i]]);
  const extra = cells.slice(header.length);
  return { ...Object.fromEntries(named), ...(extra.length > 0 && { __parsed_extra: extra }) };
}

test("a row of many pieces is not parsed anew with each of them", () => {
  const parsers = vi.spyOn(Papa, "Parser");
  expect(read(`${HEADER}"${"word ".repeat(40_000)}",b,c\n`, 100).rows).toHaveLength(2);
  // Of 2000 pieces.
  expect(parsers.mock.calls.length).toBeLessThan(30);
  parsers.mockRestore();
});

describe("of the delimiter is told", () => {
  test("which one it is", () => {
    expect(read("a;b;c\r\n1;2;3\r\n").dialect).toEqual({
      delimiter: ";",
      newline: "\r\n",
      guessed: true,
    });
  });

  test("that none was found, and a comma is taken", () => {
    expect(read("a;b\n1;2\n").dialect).toEqual({ delimiter: ",", newline: "\n", guessed: false });
  });

  test("what the first piece alone lets guess", () => {
    const file = `a;b\n${"x".repeat(40)};1\n${"y;2\n".repeat(10)}`;
    expect(read(file, 30).dialect.guessed).toBe(false);
    expect(read(file).dialect.delimiter).toBe(";");
  });
});

test.each<[string, string, Buffer]>([
  ["utf-8", "csv", Buffer.from("a,b\nGröße,2\n")],
  ["utf-8-bom", "csv", Buffer.from("\ufeffa,b\n1,2\n")],
  ["windows-1252", "csv", Buffer.from("a,b\nGröße,2\n", "latin1")],
  ["utf-16le", "utf-16", Buffer.from("\ufeffa,b\n1,2\n", "utf16le")],
  ["utf-16le", "utf-16", Buffer.from("a,b\n1,2\n", "utf16le")],
  ["utf-16be", "utf-16", Buffer.from("\ufeffa,b\n1,2\n", "utf16le").swap16()],
  ["utf-16be", "utf-16", Buffer.from("a,b\n1,2\n", "utf16le").swap16()],
  ["utf-8", "zip", Buffer.from("PK\x03\x04\n\n")],
  ["utf-8", "html", Buffer.from("\n<!doctype html>\n<p>")],
  ["utf-8", "json", Buffer.from('[{"a":1}]')],
  ["utf-8", "binary", Buffer.from("abc\0\0\0\0")],
  ["utf-8", "empty", Buffer.from("\n \n")],
  ["utf-8", "empty", Buffer.from("")],
  // One wrong byte does not make another encoding of much that is right.
  ["utf-8", "csv", Buffer.concat([Buffer.from("a,b\nGrößen,"), Buffer.of(0xfc)])],
])("%s, %s: is told of a file", (encoding, kind, bytes) => {
  expect(read(bytes).file).toMatchObject({ encoding, kind, bytes: bytes.length });
});

describe("of broken characters are told", () => {
  test("bytes that are no UTF-8, and what they would be in Windows-1252", () => {
    const bytes = Buffer.from(`${HEADER}tee,Größe,"a\n\xfc"\ncup,\x80 5,c\n`, "latin1");
    const { file, rows } = read(bytes);
    expect(file.invalid).toEqual({ count: 4, line: 2, column: 7, byte: bytes.indexOf(0xf6) });
    expect(file.torn).toBeUndefined();
    expect(rows[1]?.cells).toEqual(["tee", "Gr\ufffd\ufffde", "a\n\ufffd"]);
    expect(rows.map(meantCells)).toEqual([
      ["Handle", "Title", "Status"],
      ["tee", "Größe", "a\nü"],
      ["cup", "€ 5", "c"],
    ]);
    expect(rows[0]?.broken).toBeUndefined();
  });

  test.each([["ü"], ["€"], ["😀"], ["\ufffd"]])(
    "%s on the edge of two pieces, which is sound",
    (character) => {
      const content = Buffer.from(`${HEADER}tee,ä${character}e,c\ncup,d,e\n`);
      const start = content.indexOf("ä") + 2;
      for (let cut = 1; cut < Buffer.from(character).length; cut += 1) {
        const { file, rows } = read(content, start + cut);
        const [, row = { cells: [], broken: undefined }] = rows;
        const [, torn = ""] = row.cells;
        expect(torn).toMatch(/^ä\ufffd{2,4}e$/);
        expect(meantCells(row)).toEqual(["tee", `ä${character}e`, "c"]);
        expect(file.torn).toEqual({ count: torn.length - 2, line: 2, column: 6, byte: start });
        expect(file.invalid).toBeUndefined();
        expect(file.lost).toBeUndefined();
        expect(file.encoding).toBe("utf-8");
      }
    },
  );

  test("half a character at the end of the file, and before another one, which are invalid", () => {
    const half = Buffer.from("€").subarray(0, 2);
    const content = Buffer.concat([Buffer.from("a,b\n"), half, Buffer.from("x,y\nü,"), half]);
    const whole = read(content).file.invalid;
    expect(whole).toEqual({ count: 2, line: 2, column: 1, byte: 4 });
    expect(read(content, 6).file).toMatchObject({ invalid: whole, torn: undefined });
  });

  test("what was broken before, and stands so in the file", () => {
    const { file, rows } = read(`${HEADER}tee,Gr\ufffd\ufffde,c\n`);
    expect(file.lost).toEqual({ count: 2, line: 2, column: 7, byte: 26 });
    expect(file.invalid).toBeUndefined();
    expect(rows.map(meantCells)[1]).toEqual(["tee", "Gr\ufffd\ufffde", "c"]);
  });

  test("in quotes and escaped ones, each where it belongs", () => {
    const bytes = Buffer.from('a,b,c\n"\xe4""\xf6","\xfc"x,\xdf\n', "latin1");
    expect(read(bytes).rows.map(meantCells)[1]).toEqual(['ä"ö', 'ü"x,ß\n']);
  });

  test("NULs", () => {
    const { file } = read("a,b,c\n1,2\0\0,3\n\0,,\n");
    expect(file.nuls).toEqual({ count: 3, line: 2, column: 4, byte: 9 });
    expect(read(HEADER).file.nuls).toBeUndefined();
  });
});

describe("of quotes is told", () => {
  test("which one swallows the rest of the file", () => {
    const { file, rows } = read(`${HEADER}tee,"a\nb",c\ncup,"d,e\nhat,f,g\n`);
    expect(file.unclosedQuote).toEqual({ line: 4, column: 5 });
    expect(rows.map(({ badQuote }) => badQuote)).toEqual([undefined, undefined, 4]);
  });

  test("which cell goes on behind its closing quote", () => {
    const { file, rows } = read(`${HEADER}tee,b,c\nhat,"d" e,f",g\ncup,h,i\n`);
    expect(file.unclosedQuote).toBeUndefined();
    expect(rows.map(({ badQuote }) => badQuote)).toEqual([undefined, undefined, 4, undefined]);
  });

  test("nothing of those that are right", () => {
    const { file, rows } = read(`${HEADER}"t""e",1"5,""\n`);
    expect(file.unclosedQuote).toBeUndefined();
    expect(rows.map(({ badQuote }) => badQuote)).toEqual([undefined, undefined]);
  });
});

test("a row has its line, and its text as it stands in the file", () => {
  const { rows } = read('a,b\r\n"1\r\n\r\n",2\r\n\r\n3,4');
  expect(rows.map(({ line, text }) => [line, text])).toEqual([
    [1, "a,b\r\n"],
    [2, '"1\r\n\r\n",2\r\n'],
    [5, "\r\n"],
    [6, "3,4"],
  ]);
});

test("a copy to keep is the same text", () => {
  for (const text of ["", 'a"\\\n\0', "ü😀\ud83d", "word ".repeat(99)])
    expect(keep(text)).toBe(text);
});
