import { checkImport, type FixOptions, fixImport, RULES, type RuleId } from "medusa-batch-jobs/csv";
import { describe, expect, test, vi } from "vitest";
import { readRows } from "../../../src/csv/read/rows.js";
import { typed } from "../../../src/csv/read/typed.js";
import { EXAMPLES } from "./examples.js";
import { csvOf, products } from "./files.js";

type Csv = string | Uint8Array<ArrayBuffer>;

const GOOD = products({}, { "Product Handle": "cup" });
const PRICES = { type: "price-list-import" } as const;

/** What is repaired unasked. */
const SAFE = [
  "utf-16",
  "byte-order-mark",
  "split-character",
  "stray-return",
  "wrong-delimiter",
  "separator-line",
  "blank-line",
  "extra-cells",
  "unknown-status",
  "no-boolean",
  "nul",
  "cut-price",
] as const satisfies RuleId[];

async function fix(file: Csv, options: FixOptions = {}) {
  const { encoding, delimiter, fileName, ...forCheck } = options;
  return fixImport(file, await checkImport(file, forCheck), options);
}

async function bytesOf(file: Blob): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}

async function fixed(file: Csv, options?: FixOptions): Promise<string> {
  return (await bytesOf((await fix(file, options)).file)).toString();
}

/** What the server reads in a file. */
async function valuesOf(file: Csv | Blob): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const onRow = ({ cells }: { cells: readonly string[] }) => void rows.push(cells.map(typed));
  await readRows(file, { onHeader: onRow, onRow });
  return rows;
}

describe.each(SAFE)("%s", (rule) => {
  const { file, without, type, shop } = EXAMPLES[rule];
  const options = { type, shop };

  test("is made away with", async () => {
    const result = await fix(file, options);
    expect(result.report).toMatchObject({ verdict: "ok", problems: [] });
    // In the example, the character stands elsewhere if it is not on an edge.
    if (rule !== "split-character") {
      expect(await valuesOf(result.file)).toEqual(await valuesOf(without));
    }
  });

  test("is told of as it was", async () => {
    const { problems } = await checkImport(file, options);
    const { applied } = await fix(file, options);
    expect(applied).toEqual(problems);
    expect(applied[0]?.fix?.safe).toBe(true);
  });

  test("is left alone where it is not", async () => {
    const { applied, file } = await fix(without, options);
    expect(applied).toEqual([]);
    expect((await bytesOf(file)).toString()).toBe(without);
  });
});

describe.each(Object.keys(RULES).filter((rule) => !SAFE.some((safe) => safe === rule)))(
  "%s",
  (rule) => {
    const { file, type, shop } = EXAMPLES[rule as RuleId];

    test("is left to people", async () => {
      const before = await checkImport(file, { type, shop });
      const result = await fixImport(file, before, { type, shop });
      expect(result.applied).toEqual([]);
      expect(result.report).toEqual(before);
      expect(await bytesOf(result.file)).toEqual(Buffer.from(file));
    });
  },
);

describe("an encoding", () => {
  const GREEN = products({ "Product Title": "Grün 🟢" });

  test.each<[string, Buffer]>([
    ["UTF-16 of Excel", Buffer.from(`\ufeff${GREEN}`, "utf16le")],
    ["UTF-16 without a byte order mark", Buffer.from(GREEN, "utf16le")],
    ["UTF-16 of the other byte order", Buffer.from(`\ufeff${GREEN}`, "utf16le").swap16()],
    ["the other one without a mark", Buffer.from(GREEN, "utf16le").swap16()],
  ])("%s becomes UTF-8", async (_, file) => {
    expect(await fixed(Uint8Array.from(file))).toBe(GREEN);
  });

  test("UTF-16 is put together over the edges of pieces", async () => {
    const text = products({ "Product Description": "🟢".repeat(40_000) }).replace("mug", "mu");
    const { file } = await fix(Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le")));
    const [, [, , , description] = []] = await valuesOf(file);
    expect(description === undefined).toBe(false);
    expect((await bytesOf(file)).toString().replaceAll(/"| +(?=;)/g, "")).toBe(text);
  });

  const latin1 = Uint8Array.from(Buffer.from(products({ "Product Title": "Grün \x80" }), "latin1"));

  test("Windows-1252 is a guess, unless it is said", async () => {
    expect((await fix(latin1)).applied).toEqual([]);
    const result = await fix(latin1, { encoding: "windows-1252" });
    expect((await bytesOf(result.file)).toString()).toBe(products({ "Product Title": "Grün €" }));
    expect(result.applied).toMatchObject([{ rule: "no-utf-8", count: 1 }]);
    expect(result.report).toMatchObject({ verdict: "ok", encoding: "utf-8" });
  });

  test("UTF-8 is no Windows-1252, whatever is said", async () => {
    expect(await fixed(GREEN, { encoding: "windows-1252" })).toBe(GREEN);
  });

  test("bytes that are no UTF-8 are left as they are, also in a row that is repaired", async () => {
    const file = products({ "Product Title": "Grün", "Product Status": "Draft" });
    const bytes = Uint8Array.from(Buffer.from(file, "latin1"));
    const result = await fix(bytes);
    expect((await bytesOf(result.file)).toString("latin1")).toBe(file.replace("Draft", "draft"));
    expect(result.applied).toMatchObject([{ rule: "unknown-status" }]);
    expect(result.report.problems).toMatchObject([{ rule: "no-utf-8" }]);
  });
});

describe("lines", () => {
  test("that are empty are deleted, wherever they are", async () => {
    const [header, mug, cup] = GOOD.split("\r\n");
    const file = ["", header, "", ";;;", mug, "", "", cup, ";;;", "", ""].join("\r\n");
    const result = await fix(file);
    expect((await bytesOf(result.file)).toString()).toBe(GOOD);
    expect(result.applied).toMatchObject([
      { rule: "blank-line", line: 1, count: 1 },
      { rule: "blank-line", line: 2, count: 6 },
    ]);
  });

  test("keep what is quoted, how, and how they end", async () => {
    const file =
      '"Product Handle";"Product Title" ;Variant Title;Variant Inventory Quantity\n' +
      'mug; " Mug" ;"Line one\r\nline ""two""";"10"\n\ncup;Mu"g;Blue; 7 \n';
    expect(await fixed(file)).toBe(file.replace("\n\n", "\n"));
  });
});

describe("cells too many", () => {
  const [header, mug, cup] = GOOD.split("\r\n");
  const file = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join("");

  test("are cut from rows, if they are empty", async () => {
    expect(await fixed(file(`${header}`, `${mug};;"";`, `${cup};`))).toBe(GOOD);
  });

  test("are cut with the empty names above them, as Excel writes them", async () => {
    const result = await fix(file(`${header};;`, `${mug};;`, `${cup};;`));
    expect((await bytesOf(result.file)).toString()).toBe(GOOD);
    expect(result.applied).toMatchObject([
      { rule: "unknown-column", columnName: "", count: 2 },
      { rule: "same-column", columnName: "", count: 1 },
    ]);
    expect(result.report.problems).toEqual([]);
  });

  test("are left, if one of them is not empty", async () => {
    const written = file(`${header};;`, `${mug};;`, `${cup};;?`);
    expect(await fixed(written)).toBe(written);
    const longer = file(`${header}`, `${mug};;?`);
    expect(await fixed(longer)).toBe(longer);
  });
});

describe("names of columns", () => {
  const named = (name: string) => GOOD.replace("Product Title", name);

  test.each([
    "product title",
    "PRODUCT TITLE",
    " Product  Title ",
    "Product_Title",
    "producttitle",
  ])("%j is spelled right", async (name) => {
    const { file, applied, report } = await fix(named(name));
    expect((await bytesOf(file)).toString()).toBe(GOOD);
    expect(report.verdict).toBe("ok");
    expect(applied).toMatchObject([
      { rule: "unknown-column", columnName: name, fix: { safe: true } },
    ]);
  });

  test("keep their quotes, and lose a byte order mark before", async () => {
    expect(await fixed(`\ufeff"product handle"${GOOD.slice("Product Handle".length)}`)).toBe(
      `"Product Handle"${GOOD.slice("Product Handle".length)}`,
    );
  });

  test("are numbered, and have their currencies, as meant", async () => {
    const row = { "option 2 name": "Size", "option 2 value": "S", "price usd": "10" };
    expect(await fixed(products(row))).toMatch(/;Option 2 Name;Option 2 Value;Price USD\r\n/);
  });

  test.each(["Product Tittle", "Product Tile", "Name"])(
    "%j is left: it is a guess",
    async (name) => {
      const { applied, report } = await fix(named(name));
      expect(applied).toEqual([]);
      expect(report.problems[0]?.fix?.safe).not.toBe(true);
    },
  );

  test("are left, if there would be two of them", async () => {
    const file = products({ "product title": "Mug" });
    expect(await fixed(file)).toBe(file);
    const twice = GOOD.replace("Product Title", "product title").replace(
      "Variant Title",
      "PRODUCT TITLE",
    );
    expect(await fixed(twice)).toBe(twice);
    const guess = products({ "Product Tittle": "Mug" });
    expect(await fixed(guess)).toBe(guess);
  });
});

describe("values", () => {
  test("are written as Medusa reads them, in the quotes that they had", async () => {
    const file = csvOf([
      { ...rowOf("a"), "Product Status": "Draft ", "Price EUR": '"10,50' },
    ]).replace('"""10,50"', '"10,50"');
    expect(await fixed(file)).toBe(file.replace("Draft ", "draft").replace("10,50", "10.50"));
  });

  test("that can mean two things are left, beside others that are repaired", async () => {
    const file = csvOf([
      { ...rowOf("a"), "Price EUR": "1,234", "Product Discountable": "yes" },
      { ...rowOf("b"), "Price EUR": "10,50", "Product Discountable": "maybe" },
      { ...rowOf("c"), "Price EUR": "1.234,56", "Product Discountable": "x" },
    ]);
    const result = await fix(file);
    expect((await bytesOf(result.file)).toString()).toBe(
      file.replace("yes", "true").replace(";x", ";true").replace("10,50", "10.50"),
    );
    expect(result.applied).toMatchObject([
      { rule: "no-boolean", count: 2, line: 2, places: [{ value: "yes" }, { value: "x" }] },
      { rule: "cut-price", count: 1, line: 3, value: "10,50" },
    ]);
    expect(result.report.problems).toMatchObject([
      { rule: "cut-price", count: 2 },
      { rule: "no-boolean", count: 1 },
    ]);
  });

  test("are left where bad quotes make it doubtful what they are", async () => {
    const file = products({ "Product Status": "Draft" }).replace("Blue", '"Blue" x');
    expect(await fixed(file)).toBe(file);
  });

  test("that are wrong in several ways are repaired in all", async () => {
    const file = products({ "Product Status": "Dra\0ft" });
    expect(await fixed(file)).toBe(file.replace("Dra\0ft", "draft"));
  });

  function rowOf(handle: string) {
    return {
      "Product Handle": handle,
      "Product Title": "Mug",
      "Variant Title": "Blue",
      "Variant Inventory Quantity": "1",
    };
  }
});

describe("what separates cells", () => {
  const LIST = "SKU;Price EUR\nA;1\nB;2\n";

  test("is guessed right without the last line break", async () => {
    expect(await fixed(LIST, PRICES)).toBe(LIST.trimEnd());
  });

  test("is another one, where that does not help", async () => {
    // Four commas in each row: as Medusa counts, these are more even than the semicolons.
    const rows = ["A, B, C, D", "E, F, G, H"].map((text) => ({
      ...{ "Product Handle": text, "Product Title": text, "Variant Title": `${text}, "X"` },
      "Variant Inventory Quantity": "1",
    }));
    const file = csvOf(rows);
    expect((await checkImport(file)).problems).toMatchObject([{ rule: "wrong-delimiter" }]);
    const result = await fix(file);
    expect(result.report).toMatchObject({ verdict: "ok", rows: 2, problems: [] });
    expect(result.applied).toMatchObject([{ rule: "wrong-delimiter", count: 1 }]);
    expect(await valuesOf(result.file)).toEqual([
      Object.keys(rows[0] ?? {}),
      ...rows.map((row) => Object.values(row).map(typed)),
    ]);
  });

  test("can be said, if it is none that Medusa knows", async () => {
    const file = GOOD.replaceAll(";", ":");
    expect((await fix(file)).report.verdict).toBe("refused");
    const result = await fix(file, { delimiter: ":" });
    expect(result.report).toMatchObject({ verdict: "ok", rows: 2, delimiter: "," });
    expect(await valuesOf(result.file)).toEqual(await valuesOf(GOOD));
  });

  test("is believed where it makes columns only", async () => {
    const file = products({ "Product Title": "a:b" });
    expect(await fixed(file, { delimiter: ":" })).toBe(file);
  });

  test("is rewritten behind a line that says it", async () => {
    expect(await fixed(`sep=;\r\n${LIST}`, PRICES)).toBe(LIST.trimEnd());
  });
});

describe("the file", () => {
  const SPOILT = `\ufeff${GOOD}`;
  const file = (content: string) => new Blob([content]);

  test("is CSV, and has the name of the one that it was made of", async () => {
    const named = new File([SPOILT], "products.txt", { type: "application/vnd.ms-excel" });
    const result = await fixImport(named, await checkImport(named));
    expect(result.file).toBeInstanceOf(File);
    expect(result.file).toMatchObject({ name: "products.txt", type: "text/csv" });
    expect((await fix(SPOILT)).file.name).toBe("import.csv");
    expect((await fix(SPOILT, { fileName: "new.csv" })).file.name).toBe("new.csv");
  });

  test("is told of, and given back, where it is good", async () => {
    const before = await checkImport(GOOD);
    const result = await fixImport(GOOD, before);
    expect(result).toMatchObject({ applied: [], report: before });
    expect((await bytesOf(result.file)).toString()).toBe(GOOD);
  });

  test("can be a stream that was not read yet", async () => {
    const report = await checkImport(SPOILT);
    const result = await fixImport(file(SPOILT).stream(), report);
    expect((await bytesOf(result.file)).toString()).toBe(GOOD);
  });

  test("that was read before is refused, as another one is", async () => {
    const report = await checkImport(SPOILT);
    const empty = new Blob([]).stream();
    await expect(fixImport(empty, report)).rejects.toThrow("The report is of another file, or of");
    const other = fixImport(SPOILT.replace("Product Title", "product title"), report);
    await expect(other).rejects.toThrow("The report is of another file");
  });

  test("is sliced, not copied, where it stays as it is", async () => {
    // The first row alone is repaired, of many.
    const rows = Array.from({ length: 5000 }, (_, at) => ({ "Product Handle": `p${at}` }));
    const csv = products(
      { "Product Discountable": "yes" },
      ...rows.map((row) => ({ ...row, "Product Discountable": "true" })),
    );
    const texts: number[] = [];
    class Spy extends Blob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(parts, options);
        texts.push(...parts.map((part) => (typeof part === "string" ? part.length : 0)));
      }
    }
    const blob = file(csv);
    const report = await checkImport(blob);
    vi.stubGlobal("Blob", Spy);
    const result = await fixImport(Object.setPrototypeOf(blob, Spy.prototype), report);
    vi.unstubAllGlobals();
    expect(result.applied).toMatchObject([{ rule: "no-boolean", count: 1 }]);
    expect(texts.reduce((sum, length) => sum + length, 0)).toBeLessThan(1000);
    expect((await bytesOf(result.file)).toString()).toBe(csv.replace("yes", "true"));
  });
});

describe("a repair", () => {
  const SPOILT = products({ "Product Status": "Draft" });

  test("ends when it is aborted", async () => {
    const report = await checkImport(SPOILT);
    const reason = new Error("enough");
    const aborted = fixImport(SPOILT, report, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
  });

  test("uses the words that it is given", async () => {
    const messages = {
      "unknown-status": {
        message: () => "Status?",
        fix: { safe: true, description: () => "Kleinschreiben" },
      },
    };
    const { applied } = await fix(SPOILT, { messages });
    expect(applied).toMatchObject([
      { message: "Status?", fix: { safe: true, description: "Kleinschreiben" } },
    ]);
  });

  test.each<[string, unknown, unknown, string]>([
    ["what is no report", {}, {}, "The report must be what checkImport() resolves to"],
    ["an encoding that there is not", undefined, { encoding: "latin1" }, "encoding must be one of"],
    ["a delimiter of two", undefined, { delimiter: "::" }, "delimiter must be one character"],
    ["what it does not know", undefined, { onProgress() {} }, 'has no option "onProgress"'],
  ])("refuses %s", async (_, report, options, message) => {
    const given = report ?? (await checkImport(SPOILT));
    const repair = fixImport(SPOILT, Object(given), Object(options));
    await expect(repair).rejects.toThrow(message);
  });
});
