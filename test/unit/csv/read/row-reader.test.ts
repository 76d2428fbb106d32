import fc from "fast-check";
import { expect, test } from "vitest";
import { RowReader } from "../../../../src/csv/read/row-reader.js";
import type { ReadFile, Row } from "../../../../src/csv/read/rows.js";
import { cut, readByServer } from "./server.js";

const WHOLE = 1 << 20;

/** Everything that is read of a file. */
function read(file: string | Uint8Array, pieceBytes = WHOLE): ReadFile & { all: Row[] } {
  const all: Row[] = [];
  const reader = new RowReader({
    onHeader: (header) => all.push(header),
    onRow: (row) => all.push(row),
  });
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  for (const piece of cut(bytes, pieceBytes)) reader.push(piece);
  return { ...reader.end(), all };
}

/** Text of what CSV is made of, so that it breaks all its rules. */
const csvLike = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", "\r", "a", " ") },
      { weight: 2, arbitrary: fc.constantFrom("\t", "|", "\ufeff", "ü", "€", "😀", "\0", "b1") },
      { weight: 1, arbitrary: fc.constantFrom('"a","b"\n', "a;b;c\n", 'a,"x\ny" ,c\r\n', "\x1e") },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const bytesLike = fc.oneof(
  csvLike.map((text) => Buffer.from(text)),
  csvLike.map((text) => Buffer.from(text, "latin1")),
  fc
    .array(
      fc.oneof(
        csvLike.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 4 }),
      ),
    )
    .map((parts) => Buffer.concat(parts)),
);

const RUNS = { numRuns: 500 };

test("rows are those of the server's own parser, whatever the file and wherever its pieces end", async () => {
  const property = fc.asyncProperty(
    bytesLike,
    fc.integer({ min: 1, max: 80 }),
    async (file, size) => {
      const rows = await readByServer(file, size, { header: false });
      expect(read(file, size).all.map(({ cells }) => cells)).toEqual(rows);
    },
  );
  await fc.assert(property, RUNS);
});

test("the first row is the header of the server's own parser", async () => {
  const property = fc.asyncProperty(
    bytesLike,
    fc.integer({ min: 1, max: 80 }),
    async (file, size) => {
      const rows = await readByServer(file, size, { header: true });
      const { header, all } = read(file, size);
      const objects = all.slice(1).map(({ cells }) => {
        const names = header?.cells ?? [];
        const object: Record<string, unknown> = {};
        cells.forEach((cell, i) => {
          const name = names[i];
          if (name !== undefined) object[name] = cell;
        });
        if (cells.length > names.length) object.__parsed_extra = cells.slice(names.length);
        return object;
      });
      expect(objects).toEqual(rows);
    },
  );
  await fc.assert(property, RUNS);
});
