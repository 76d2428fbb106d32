import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guide, PAGE } from "../../shops/guide.js";

test("docs/medusa-v1.md has every promise on every profile: npm run docs:shops writes it", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(guide());
});
