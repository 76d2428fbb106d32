import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../../src/react");
const CSS = readFileSync(join(FOLDER, "styles.css"), "utf8");
const CODE = readdirSync(join(FOLDER, "panel"))
  .map((file) => readFileSync(join(FOLDER, "panel", file), "utf8"))
  .join("\n");

/** What is before a brace, but for what rules stand in. */
const SELECTORS = CSS.replace(/\/\*.*?\*\//gs, "")
  .replace(/@keyframes [^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "")
  .replace(/@[^{]*\{/g, "")
  .replace(/\{[^{}]*\}/g, ";")
  .split(/[;}]|,(?![^(]*\))/)
  .map((selector) => selector.trim())
  .filter((selector) => selector !== "");

function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern))].sort();
}

test("every class has looks, and every look has its class", () => {
  const used = namesIn(CODE.replace(/medusa-batch-jobs/g, ""), /(?<=[" ])mbj-[\w-]+(?=[" ])/g);
  expect(namesIn(SELECTORS.join(" "), /mbj-[\w-]+/g)).toEqual(used);
});

test("no rule reaches what is not the panel's", () => {
  const reaching = SELECTORS.filter((selector) => !selector.includes(".mbj-"));
  expect(SELECTORS.length).toBeGreaterThan(100);
  expect(reaching).toEqual([]);
});

test("each variable that can be set is named at the top, and used", () => {
  const [top = "", rest = ""] = CSS.split("*/", 2);
  expect(namesIn(rest, /--mbj-[\w-]+/g)).toEqual(namesIn(top, /--mbj-[\w-]+/g));
});
