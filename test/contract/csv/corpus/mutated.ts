import fc from "fast-check";
import type { Case } from "./case.js";
import { type Cells, csvOf, option, products } from "./product-files.js";

const SEED = 20_240_601;
const EACH = 4;

/** A file that says what it means, in parts that can be broken one at a time. */
interface ProductFile {
  rows: Cells[];
  delimiter: string;
  newline: string;
  isEnded: boolean;
}

const words = fc.constantFrom(
  "Cup",
  "Mug",
  "Kanne",
  "Tasse",
  "Becher",
  "Löffel",
  "Sieb",
  "Filter",
  "Pot",
);
const handles = fc.constantFrom(
  "moka-pot",
  "tea-pot",
  "filter",
  "spoon",
  "sieve",
  "thermos",
  "kettle",
);
const SIZES = ["S", "M", "L", "XL"];

const product: fc.Arbitrary<Cells[]> = fc
  .record({
    handle: handles,
    title: fc.tuple(words, words).map((pair) => pair.join(" ")),
    status: fc.constantFrom("draft", "published"),
    subtitle: fc.constantFrom("", "For two", "Klein, aber fein"),
    weight: fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: "" }).map(String),
    tags: fc.constantFrom("", "sale", "new,sale", "ceramic"),
    type: fc.constantFrom("", "Cups", "Pots"),
    sizes: fc.subarray(SIZES, { minLength: 1, maxLength: 3 }),
    stock: fc.integer({ min: 0, max: 500 }).map(String),
    backorder: fc.constantFrom("true", "false"),
  })
  .map(({ handle, title, status, subtitle, weight, tags, type, sizes, stock, backorder }) =>
    sizes.map((size) => ({
      "Product Handle": handle,
      "Product Title": title,
      "Product Subtitle": subtitle,
      "Product Status": status,
      "Product Weight": weight,
      "Product Tags": tags,
      "Product Type": type,
      "Variant Title": size,
      "Variant SKU": `${handle}-${size}`,
      "Variant Barcode": "",
      "Variant Inventory Quantity": stock,
      "Variant Allow Backorder": backorder,
      ...option(1, "Size", size),
    })),
  );

const valid: fc.Arbitrary<ProductFile> = fc.record({
  rows: fc
    .uniqueArray(product, {
      minLength: 1,
      maxLength: 3,
      selector: ([row]) => row?.["Product Handle"],
    })
    .map((found) => found.flat()),
  delimiter: fc.constantFrom(";", ",", "\t"),
  newline: fc.constantFrom("\n", "\r\n"),
  isEnded: fc.boolean(),
});

type Mutation = (file: ProductFile) => fc.Arbitrary<string | Uint8Array>;

/** One mistake each, somewhere in a valid file. */
const MUTATIONS: Record<string, Mutation> = {
  none: (file) => fc.constant(text(file)),
  "a cell emptied": (file) =>
    cellOf(file).map(([row, column]) => text(withCell(file, row, column, ""))),
  "a cell of digits": (file) => cellWith(file, "0042"),
  "a cell with a blank": (file) =>
    cellOf(file).map(([row, column]) =>
      text(withCell(file, row, column, `${file.rows[row]?.[column] ?? ""} `)),
    ),
  "a cell in capitals": (file) =>
    cellOf(file).map(([row, column]) =>
      text(withCell(file, row, column, (file.rows[row]?.[column] ?? "").toUpperCase())),
    ),
  "a cell of another row": (file) =>
    fc
      .tuple(cellOf(file), fc.nat(file.rows.length - 1))
      .map(([[row, column], other]) =>
        text(withCell(file, row, column, file.rows[other]?.[column] ?? "")),
      ),
  "a decimal comma": (file) => cellWith(file, "1,5"),
  "a cell that starts with a quote": (file) => cellWith(file, '"new" one'),
  "a row twice": (file) =>
    rowOf(file).map((row) => text({ ...file, rows: [...file.rows, file.rows[row] ?? {}] })),
  "a column gone": (file) =>
    columnOf(file).map((column) =>
      text({ ...file, rows: file.rows.map((cells) => ({ ...cells, [column]: undefined })) }),
    ),
  "a header in small letters": (file) =>
    columnOf(file).map((column) => text(file).replace(column, column.toLowerCase())),
  "a header with a blank": (file) =>
    columnOf(file).map((column) => text(file).replace(column, `${column} `)),
  "a blank line": (file) => rowOf(file).map((row) => withLine(file, row, "")),
  "a line of delimiters": (file) =>
    rowOf(file).map((row) =>
      withLine(file, row, file.delimiter.repeat(Object.keys(file.rows[0] ?? {}).length - 1)),
    ),
  "a line cut short": (file) =>
    rowOf(file).map((row) =>
      changeLine(file, row, (line) => line.slice(0, Math.floor(line.length / 2))),
    ),
  "a cell too many": (file) =>
    rowOf(file).map((row) => changeLine(file, row, (line) => `${line}${file.delimiter}x`)),
  "a quote too many": (file) =>
    fc
      .tuple(rowOf(file), fc.nat(40))
      .map(([row, at]) =>
        changeLine(file, row, (line) => `${line.slice(0, at)}"${line.slice(at)}`),
      ),
  "other line ends in the rows": (file) => {
    const other = file.newline === "\n" ? "\r\n" : "\n";
    return fc.constant(
      text(file)
        .split(file.newline)
        .reduce((all, line, index) => all + (index === 1 ? file.newline : other) + line),
    );
  },
  "a BOM": (file) => fc.constant(`\ufeff${text(file)}`),
  "Windows-1252": (file) => fc.constant(Buffer.from(text(file), "latin1")),
  "two characters exchanged": (file) =>
    fc.nat(Math.max(0, text(file).length - 2)).map((at) => {
      const all = text(file);
      return all.slice(0, at) + all.charAt(at + 1) + all.charAt(at) + all.slice(at + 2);
    }),
};

/** Valid files with one mistake each, the same ones every time. */
export const cases: Case[] = Object.entries(MUTATIONS).flatMap(([name, mutate], index) =>
  fc
    .sample(valid.chain(mutate), { numRuns: EACH, seed: SEED + index })
    .map((csv, number) => products(`${name}, ${number + 1}`, csv)),
);

function text({ rows, delimiter, newline, isEnded }: ProductFile): string {
  return csvOf(rows, { delimiter, newline }) + (isEnded ? newline : "");
}

function rowOf(file: ProductFile): fc.Arbitrary<number> {
  return fc.nat(file.rows.length - 1);
}

function columnOf(file: ProductFile): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.keys(file.rows[0] ?? {}));
}

function cellOf(file: ProductFile): fc.Arbitrary<[row: number, column: string]> {
  return fc.tuple(rowOf(file), columnOf(file));
}

function cellWith(file: ProductFile, value: string): fc.Arbitrary<string> {
  return cellOf(file).map(([row, column]) => text(withCell(file, row, column, value)));
}

function withCell(file: ProductFile, at: number, column: string, value: string): ProductFile {
  return {
    ...file,
    rows: file.rows.map((row, index) => (index === at ? { ...row, [column]: value } : row)),
  };
}

// The header is the first line.
function withLine(file: ProductFile, row: number, line: string): string {
  const lines = text(file).split(file.newline);
  return lines.toSpliced(row + 1, 0, line).join(file.newline);
}

function changeLine(file: ProductFile, row: number, change: (line: string) => string): string {
  const lines = text(file).split(file.newline);
  return lines.map((line, index) => (index === row + 1 ? change(line) : line)).join(file.newline);
}
