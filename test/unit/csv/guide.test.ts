import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guide, PAGE } from "./guide.js";

test("docs/csv.md has every column and every rule, as they are: npm run docs:csv writes it", async () => {
  expect(readFileSync(PAGE, "utf8")).toBe(await guide());
});
