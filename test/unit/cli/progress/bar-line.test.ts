import { expect, test } from "vitest";
import { type BarLine, drawLine } from "../../../../src/cli/progress/bar-line.js";

const plain = (_format: unknown, text: string) => text;
const draw = (line: Partial<BarLine>, columns: number, frame = 0) =>
  drawLine({ mark: "*", label: "Uploading", details: [], ...line }, columns, frame, plain);

test("a line is as wide as there is room for, and gives up what matters least", () => {
  const line = { bar: 0.5, details: ["50 %", "3.1 MB of 6.2 MB", "1.2 MB/s"] };
  const lines = [79, 60, 50, 39, 30, 20, 11, 8].map((columns) => draw(line, columns));
  expect(`\n${lines.join("\n")}\n`).toBe(`
* Uploading  ━━━━━━━━━━──────────  50 %  3.1 MB of 6.2 MB  1.2 MB/s
* Uploading  ━━━━━━───────  50 %  3.1 MB of 6.2 MB  1.2 MB/s
* Uploading  ━━━━━━───────  50 %  3.1 MB of 6.2 MB
* Uploading  ━━━━━━━━━━──────────  50 %
* Uploading  ━━━━━──────  50 %
* Uploading  50 %
* Uploading
* Uploa…
`);
});

test("no line is wider than it may be", () => {
  const line = { label: "Uploading 商品", bar: 0.3, details: ["30 %", "3.1 MB of 6.2 MB"] };
  for (let columns = 2; columns < 90; columns++) {
    expect([...draw(line, columns)].length).toBeLessThanOrEqual(columns);
  }
});

test("a bar without a share goes to and fro, and never fills", () => {
  const bars = [0, 4, 16, 20, 32].map((frame) => draw({ bar: "unknown" }, 40, frame).slice(13));
  expect(`\n${bars.join("\n")}\n`).toBe(`
━━━━────────────────
────━━━━────────────
────────────────━━━━
────────────━━━━────
━━━━────────────────
`);
});
