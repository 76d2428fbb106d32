import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { guides, writeSections } from "./guide.js";

test.each(guides().map((guide) => ({ ...guide, name: basename(guide.page.pathname) })))(
  "docs/$name has every command, flag and exit code, as they are: npm run docs:cli writes it",
  (guide) => {
    expect(readFileSync(guide.page, "utf8")).toBe(writeSections(guide));
  },
);
