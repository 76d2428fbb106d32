import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/**
 * Packs what `npm run build` left in dist, installs it in a project of its own, beside other packages,
 * and removes that again when it was used.
 */
export async function withConsumer(
  packages: readonly string[],
  use: (folder: string) => Promise<void> | void,
): Promise<void> {
  if (!existsSync(join(ROOT, "dist/index.js"))) throw new Error("No dist: npm run build first.");
  const folder = mkdtempSync(join(tmpdir(), "medusa-batch-jobs-"));
  try {
    npm(ROOT, "pack", "--pack-destination", folder);
    const [tarball = ""] = readdirSync(folder);
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    npm(folder, "install", "--no-audit", "--no-fund", `./${tarball}`, ...packages);
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs npm quietly, and returns what it wrote. */
export function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", [...args, "--silent"], { cwd, encoding: "utf8" });
}
