import { checkImport, MAX_PLACES } from "medusa-batch-jobs/csv";
import { describe, expect, test } from "vitest";
import { products } from "./files.js";

const many = (count: number, row: (index: number) => Record<string, string>) =>
  products(
    ...Array.from({ length: count }, (_, index) => ({
      "Product Handle": `mug-${index}`,
      ...row(index),
    })),
  );

describe("problems", () => {
  test("one cause in 500 rows is one problem, with its count and the first of its places", async () => {
    const { problems } = await checkImport(
      many(500, (index) => ({ "Variant SKU": `0${index + 1}` })),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ rule: "leading-zeros", count: 500, line: 2, value: "01" });
    expect(problems[0]?.places).toHaveLength(MAX_PLACES);
    expect(problems[0]?.places.at(-1)).toMatchObject({ line: 11, value: "010", becomes: "10" });
  });

  test("one cause in two columns is two problems", async () => {
    const row = { "Variant SKU": "01", "Variant Barcode": "02" };
    const { problems } = await checkImport(products(row));
    expect(problems.map(({ columnName }) => columnName)).toEqual([
      "Variant SKU",
      "Variant Barcode",
    ]);
  });

  test("the worst come first, then those of the first lines", async () => {
    const { problems } = await checkImport(
      products(
        { "Price EUR": "-1", "Variant SKU": "007", "Product Subtitle": "1.0" },
        { "Product Handle": "cup", "Variant Inventory Quantity": "", "Product Weight": "x" },
        { "Product Handle": "", "Price EUR": "" },
      ),
    );
    expect(problems.map(({ severity, line }) => [severity, line])).toEqual([
      ["refused", 3],
      ["refused", 3],
      ["refused", 4],
      ["changed", 2],
      ["changed", 2],
      ["suspicious", 2],
    ]);
  });

  test("no more of a severity than asked for; those of another one are told all the same", async () => {
    const file = many(3, (index) => ({ "Product Status": `s${index}`, "Variant SKU": "00" }));
    const report = await checkImport(file, { maxProblems: 2 });
    expect(report.problems.map(({ rule }) => rule)).toEqual([
      "unknown-status",
      "unknown-status",
      "leading-zeros",
    ]);
    expect(report).toMatchObject({ truncated: true, verdict: "refused" });
    expect(await checkImport(file, { maxProblems: 4 })).toMatchObject({ truncated: false });
  });

  test("of a long cell, a message shows the part that changes", async () => {
    const long = `${"a".repeat(500)}ü${"b".repeat(500)}`;
    const bytes = Uint8Array.from(Buffer.from(products({ "Product Title": long }), "latin1"));
    const [problem] = (await checkImport(bytes)).problems;
    expect(problem?.message.length).toBeLessThan(300);
    expect(problem?.message).toContain("aü");
    expect(problem?.value).toBe(long);
  });

  test("a report is plain JSON", async () => {
    const report = await checkImport(products({ "Variant SKU": "007", "Price EUR": "10,50" }));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("words of one's own take the place of the usual ones, for the rules that have them", async () => {
    const file = products({ "Variant SKU": "007", "Product Status": "New" });
    const { problems } = await checkImport(file, {
      messages: {
        "leading-zeros": { message: ({ value, becomes }) => `${value} wird zu ${becomes}.` },
      },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('"New" is no status'),
      "007 wird zu 7.",
    ]);
  });
});

describe("what is not asked rightly", () => {
  test.each([
    [{ type: "order-export" }, "type must be one of product-import, price-list-import"],
    [{ medusa: "2.0" }, 'medusa must be a version of Medusa v1, as "1.20"'],
    [{ maxProblems: 0 }, "maxProblems must be a whole number of at least 1"],
    [{ strict: true }, 'the options of checkImport has no option "strict"'],
  ])("is refused: %o", async (options, message) => {
    await expect(checkImport("a;b", options as never)).rejects.toThrow(message);
  });
});

test.each(["1.8", "1.8.2", "1.11.0"] as const)(
  "Medusa %s minds no byte order mark",
  async (medusa) => {
    const report = await checkImport(`\ufeff${products({ "Price EUR": "" })}`, { medusa });
    expect(report).toMatchObject({ verdict: "ok", problems: [], products: 1 });
  },
);
