import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { productRows } from "../support/product-rows.js";
import { type Run, runsOf, toSvg } from "./support/picture.js";
import { openShop } from "./support/shop.js";
import { temporaryFolder } from "./support/temporary-folder.js";
import { openShell } from "./support/terminal.js";

const COLUMNS = 84;
const TITLE = "An import of 5,000 products on a terminal";
const COMMAND = "npx medusa-batch-jobs import products.csv";

test("the picture of the guide shows what an import of 5,000 rows shows (npm run docs:screens)", async () => {
  const shop = await openShop({ tick: Number.POSITIVE_INFINITY });
  const cwd = await temporaryFolder();
  const handles = Array.from({ length: 5000 }, (_, index) => `product-${index}`);
  await writeFile(join(cwd, "products.csv"), productRows(...handles));
  const line = `printf '$ ${COMMAND}\\n'; mbj import products.csv`;
  const terminal = openShell(line, { env: shop.env, cwd, cols: COLUMNS });
  await terminal.until(/Preparing /);
  const [job] = shop.fake.jobs;
  if (job === undefined) throw new Error("There is no job.");
  shop.fake.advance(job.id);
  await terminal.until(/\[y\/N\]/);
  terminal.type("y\r");
  await terminal.until(/Importing .*━.* \d+ s/);
  const middle = runsOf(terminal.emulator);
  shop.fake.settle(job.id);
  expect(await terminal.ended).toBe(0);
  const windows = [middle, runsOf(terminal.emulator)].map((lines) => lines.map(posed));
  await expect(toSvg(windows, COLUMNS, TITLE)).toMatchFileSnapshot("../../docs/images/import.svg");
  await shop.close();
});

const BAR: readonly Run[] = [
  { text: "───────", look: "dim" },
  { text: "━━━━", look: "cyan" },
  { text: "─────────", look: "dim" },
];

/** A line without what differs from run to run: ids, addresses, times, and where the bar is. */
function posed(runs: readonly Run[]): Run[] {
  const isDone = runs[0]?.text === "✓";
  const bar = runs.findIndex(({ text }) => /[─━]/.test(text));
  return runs.flatMap(({ text, look }, index) => {
    if (/[─━]/.test(text)) return index === bar ? BAR : [];
    if (/^\d+ s$/.test(text)) return isDone ? [] : [{ text: "12 s", look }];
    return [{ text: posedText(text), look }];
  });
}

function posedText(text: string): string {
  return text
    .replace(/batch_[0-9A-Z]{26}/, "batch_01KB0Q6W3V7Y2M8T4C9D5E1FGH")
    .replace(/http:\/\/127\.0\.0\.1:\d+/, "https://shop.example")
    .replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, "⠹");
}
