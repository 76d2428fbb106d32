import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { npm, ROOT } from "./pack.js";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** Scripts that npm runs on a user's machine. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];

/** Every path that the manifest points a user to. */
function targets(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("./dist/") ? [value.slice(2)] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(targets) : [];
}

describe("the package", () => {
  test("runs nothing when it is installed", () => {
    expect(Object.keys(manifest.scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual(
      [],
    );
  });

  test("depends on six packages, and on no URL or folder", () => {
    const { papaparse, ...dependencies } = manifest.dependencies;
    expect(Object.keys(dependencies)).toEqual([
      "@noble/hashes",
      "axios",
      "axios-retry",
      "qs",
      "qs-esm",
    ]);
    for (const range of Object.values(dependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
    // Another version may read a file otherwise than Medusa's does.
    expect(papaparse).toBe("5.3.2");
  });

  test("names what it holds", () => {
    expect(manifest.files).toEqual(["dist", "CHANGELOG.md"]);
  });
});

describe.skipIf(!existsSync(join(ROOT, "dist")))("the tarball", () => {
  const [{ files }] = JSON.parse(npm(ROOT, "pack", "--dry-run", "--json"));
  const paths: string[] = files.map(({ path }: { path: string }) => path);

  test("holds dist, README, LICENSE, CHANGELOG and package.json, and nothing else", () => {
    const others = paths.filter((path) => !path.startsWith("dist/"));
    expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  });

  test("holds code, declarations, source maps and a style sheet alone, and the licenses of what is bundled", () => {
    const code =
      /\.(?:d\.ts|d\.cts|js|cjs|js\.map|cjs\.map)$|^dist\/(?:cli\/LICENSES\.txt|react\/styles\.css)$/;
    expect(paths.filter((path) => path.startsWith("dist/") && !code.test(path))).toEqual([]);
  });

  test("declares no member that would make a class the only one of its type", () => {
    const declarations = paths.filter((path) => /\.d\.c?ts$/.test(path));
    const nominal = declarations.filter((path) =>
      /^ *(?:#private|(?:private|protected) )/m.test(readFileSync(join(ROOT, path), "utf8")),
    );
    expect(declarations.length).toBeGreaterThan(5);
    expect(nominal).toEqual([]);
  });

  test("holds every file that package.json points to", () => {
    expect(paths).toEqual(expect.arrayContaining(targets(manifest)));
  });

  test("loads papaparse with ./csv, and not before: few imports need a parser", () => {
    const script = `
      const isLoaded = () => Object.keys(require.cache).some((path) => path.includes("papaparse"));
      const { Medusa } = require("./dist/index.cjs");
      console.log(new Medusa().admin !== undefined, isLoaded());
      console.log(require("./dist/csv/index.cjs").checkImport !== undefined, isLoaded());
    `;
    const output = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
    expect(output).toBe("true false\ntrue true\n");
  });

  test("requires msw when handlers are made, and not before: Jest cannot", () => {
    const script = `
      const { FakeMedusa, createBatchJobHandlers } = require("./dist/testing/index.cjs");
      const isLoaded = () => Object.keys(require.cache).some((path) => /node_modules.msw\\b/.test(path));
      const fake = new FakeMedusa();
      console.log(isLoaded(), createBatchJobHandlers(fake).length > 0, isLoaded());
    `;
    const output = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
    expect(output.trim()).toBe("false true true");
  });

  describe("what is for React", () => {
    const library = paths.filter((path) => /^dist\/(?!cli).*\.c?js$/.test(path));
    const isMarked = (path: string) => read(path).startsWith('"use client"; ');

    test("says of files with hooks or elements, and of no others, that they are for clients", () => {
      const forClients =
        /\buse(?:Query|Mutation|QueryClient|State|Effect|Context|Ref|Memo)\b|\bjsx\b/;
      expect(library.filter((path) => forClients.test(read(path)))).toEqual(
        library.filter(isMarked),
      );
      expect(library.filter(isMarked).length).toBeGreaterThan(3);
    });

    test.each(["js", "cjs"])(
      "has queries for servers too, without what is for clients: .%s",
      (type) => {
        const files = withAllImports(`dist/react/queries.${type}`);
        expect(files.length).toBeGreaterThan(1);
        expect(files.filter(isMarked)).toEqual([]);
      },
    );

    test("is no part of the library: no other entry leads to React or to TanStack Query", () => {
      const others = ["index", "csv/index", "testing/index", "undici/index"].flatMap((entry) =>
        ["js", "cjs"].flatMap((type) => withAllImports(`dist/${entry}.${type}`)),
      );
      expect(others.filter((path) => /["'](?:react|@tanstack)\b/.test(read(path)))).toEqual([]);
    });

    test("needs neither React nor TanStack Query where it is not used", () => {
      expect(manifest.dependencies).not.toHaveProperty("react");
      expect(manifest.peerDependenciesMeta).toMatchObject({
        "@tanstack/react-query": { optional: true },
        react: { optional: true },
      });
    });

    test("has a style sheet, which no bundler leaves out for having no exports", () => {
      expect(read("dist/react/styles.css")).toMatch(/\.mbj-/);
      expect(manifest.sideEffects).toEqual(["**/*.css"]);
    });
  });

  describe("the command line", () => {
    const commandLine = paths.filter((path) => path.startsWith("dist/cli/"));
    const code = commandLine.filter((path) => path.endsWith(".js"));
    const bin = join(ROOT, "dist/cli/bin.js");

    test("is a program, under both of its names", () => {
      expect(manifest.bin).toEqual({
        "medusa-batch-jobs": "./dist/cli/bin.js",
        mbj: "./dist/cli/bin.js",
      });
      expect(read("dist/cli/bin.js")).toMatch(/^#!\/usr\/bin\/env node\n/);
      const { mode } = files.find(({ path }: { path: string }) => path === "dist/cli/bin.js");
      expect(mode.toString(8)).toBe("755");
    });

    test("says the version of the package", () => {
      const said = execFileSync(process.execPath, [bin, "--version"], { encoding: "utf8" });
      expect(said).toBe(`${manifest.version}\n`);
    });

    test("has all that it needs but Node and the library: its users install nothing more", () => {
      const imported = code.flatMap((path) => [
        ...[...read(path).matchAll(/^(?:import|export) .*?["']([^."'][^"']*)["'];$/gm)],
        ...[...read(path).matchAll(/^} from ["']([^."'][^"']*)["'];$/gm)],
        ...[...read(path).matchAll(/\b(?:__require|import)\(["']([^."'][^"']*)["']\)/g)],
      ]);
      const packages = new Set(
        imported.map(([, name = ""]) => name).filter((name) => !isBuiltin(name)),
      );
      expect([...packages].sort()).toEqual(["medusa-batch-jobs", "medusa-batch-jobs/csv"]);
    });

    test("is no part of the library: no other file imports it, or what it is made of", () => {
      const library = paths.filter(
        (path) => /^dist\/.*\.c?js$/.test(path) && !commandLine.includes(path),
      );
      const bundled = /node_modules\/(?:commander|string-width|@commander-js)|\bcli\/|commander/;
      expect(library.length).toBeGreaterThan(10);
      expect(library.filter((path) => bundled.test(read(path)))).toEqual([]);
    });

    test("declares no types: nobody imports it", () => {
      expect(commandLine.filter((path) => /\.d\.c?ts$/.test(path))).toEqual([]);
    });

    test("names the license of every package that it holds", () => {
      const packages = code.flatMap((path) =>
        [...read(path).matchAll(/^ *\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
          ([, name = ""]) => name,
        ),
      );
      const licenses = read("dist/cli/LICENSES.txt");
      const named = [...licenses.matchAll(/^-{80}\n(\S+) \d+\.\d+\.\d+\n\n/gm)].map(
        ([, name]) => name,
      );
      expect(packages).toContain("commander");
      expect(named).toEqual([...new Set(packages)].sort());
    });
  });
});

/** A file of the package, and all that it imports of it. */
function withAllImports(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const imported = read(path).matchAll(/(?:\bfrom |^import |\brequire\()["'](\.[^"']+)["']/gm);
  return [
    path,
    ...[...imported].flatMap(([, to = ""]) => withAllImports(join(dirname(path), to), seen)),
  ];
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
