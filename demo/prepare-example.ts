import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Takes lines about what takes long. */
export type Log = (line: string) => void;

/** Makes what an example needs, where it is missing or older than its sources: `dist`, and the example's packages. */
export async function prepareExample(
  name: string,
  { size, log }: { size: string; log: Log },
): Promise<void> {
  const folder = `examples/${name}`;
  if (await isOutdated("dist/index.js", ["src", "package.json", "tsup.config.ts"])) {
    log("Building the package (30 s) …");
    await run("npm", ["run", "build"], ROOT);
  }
  // npm writes it when it has installed all.
  if (
    await isOutdated(`${folder}/node_modules/.package-lock.json`, [`${folder}/package-lock.json`])
  ) {
    log(`Installing the packages of ${folder} (${size}, 10 s) …`);
    await run("npm", ["ci", "--no-audit", "--no-fund"], join(ROOT, folder));
  }
}

/** @throws with what it printed, if it failed. */
export async function run(file: string, args: readonly string[], cwd: string, env: object = {}) {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: "pipe" });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  }
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${[file, ...args].join(" ")} failed in ${cwd}:\n${printed}`);
}

/** Whether a file or a folder is missing, or older than one of what it is made of. */
async function isOutdated(made: string, sources: readonly string[]): Promise<boolean> {
  if (!existsSync(join(ROOT, made))) return true;
  const newest = await Promise.all(sources.map((source) => newestIn(join(ROOT, source))));
  return Math.max(...newest) > (await stat(join(ROOT, made))).mtimeMs;
}

async function newestIn(path: string): Promise<number> {
  const stats = await stat(path);
  const names = stats.isDirectory() ? await readdir(path) : [];
  const inside = await Promise.all(names.map((name) => newestIn(join(path, name))));
  return Math.max(stats.mtimeMs, ...inside);
}
