import { type CheckReport, checkImport, fixImport } from "medusa-batch-jobs/csv";
import { describe, expect, test } from "vitest";
import { csvOf } from "../files.js";
import { readByServer } from "../read/server.js";

// A letter that stands on the edge of two pieces of 64 KiB breaks. What comes before it is made longer.

const PIECE_BYTES = 2 ** 16;

/** What the server breaks on its way to the database depends on the length of texts alone: nothing moves it. */
const LATER = ["torn-letter", "torn-handle"];

function ofTheFile<Report extends CheckReport>(report: Report): Report {
  return { ...report, problems: report.problems.filter(({ rule }) => !LATER.includes(rule)) };
}

function rowsOf(count: number, text: (row: number) => string, more: Record<string, string> = {}) {
  return Array.from({ length: count }, (_, at) => ({
    "Product Handle": `p${at}`,
    "Product Title": text(at),
    "Variant Title": text(at),
    "Variant Inventory Quantity": "1",
    ...more,
  }));
}

/** The rows, with a first cell by which a letter stands on an edge. */
async function torn(rows: Record<string, string>[]): Promise<Record<string, string>[]> {
  const [first, ...others] = rows;
  for (let length = 1; length < 40; length++) {
    const moved = [{ ...first, "Product Handle": "p".padEnd(length, "-") }, ...others];
    const { problems } = await checkImport(csvOf(moved));
    if (problems.some(({ rule }) => rule === "split-character")) return moved;
  }
  return expect.unreachable("No letter stands on an edge.");
}

/** Fixes a file, and compares what the server then reads in it with what it says. */
async function fix(rows: Record<string, string>[], write = (csv: string) => csv) {
  const csv = write(csvOf(rows));
  const before = await checkImport(csv);
  const { file, applied, report } = await fixImport(csv, before);
  const read = await readByServer<Record<string, string>>(
    new Uint8Array(await file.arrayBuffer()),
    PIECE_BYTES,
    { header: true },
  );
  return { before: ofTheFile(before), applied, report: ofTheFile(report), read };
}

describe.each([
  ["two bytes", "щ"],
  ["three bytes", "漢"],
  ["four bytes", "🟢"],
  ["different length", "aщ漢🟢"],
])("letters of %s", (_, letters) => {
  test.each([
    ["short", 5],
    ["long", 300],
    ["so long that few are in a piece", 4000],
  ])("are moved off all edges, in cells that are %s", async (_, length) => {
    // Of pairs of surrogates, none is cut in two.
    const text = (row: number) => [...letters.repeat(length)].slice(row % 5).join("");
    const rows = await torn(rowsOf(Math.ceil(16_000 / length) + 4, text));
    const { before, applied, report, read } = await fix(rows);
    expect(before.problems[0]).toMatchObject({ rule: "split-character" });
    expect(applied.map(({ rule, count }) => [rule, count])).toEqual(
      before.problems.map(({ rule, count }) => [rule, count]),
    );
    expect(report.problems.length).toBe(0);
    expect(JSON.stringify(read) === JSON.stringify(rows)).toBe(true);
  });

  test("are moved where all cells are in quotes", async () => {
    const rows = rowsOf(1000, () => letters.repeat(50));
    const quoted = (csv: string) => csv.replace(/[^;\r\n]+/g, '"$&"');
    const { before, report, read } = await fix(rows, quoted);
    expect(before.problems[0]).toMatchObject({ rule: "split-character" });
    expect(report.problems.length).toBe(0);
    expect(JSON.stringify(read) === JSON.stringify(rows)).toBe(true);
  });
});

test("a letter in the first cell of a row is moved by the row before", async () => {
  const rows = rowsOf(3000, () => "x").map((row) => ({
    ...row,
    "Product Handle": `${row["Product Handle"]}${"щ".repeat(30)}`,
  }));
  const { before, report, read } = await fix(rows);
  expect(before.problems[0]).toMatchObject({ rule: "split-character" });
  expect(report.problems).toEqual([]);
  expect(read).toEqual(rows);
});

test("what is not torn is left as it is", async () => {
  const rows = rowsOf(3000, () => "щ".repeat(20));
  const csv = csvOf(rows);
  const { file } = await fixImport(csv, await checkImport(csv));
  const lines = (await file.text()).split("\r\n");
  const changed = csv.split("\r\n").filter((line, at) => line !== lines[at]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.length).toBeLessThanOrEqual(Math.ceil(csv.length / PIECE_BYTES) * 2);
});
