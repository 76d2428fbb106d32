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
import ts from "typescript";
import { ROOT } from "../pack.js";
import type { Example } from "./extract.js";

/** What the guides tell a reader to install beside the package. */
const INSTALLED = [
  "@tanstack/react-query",
  "@types/node",
  "@types/react",
  "axios",
  "msw",
  "react",
  "undici",
];

/** What they tell a reader to do for the types. */
const INIT = ["--init", "--types", "node"];

/** What a reader has who has read something else too. */
export interface ProjectOptions {
  /** The arguments of tsc that make its configuration. Default: those of the guides. */
  init?: string[];
  /** A folder of packages, this one among them. Default: what the guides tell to install. */
  packages?: string;
}

/** The project of a reader who has read nothing but the guides: new, empty, as `tsc --init` makes it. */
export class NewcomerProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "medusa-batch-jobs-newcomer-")));
  readonly #options: ts.CompilerOptions;

  constructor({ init = INIT, packages }: ProjectOptions = {}) {
    writeFileSync(join(this.folder, "package.json"), '{ "private": true, "type": "module" }');
    tsc(this.folder, ...init);
    const paths = packages === undefined ? this.#install() : link(packages, this.#modules);
    this.#options = { ...readConfig(this.folder), ...paths };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A folder of its own for each example, with the example as a module in it. */
  add({ info: [language], code }: Example, number: number): string {
    const folder = this.folderOf(number);
    mkdirSync(folder);
    const file = join(folder, `example.${language}`);
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

  get #modules(): string {
    return join(this.folder, "node_modules");
  }

  /** Returns where the types are, if not in the package. */
  #install(): ts.CompilerOptions | undefined {
    for (const name of INSTALLED) link(join(ROOT, "node_modules", name), join(this.#modules, name));
    const path = join(this.#modules, "medusa-batch-jobs");
    return isBuildOfToday() ? link(ROOT, path) : buildInto(path);
  }
}

function tsc(cwd: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), ...args], { cwd });
}

function readConfig(folder: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, folder).options;
}

function link(target: string, path: string): undefined {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

/** Whether there is a build, and nothing was changed since. */
function isBuildOfToday(): boolean {
  const built = join(ROOT, "dist/index.d.ts");
  if (!existsSync(built)) return false;
  const src = join(ROOT, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const changedAt = files.map((file) => statSync(join(src, file)).mtimeMs);
  return Math.max(...changedAt) <= statSync(built).mtimeMs;
}

/** Where there is no build, as in a fresh clone, one without declarations takes its place: they take half a minute. */
function buildInto(path: string): ts.CompilerOptions {
  link(join(ROOT, "node_modules"), join(path, "node_modules"));
  copyFileSync(join(ROOT, "package.json"), join(path, "package.json"));
  const tsup = join(ROOT, "node_modules/tsup/dist/cli-default.js");
  const args = ["--no-dts", "--silent", "--out-dir", join(path, "dist")];
  execFileSync(process.execPath, [tsup, ...args], { cwd: ROOT });
  return {
    paths: {
      "medusa-batch-jobs": [join(ROOT, "src/index.ts")],
      "medusa-batch-jobs/*": [join(ROOT, "src/*/index.ts")],
    },
  };
}
