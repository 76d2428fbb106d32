import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ROOT } from "./pack.js";

const SRC = join(ROOT, "src");

/** What each file of src imports, types included: files below src, and the names of packages. */
const IMPORTS = new Map(
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, importsOf(file)]),
);

test("no file of src imports itself, be it through others, be it a type", () => {
  expect([...IMPORTS.keys()].map(circleThrough).filter(Boolean)).toEqual([]);
});

test("src/http knows nothing of jobs, of resources or of the client", () => {
  const above = /^(jobs|resources|undici|testing)\/|^(client|medusa|index)\.ts$/;
  expect(importsInto("http/").filter(([, imported]) => above.test(imported))).toEqual([]);
});

test("src/jobs never touches axios", () => {
  const sending = /^axios|^http\/(transport|repeat)\.ts$/;
  expect(importsInto("jobs/").filter(([, imported]) => sending.test(imported))).toEqual([]);
});

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, file), "utf8"));
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith(".")
      ? normalize(join(dirname(file), fileName.replace(/\.js$/, ".ts")))
      : fileName,
  );
}

/** The shortest way from a file back to itself. */
function circleThrough(file: string): string | undefined {
  const seen = new Set<string>();
  let ways = [[file]];
  while (ways.length > 0) {
    ways = ways.flatMap((way) =>
      (IMPORTS.get(way.at(-1) ?? "") ?? []).map((next) => [...way, next]),
    );
    const circle = ways.find((way) => way.at(-1) === file);
    if (circle !== undefined) return circle.join(" → ");
    ways = ways.filter((way) => {
      const end = way.at(-1) ?? "";
      return !seen.has(end) && seen.add(end);
    });
  }
  return undefined;
}

function importsInto(folder: string): [file: string, imported: string][] {
  return [...IMPORTS]
    .filter(([file]) => file.startsWith(folder))
    .flatMap(([file, imports]) => imports.map((one): [string, string] => [file, one]));
}
