import { readFileSync } from "node:fs";

/** A page with its generated sections as they should be: each stands between two comments, the first of which names it. */
export function withSections(page: URL, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce(
    (text, [name, section]) => withSection(page, text, name, section),
    readFileSync(page, "utf8"),
  );
}

function withSection(page: URL, text: string, name: string, section: string): string {
  const start = `<!-- generated: ${name} -->`;
  const [before, rest = ""] = text.split(start);
  const end = rest.slice(rest.indexOf("<!-- end -->"));
  if (end === rest) throw new Error(`${page.pathname} has no section "${name}".`);
  return `${before}${start}\n\n${section}\n\n${end}`;
}
