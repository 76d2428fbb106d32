import { describe, expect, test } from "vitest";
import { describeMended } from "../../../../src/cli/report/mended.js";
import { planOf } from "../../../../src/cli/report/plan.js";
import { printable } from "../../../../src/cli/report/printable.js";
import { describeReport, totalsOf } from "../../../../src/cli/report/text.js";
import { isRefused, verdictOf } from "../../../../src/cli/report/verdict.js";
import { wrap } from "../../../../src/cli/report/wrap.js";
import { reportOf } from "./reports.js";

const PLAIN = { name: "a.csv", style: (_format: unknown, text: string) => text };

describe("a report for people", () => {
  test("says the worst first, each with its place, what becomes of it, and what to do", () => {
    const report = reportOf(
      { severity: "refused", rule: "no-handle", line: 4, message: "There is no handle." },
      {
        severity: "refused",
        rule: "taken-handle",
        line: 9,
        column: 1,
        columnName: "Product Handle",
        value: "mug",
        message: "The shop has it.",
      },
      {
        line: 2,
        column: 5,
        columnName: "Variant SKU",
        value: "007",
        becomes: "7",
        count: 30,
        places: [2, 3, 4, 5, 6, 7, 8].map((line) => ({ line, column: 5 })),
        fix: { description: "Write 7.", safe: true },
      },
      {
        value: "b2b",
        becomes: null,
        suggestion: "B2B",
        count: 2,
        places: [{ line: 2 }, { line: 5 }],
      },
      { severity: "suspicious", message: "Is it?", fix: { description: "Ask.", safe: false } },
    );
    expect(describeReport(report, PLAIN)).toMatchInlineSnapshot(`
      "Medusa would refuse a.csv.

      Refused (2)

      a.csv:9:1  Product Handle  mug
        The shop has it.

      a.csv:4
        There is no handle.

      Changed in silence (2)

      a.csv:2:5  Variant SKU  007 → 7
        It is changed.
        --fix: Write 7.
        And in 29 more places: 3:5, 4:5, 5:5, 6:5, 7:5, …

      a.csv:2  b2b → nothing
        It is changed.
        Perhaps "B2B" is meant.
        And in 1 more place: line 5

      May not be meant (1)

      a.csv:2
        Is it?
        Ask.

      2 rows: 1 product, 2 variants."
    `);
  });

  test("says nothing but the verdict and the counts where nothing is wrong", () => {
    expect(describeReport(reportOf(), PLAIN)).toMatchInlineSnapshot(`
      "Medusa would import a.csv as it is.

      2 rows: 1 product, 2 variants. The import: 1 product to create; 2 variants to create."
    `);
  });

  test("tells twenty problems of a kind, and how many more there are", () => {
    const problems = Array.from({ length: 22 }, (_, line) => ({
      line,
      rule: "no-handle" as const,
    }));
    const text = describeReport({ ...reportOf(...problems), truncated: true }, PLAIN);
    expect(text.match(/a\.csv:/g)).toHaveLength(20);
    expect(text).toContain("And 2 more problems: --format json has them.");
    expect(text).toContain("There are more problems; these come first.");
  });

  test("does nothing to a terminal, whatever is in the file", () => {
    const evil = "\u001b[2J\r\n\u202e";
    const report = reportOf({ columnName: evil, value: evil, becomes: evil, message: evil });
    const text = describeReport(report, { ...PLAIN, name: evil });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain("\\u001b[2J\\r\\n\\u202e");
  });

  test("fits a terminal, with places at the beginning of a line", () => {
    const message = "A long message of a good many words, all of them short. ".repeat(4).trim();
    const text = describeReport(reportOf({ message }), { ...PLAIN, width: 40 });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(text).toContain("\na.csv:2\n  A long");
  });
});

test.each([
  [reportOf({ severity: "refused" }), "Medusa would refuse a.csv.", true, true],
  [reportOf({ rule: "one-line" }), "Medusa would import nothing of a.csv.", true, true],
  [reportOf({ rule: "no-rows" }), "Medusa would import nothing of a.csv.", true, true],
  [reportOf({}), "Medusa would import a.csv, but not as it says.", false, true],
  [
    reportOf({ severity: "suspicious" }),
    "Medusa would import a.csv as it is. Is it meant so?",
    false,
    false,
  ],
  [reportOf(), "Medusa would import a.csv as it is.", false, false],
])(
  "the verdict of a report in a sentence, and whether it is a no: %#",
  (report, text, no, strict) => {
    expect(verdictOf(report, "a.csv")[0]).toBe(text);
    expect(isRefused(report)).toBe(no);
    expect(isRefused(report, true)).toBe(strict);
  },
);

test.each([
  [
    reportOf(),
    "2 rows: 1 product, 2 variants. The import: 1 product to create; 2 variants to create.",
  ],
  [reportOf({ severity: "refused" }), "2 rows: 1 product, 2 variants."],
  [
    { ...reportOf(), rows: 1, products: 0, variants: 1, predicted: {} },
    "1 row: 1 variant. The import: nothing to do.",
  ],
  [{ ...reportOf(), rows: 0 }, "No rows."],
])("what is in a file: %#", (report, text) => {
  expect(totalsOf(report)).toBe(text);
});

test("a plan has what is to be done, in the words of the SDK", () => {
  expect(planOf({ PRODUCT_UPDATE: 2, VARIANT_UPDATE: 1, PRODUCT_CREATE: 0 })).toBe(
    "2 products to update; 1 variant to update",
  );
  expect(planOf({ PRICE_LIST_PRICE_CREATE: 3 })).toBe("3 price rows to create");
  expect(planOf({})).toBe("nothing to do");
});

describe("what was mended", () => {
  test("is told with its place, and how often", () => {
    const fix = { description: "Write true.", safe: true };
    const { problems } = reportOf({ column: 4, columnName: "Discountable", fix, count: 3 });
    expect(describeMended(problems, PLAIN)).toBe(
      "Mended (1)\n\na.csv:2:4  Discountable\n  Write true. (and in 2 more places)",
    );
  });

  test("is nothing, in words", () => {
    expect(describeMended([], PLAIN)).toBe("Nothing in a.csv can be mended without a doubt.");
  });
});

test("letters stay as they are, and what is invisible is shown", () => {
  expect(printable("Grün\t👩‍🍳\ufeff\u0007")).toBe("Grün\\t👩‍🍳\\ufeff\\u0007");
});

describe("wrapping", () => {
  test("leaves a text alone where there is no terminal", () => {
    expect(wrap("a b c", undefined, "  ")).toBe("  a b c");
  });

  test("breaks between words, by how wide they are on the screen", () => {
    expect(wrap("one two three", 9, "  ")).toBe("  one two\n  three");
    expect(wrap("茶碗 茶碗", 8, "")).toBe("茶碗\n茶碗");
  });

  test("leaves a word whole that is too long, and a wide terminal half empty", () => {
    expect(wrap("a extraordinary b", 5)).toBe("a\nextraordinary\nb");
    expect(wrap("word ".repeat(40).trim(), 500).split("\n")[0]).toHaveLength(99);
  });
});
