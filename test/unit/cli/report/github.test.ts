import fc from "fast-check";
import { checkImport } from "medusa-batch-jobs/csv";
import { describe, expect, test } from "vitest";
import { describeForGitHub } from "../../../../src/cli/report/github.js";
import { reportOf } from "./reports.js";

/** What GitHub reads: a command, its properties, and a message. */
const ANNOTATION = /^::(error|warning|notice) ([^:]*?)::(.*)$/;

/** As the runner reads it: properties between commas, escapes undone. */
function parse(line: string) {
  const [, command, properties = "", data = ""] = ANNOTATION.exec(line) ?? [];
  const pairs = properties.split(",").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, unescaped(value.join("="))];
  });
  return { command, ...Object.fromEntries(pairs), message: unescaped(data) };
}

function unescaped(text: string): string {
  return text
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":")
    .replaceAll("%0A", "\n")
    .replaceAll("%0D", "\r")
    .replaceAll("%25", "%");
}

describe("annotations for GitHub", () => {
  test.each([
    ["refused", "error", "Refused by Medusa: no-integer"],
    ["changed", "warning", "Changed by Medusa in silence: no-integer"],
    ["suspicious", "notice", "May not be meant: no-integer"],
  ] as const)("are, for what is %s, an %s", (severity, command, title) => {
    const report = reportOf({ severity, rule: "no-integer", line: 3, column: 7, message: "No." });
    expect(parse(describeForGitHub(report, "a.csv"))).toEqual({
      command,
      title,
      file: "a.csv",
      line: "3",
      col: "7",
      message: "No.",
    });
  });

  test("name a whole line without a column, and each place with what is in it", () => {
    const places = [
      { line: 2, value: "007", becomes: 7 },
      { line: 3, value: "008", becomes: 8 },
    ];
    const report = reportOf({ ...places[0], message: "Zeros are lost.", count: 12, places });
    const lines = describeForGitHub(report, "a.csv").split("\n").map(parse);
    expect(lines).toMatchObject([
      { line: "2", message: "Zeros are lost. (10 more places without an annotation.)" },
      { line: "3", message: "008 → 8, as in line 2: Zeros are lost." },
    ]);
    expect(lines[0]).not.toHaveProperty("col");
  });

  test("are none where nothing is wrong", () => {
    expect(describeForGitHub(reportOf(), "a.csv")).toBe("");
  });

  test("keep to one line each, and to their properties, whatever is in the file or its name", () => {
    const text = fc.string({
      unit: fc.constantFrom("%", "0", "A", "\r", "\n", ":", ",", "=", "é"),
    });
    fc.assert(
      fc.property(text, text, text, fc.nat(), (name, message, value, line) => {
        const places = [
          { line, value },
          { line, column: 1, value: `${value}x`, becomes: message },
        ];
        const report = reportOf({ line, value, message, places, count: 2 });
        const lines = describeForGitHub(report, name).split("\n");
        expect(lines).toHaveLength(2);
        for (const told of lines) {
          expect(told).toMatch(ANNOTATION);
          expect(told).not.toContain("\r");
        }
        expect(lines.map(parse)).toMatchObject([
          { file: name, line: String(line), message },
          { file: name, line: String(line), col: "1" },
        ]);
      }),
    );
  });

  test("are as well formed for whatever a file holds", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("%", "\n", "\r", ":", ",", "0", "7", "é", " "),
    });
    await fc.assert(
      fc.asyncProperty(cell, cell, async (title, column) => {
        const quoted = (text: string) => `"${text}"`;
        const csv = `Product Handle;Product Title;${quoted(column)}\nmug;${quoted(title)};1\n`;
        const report = await checkImport(new Blob([csv]));
        for (const line of describeForGitHub(report, "a,b:c.csv").split("\n")) {
          expect(line).toMatch(/^::(error|warning|notice) file=a%2Cb%3Ac\.csv,line=\d+,/);
          expect(line).not.toContain("\r");
        }
      }),
      { numRuns: 50 },
    );
  });
});
