import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { pages } from "./examples/extract.js";
import { ROOT } from "./pack.js";

const PAGES = [...pages(), "CONTRIBUTING.md", "CHANGELOG.md"];

/** A page without its code. */
function prose(page: string): string {
  return readFileSync(join(ROOT, page), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Whether a link of a page leads somewhere; those to other sites are taken at their word. */
function leadsSomewhere(page: string, link: string): boolean {
  if (/^https?:/.test(link)) return true;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

test.each(PAGES)("every link of %s leads somewhere", (page) => {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

test("the README is one page, and leads to every guide", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  expect(readme.split("\n").length).toBeLessThan(150);
  const guides = pages().filter((page) => page !== "README.md");
  expect(guides.filter((guide) => !readme.includes(relative("docs", guide)))).toEqual([]);
});
