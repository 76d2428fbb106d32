import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import ts from "typescript";
import { ROOT } from "../pack.js";
import type { Example } from "./extract.js";

/** What the guides tell a reader to install beside the package. */
const INSTALLED = ["@types/node", "msw", "undici", "vitest"];

/** What they tell a reader to do for the types. */
const INIT = ["--init", "--types", "node"];

const ENTRIES = ["index", "testing/index", "undici/index"];

/** The project of a reader who has read nothing but the guides: new, empty, as `tsc --init` makes it. */
export class NewcomerProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "medusa-batch-jobs-newcomer-")));
  readonly #options: ts.CompilerOptions;

  constructor() {
    writeFileSync(join(this.folder, "package.json"), '{ "private": true, "type": "module" }');
    for (const name of INSTALLED) this.#link(name, join(ROOT, "node_modules", name));
    const isBuilt = isBuildOfToday();
    if (isBuilt) this.#link("medusa-batch-jobs", ROOT);
    else this.#build();
    this.#options = { ...this.#init(), ...(isBuilt ? {} : SOURCES) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A folder of its own for each example, with the example as a module in it. */
  add({ code }: Example, number: number): string {
    const folder = this.folderOf(number);
    mkdirSync(folder);
    const file = join(folder, "example.ts");
    writeFileSync(file, code);
    return file;
  }

  folderOf(number: number): string {
    return join(this.folder, `example-${number}`);
  }

  /** What the compiler has to say of each file. */
  compile(files: string[]): string[][] {
    const program = ts.createProgram(files, this.#options);
    return files.map((file) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    );
  }

  #init(): ts.CompilerOptions {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, ...INIT], { cwd: this.folder });
    const { config } = ts.readConfigFile(join(this.folder, "tsconfig.json"), ts.sys.readFile);
    return ts.parseJsonConfigFileContent(config, ts.sys, this.folder).options;
  }

  #link(name: string, target: string): void {
    const path = join(this.folder, "node_modules", name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path, "junction");
  }

  /** Where there is no build, as in a fresh clone, a quick one takes its place, and the types are those of src. */
  #build(): void {
    const path = join(this.folder, "node_modules/medusa-batch-jobs");
    mkdirSync(path, { recursive: true });
    copyFileSync(join(ROOT, "package.json"), join(path, "package.json"));
    symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"), "junction");
    buildSync({
      entryPoints: ENTRIES.map((entry) => ({ in: join(ROOT, `src/${entry}.ts`), out: entry })),
      outdir: join(path, "dist"),
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      packages: "external",
      external: ["node:*"],
    });
  }
}

const SOURCES: ts.CompilerOptions = {
  paths: {
    "medusa-batch-jobs": [join(ROOT, "src/index.ts")],
    "medusa-batch-jobs/testing": [join(ROOT, "src/testing/index.ts")],
    "medusa-batch-jobs/undici": [join(ROOT, "src/undici/index.ts")],
  },
};

/** Whether there is a build, and nothing was changed since. */
function isBuildOfToday(): boolean {
  const built = join(ROOT, "dist/index.d.ts");
  if (!existsSync(built)) return false;
  const src = join(ROOT, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const changedAt = files.map((file) => statSync(join(src, file)).mtimeMs);
  return Math.max(...changedAt) <= statSync(built).mtimeMs;
}
