import { readFile, writeFile } from "node:fs/promises";

const GUIDE = new URL("../../docs/soak.md", import.meta.url);
const BEGIN = "<!-- begin: npm run soak -- --write -->";
const END = "<!-- end -->";

/** Puts the tables of a soak into docs/soak.md, in place of those that are there. */
export async function writeGuide(how: string, tables: string): Promise<void> {
  await writeFile(GUIDE, withTables(await readFile(GUIDE, "utf8"), `${how}\n\n${tables}`));
}

/** The guide with these tables. */
export function withTables(guide: string, tables: string): string {
  const [before, rest] = guide.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/soak.md has no place for the tables, between "${BEGIN}" and "${END}".`);
  }
  return `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`;
}
