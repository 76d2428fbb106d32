import { checkImport, fixImport, type MedusaVersion } from "medusa-batch-jobs/csv";
import { describe, expect, test } from "vitest";
import { PAPAPARSE_5_3, PAPAPARSE_5_7 } from "../../../src/csv/read/parser.js";
import { csvOf, products } from "./files.js";

// What comes of whole files is asked of Medusa 1.8 and 1.16: test/contract/csv.

const PRICED = products({ "Price EUR": "10" });

async function rulesOf(file: string, medusa: MedusaVersion): Promise<string[]> {
  const { problems } = await checkImport(file, { medusa });
  return problems.map(({ rule, columnName }) => (columnName ? `${rule} ${columnName}` : rule));
}

test.each<[string, string, string, found: MedusaVersion[], not: MedusaVersion[]]>([
  [
    "a byte order mark is refused",
    `\ufeff${PRICED}`,
    "byte-order-mark \ufeffProduct Handle",
    ["1.12", "1.20"],
    ["1.8", "1.11.0"],
  ],
  [
    "a byte order mark before a quote is refused by all",
    `\ufeff${PRICED.replace("Product Handle", '"Product Handle"')}`,
    'byte-order-mark \ufeff"Product Handle"',
    ["1.8", "1.20"],
    [],
  ],
  [
    "the second column of a name is refused",
    PRICED.replace("Variant Title", "Product Title"),
    "renamed-column Product Title",
    ["1.8"],
    ["1.12"],
  ],
  [
    "the first column of a name is lost",
    PRICED.replace("Variant Title", "Product Title"),
    "same-column Product Title",
    ["1.12"],
    ["1.11"],
  ],
  [
    "a product without a cell for a price is refused",
    products({}),
    "no-price-cell",
    ["1.8", "1.18.1"],
    ["1.19", "1.20"],
  ],
  [
    "a family's name without its number is refused",
    products({ "Price EUR": "", "Image Url": "x" }),
    "unknown-column Image Url",
    ["1.15.1", "1.20"],
    ["1.8", "1.15.0"],
  ],
  [
    "columns of categories are not known",
    products({ "Price EUR": "", "Product Category 1 Name": "x" }),
    "unknown-column Product Category 1 Name",
    ["1.8", "1.10.0"],
    ["1.10.1", "1.10", "1.20"],
  ],
  [
    "a date in a text makes it one",
    products({ "Price EUR": "", "Product Title": "of 2024-05-06T07:08:09Z" }),
    "date-as-text Product Title",
    ["1.12"],
    ["1.8"],
  ],
])("%s, by the version", async (_, file, rule, found, not) => {
  for (const medusa of found) expect(await rulesOf(file, medusa), medusa).toContain(rule);
  for (const medusa of not) expect(await rulesOf(file, medusa), medusa).not.toContain(rule);
});

test("a version without a patch is the last of its patches", async () => {
  const file = products({ "Price EUR": "", "Image Url": "x" });
  expect(await rulesOf(file, "1.15")).toEqual(await rulesOf(file, "1.15.1"));
});

test("what is mended is mended for the version", async () => {
  const medusa = "1.8";
  const file = PRICED.replaceAll(";", ",").replace("10\r\n", '"10,5"\r\n');
  const fixed = await fixImport(file, await checkImport(file, { medusa }), { medusa });
  expect(fixed.report).toMatchObject({ verdict: "ok", problems: [] });
});

describe("papaparse 5.7", () => {
  test("takes the delimiter that cuts rows most evenly, not the one that is there most often", () => {
    const commas = "a, b, c, d, e, f";
    const file = csvOf(Array.from({ length: 3 }, () => ({ one: commas, two: commas })));
    expect(PAPAPARSE_5_3.guessDialect(file.trimEnd()).delimiter).toBe(",");
    expect(PAPAPARSE_5_7.guessDialect(file.trimEnd())).toMatchObject({
      delimiter: ";",
      guessed: true,
    });
  });

  test("takes a comma where no delimiter makes two columns", () => {
    expect(PAPAPARSE_5_7.guessDialect("one\ntwo")).toMatchObject({
      delimiter: ",",
      guessed: false,
    });
  });

  test("gives no two columns the same name, and none a byte order mark", () => {
    const names = PAPAPARSE_5_7.columnNames(["\ufeffa", "a", "\ufeffb", "a_1", "", "", "a"]);
    expect(names).toEqual(["a", "a_2", "b", "a_1", "", "_1", "a_3"]);
  });

  test("takes a cell for a date that is nothing else", () => {
    const date = "2024-05-06T07:08:09Z";
    expect(PAPAPARSE_5_7.typed(date)).toEqual(new Date(date));
    expect(PAPAPARSE_5_7.typed(`${date} `)).toBe(`${date} `);
  });
});
