import { expect, test } from "vitest";
import { columnsOf } from "../../../../src/csv/judge/header.js";
import { LineMeter } from "../../../../src/csv/judge/line-meter.js";
import { LineLength } from "../../../../src/csv/judge/line-parts.js";
import { lineWriter } from "../../../../src/csv/judge/operation-line.js";
import { valuesOf } from "../../../../src/csv/judge/values.js";
import { readRows } from "../../../../src/csv/read/rows.js";
import type { FileColumn } from "../../../../src/csv/schema/column.js";
import { serverOf } from "../../../../src/csv/server.js";
import { tornFile } from "../../../contract/csv/torn-files.js";

const SERVER = serverOf();
const ODD = "Product Tags;Product Type;My Product Type;Product Handle;Price EUR;constructor\n";

test.each([
  ["many columns", tornFile(1)],
  ["other columns", tornFile(4)],
  ["cells that are not there", `${ODD}7;;a;b\n;x;;c;-0;1\na,b;;;é;1e3\n1,;;y;\u0001;x;\u2028`],
])("rows of %s are measured as long as they are written", async (_, csv) => {
  let columns: FileColumn[] = [];
  const lengths: number[][] = [];
  await readRows(new Blob([csv]), {
    onHeader(header) {
      columns = columnsOf(header, SERVER);
    },
    onRow(row) {
      const write = lineWriter(columns, undefined);
      const meter = new LineMeter(columns, undefined, write);
      const values = valuesOf(row, columns, SERVER.parser);
      for (const isFirst of [false, true]) {
        const written = new LineLength();
        write(values, isFirst, written);
        lengths.push([meter.measure(values, isFirst), written.bytes]);
      }
    },
  });
  expect(lengths.length).toBeGreaterThan(5);
  expect(lengths.map(([measured]) => measured)).toEqual(lengths.map(([, written]) => written));
});
