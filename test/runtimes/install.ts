import { execFile } from "node:child_process";
import { cp, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const FOLDER = import.meta.dirname;
const ROOT = join(FOLDER, "../..");
const SOURCES = [
  "src",
  "scripts",
  "package.json",
  "tsconfig.json",
  "tsup.config.ts",
  "CHANGELOG.md",
];
const INSTALL = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];

/** Installs the runtimes and bundlers that are not there yet: 1.4 GB, about 60 s. */
export async function installTools(): Promise<void> {
  await installIn(FOLDER, []);
}

/**
 * Installs the packed package in a copy of `project`, as an application would: with the newest dependencies that fit.
 *
 * @returns the application's folder
 */
export async function installPackage(folder: string): Promise<string> {
  const tarballs = await packPackage(folder);
  const project = join(folder, "project");
  await cp(join(FOLDER, "project"), project, { recursive: true });
  await installIn(project, tarballs);
  return project;
}

/**
 * Builds the package in a copy of the sources, which leaves `dist` to whoever uses it, and packs it.
 *
 * @returns the tarball's path, in `folder`
 */
export async function packPackage(folder: string): Promise<string[]> {
  const copy = join(folder, "package");
  for (const source of SOURCES)
    await cp(join(ROOT, source), join(copy, source), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  await npm(["run", "build"], copy);
  await npm(["pack", "--pack-destination", folder], copy);
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  return tarballs.map((name) => join(folder, name));
}

/** Installs what a folder's package.json names, and these tarballs beside it. */
export async function installIn(folder: string, tarballs: readonly string[]): Promise<void> {
  await npm([...INSTALL, ...tarballs], folder);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)("npm", args, { cwd, timeout: 300_000 });
}
