import fc from "fast-check";
import { type CheckOptions, checkImport, type FixOptions, fixImport } from "medusa-batch-jobs/csv";
import { expect, test } from "vitest";
import { readRows } from "../../../../src/csv/read/rows.js";
import { typed } from "../../../../src/csv/read/typed.js";
import { csvOf } from "../files.js";

// A good file in which one thing is spoilt is as good as it was when that is repaired.

type Bytes = Uint8Array<ArrayBuffer>;

/** What can be spoilt without a doubt what was meant; `seed` says where. */
const MUTATIONS: Record<string, (csv: string, seed: number) => string | Bytes> = {
  "a byte order mark": (csv) => `\ufeff${csv}`,
  "UTF-16": (csv) => Uint8Array.from(Buffer.from(`\ufeff${csv}`, "utf16le")),
  "UTF-16 without a mark": (csv) => Uint8Array.from(Buffer.from(csv, "utf16le")),
  "UTF-16, big-endian": (csv) => Uint8Array.from(Buffer.from(`\ufeff${csv}`, "utf16le").swap16()),
  "empty lines": (csv, seed) => insertLine(csv, seed, ""),
  "a line of delimiters": (csv, seed) => insertLine(csv, seed, ";".repeat(columnsOf(csv) - 1)),
  "an empty last line": (csv) => `${csv}\r\n`,
  "empty cells in a row": (csv, seed) => inLine(csv, seed, (line) => `${line};;`),
  "empty columns": (csv) => csv.replaceAll("\r\n", ";;\r\n"),
  "a line for Excel": (csv) => `sep=;\r\n${csv}`,
  "a name in lower case": (csv, seed) => inName(csv, seed, (name) => name.toLowerCase()),
  "a name in upper case": (csv, seed) => inName(csv, seed, (name) => name.toUpperCase()),
  "a name with blanks": (csv, seed) => inName(csv, seed, (name) => ` ${name.replace(" ", "  ")}`),
  "a name with underscores": (csv, seed) => inName(csv, seed, (name) => name.replaceAll(" ", "_")),
  "a capital status": (csv) => csv.replaceAll(";published;", ";Published ;"),
  yes: (csv) => csv.replaceAll(";true;", ";yes;"),
  "a comma in prices": (csv) => csv.replaceAll(/;(\d+)\.50;/g, ";$1,50;"),
  "an invisible character": (csv, seed) => inLine(csv, seed, (line) => line.replace(";", "\0;")),
  "two kinds of line breaks": (csv) => csv.replace("\r\n", "\n"),
};

const cell = fc.oneof(
  fc.stringMatching(/^[a-z][ -~]{0,12}$/),
  fc.constantFrom(
    "Grün",
    "щука",
    "漢字 🟢",
    'a "b"',
    "two\nlines",
    "x;y",
    "a, b",
    "",
    "ü".repeat(99),
  ),
);
const row = fc.record({
  "Product Title": cell.map((text) => text || "Mug"),
  "Product Subtitle": cell.filter((text) => text !== "published" && text !== "true"),
  "Product Status": fc.constant("published"),
  "Product Discountable": fc.constant("true"),
  "Variant Inventory Quantity": fc.nat(99).map(String),
  "Price EUR": fc.nat(99).map((price) => `${price}.50`),
  "Variant Title": fc.constant("Blue"),
});
const good = fc
  .array(row, { minLength: 1, maxLength: 6 })
  .map((rows) => csvOf(rows.map((each, at) => ({ "Product Handle": `p${at}`, ...each }))));

test.each(Object.entries(MUTATIONS))("%s is repaired", async (_, mutate) => {
  await fc.assert(
    fc.asyncProperty(good, fc.nat(), async (csv, seed) => {
      const { verdict } = await checkImport(csv);
      fc.pre(verdict === "ok");
      const { file, report, applied } = await fix(mutate(csv, seed));
      expect(report).toMatchObject({ verdict: "ok", problems: [] });
      expect(applied.length).toBeGreaterThan(0);
      expect(await valuesOf(file)).toEqual(await valuesOf(csv));
    }),
    { numRuns: 20 },
  );
});

const spoilt = fc
  .tuple(
    good,
    fc.array(fc.tuple(fc.constantFrom(...Object.values(MUTATIONS)), fc.nat()), { maxLength: 4 }),
  )
  .map(([csv, mutations]) =>
    mutations.reduce<string | Bytes>(
      (file, [mutate, seed]) => (typeof file === "string" ? mutate(file, seed) : file),
      csv,
    ),
  );
const junk = fc.oneof(
  fc.stringMatching(/^[ "';,\r\n\tA-Cä\0]{0,40}$/).map((text) => bytesIn(text)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes)),
);

test("what was repaired needs no repair", async () => {
  const options = fc.record<FixOptions>(
    {
      type: fc.constantFrom("product-import", "price-list-import"),
      encoding: fc.constant("windows-1252"),
      delimiter: fc.constantFrom(";", ",", ":"),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(spoilt, junk), options, async (csv, given) => {
      const once = await fix(csv, given);
      const twice = await fixImport(once.file, once.report, given);
      expect(twice.applied).toEqual([]);
      expect(twice.report).toEqual(once.report);
      expect(await bytesOf(twice.file)).toEqual(await bytesOf(once.file));
    }),
    { numRuns: 100 },
  );
});

test("a repair makes no file worse", async () => {
  const order = ["ok", "changes", "refused"];
  await fc.assert(
    fc.asyncProperty(fc.oneof(spoilt, junk), async (csv) => {
      const before = await checkImport(csv);
      const { report } = await fixImport(csv, before);
      expect(order.indexOf(report.verdict)).toBeLessThanOrEqual(order.indexOf(before.verdict));
    }),
    { numRuns: 100 },
  );
});

async function fix(file: string | Bytes, options: FixOptions = {}) {
  const { encoding, delimiter, fileName, ...forCheck } = options;
  const checked: CheckOptions = forCheck;
  return fixImport(file, await checkImport(file, checked), options);
}

function bytesIn(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text));
}

async function bytesOf(file: Blob): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}

async function valuesOf(file: string | Blob): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const onRow = ({ cells }: { cells: readonly string[] }) => void rows.push(cells.map(typed));
  await readRows(file, { onHeader: onRow, onRow });
  return rows;
}

function columnsOf(csv: string): number {
  return csv.slice(0, csv.indexOf("\r\n")).split(";").length;
}

function insertLine(csv: string, seed: number, line: string): string {
  const lines = csv.split("\r\n");
  return lines.toSpliced(1 + (seed % (lines.length - 1)), 0, line).join("\r\n");
}

/** Changes one of the rows. */
function inLine(csv: string, seed: number, change: (line: string) => string): string {
  const lines = csv.split("\r\n");
  const at = 1 + (seed % (lines.length - 2));
  return lines.with(at, change(lines[at] ?? "")).join("\r\n");
}

/** Changes the name of a column. */
function inName(csv: string, seed: number, change: (name: string) => string): string {
  const [header = "", ...lines] = csv.split("\r\n");
  const names = header.split(";");
  const at = seed % names.length;
  return [names.with(at, change(names[at] ?? "")).join(";"), ...lines].join("\r\n");
}
