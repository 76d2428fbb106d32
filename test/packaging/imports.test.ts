import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ROOT } from "./pack.js";

const SRC = join(ROOT, "src");

/** Where the checker of files is loaded, when an import asks for a check: a page does not carry it for those that do not. */
const LOADS_LATE = "jobs/import-check.ts";

/** What each file of src imports, types included: files below src, and the names of packages. */
const IMPORTS = new Map(
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
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

test("src/csv stands beside: it is imported late, in one place, and for the rest by its types", () => {
  const csv = [...IMPORTS.keys()].filter((file) => file.startsWith("csv/"));
  const others = [...IMPORTS.keys()].filter((file) => !/^(csv|testing|cli)\//.test(file));
  const imported = others.flatMap((file) =>
    valuesIn(file)
      .filter(({ path }) => csv.includes(path))
      .map((value) => ({ file, ...value })),
  );
  expect(imported).toEqual([{ file: LOADS_LATE, path: "csv/index.ts", isLate: true }]);
});

test("src/csv knows nothing of the client and of resources, and of jobs nothing but types", () => {
  const above = /^(resources|undici|testing)\/|^(client|medusa|index)\.ts$|^axios/;
  expect(importsInto("csv/").filter(([, imported]) => above.test(imported))).toEqual([]);
  const csv = [...IMPORTS.keys()].filter((file) => file.startsWith("csv/"));
  expect(csv.filter((file) => valuesIn(file).some(({ path }) => path.startsWith("jobs/")))).toEqual(
    [],
  );
});

test.each(["cli/", "react/"])(
  "src/%s is built on what the package exports, and nothing imports it",
  (folder) => {
    const isOwn = (file: string) => file.startsWith(folder);
    const inner = importsInto(folder).filter(
      ([, imported]) => IMPORTS.has(imported) && !isOwn(imported),
    );
    expect(inner).toEqual([]);
    const above = [...IMPORTS].filter(
      ([file, imports]) => !isOwn(file) && imports.some((imported) => isOwn(imported)),
    );
    expect(above).toEqual([]);
  },
);

test("src/react needs React and TanStack Query alone: no DOM of React's, nothing else to install", () => {
  const packages = importsInto("react/").filter(([, imported]) => !IMPORTS.has(imported));
  expect([...new Set(packages.map(([, imported]) => imported))].sort()).toEqual([
    "@tanstack/react-query",
    "medusa-batch-jobs",
    "medusa-batch-jobs/csv",
    "react",
  ]);
});

test("src/react imports the checker of files late, and for the rest by its types", () => {
  const files = importsInto("react/").map(([file]) => file);
  const checkers = [...new Set(files)].flatMap((file) =>
    valuesIn(file).filter(({ path }) => path === "medusa-batch-jobs/csv"),
  );
  expect(checkers.filter(({ isLate }) => !isLate)).toEqual([]);
});

/** What a file imports that is there when it runs; late, if by a call. */
function valuesIn(file: string): { path: string; isLate: boolean }[] {
  const source = readFileSync(join(SRC, file), "utf8");
  const atOnce = source.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm);
  const late = source.matchAll(/\bimport\("([^"]+)"\)/g);
  return [
    ...[...atOnce].map(([, path = ""]) => ({ path: pathOf(file, path), isLate: false })),
    ...[...late].map(([, path = ""]) => ({ path: pathOf(file, path), isLate: true })),
  ];
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, file), "utf8"));
  return importedFiles.map(({ fileName }) => pathOf(file, fileName));
}

/** A file below src, be it one of JSX, or the name of a package. */
function pathOf(file: string, imported: string): string {
  if (!imported.startsWith(".")) return imported;
  const path = normalize(join(dirname(file), imported.replace(/\.js$/, ".ts")));
  return existsSync(join(SRC, path)) ? path : `${path}x`;
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
