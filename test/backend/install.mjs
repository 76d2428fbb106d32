import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { succeeded } from "./processes.mjs";
import { readProfile } from "./profiles.mjs";

const LAUNCHER = fileURLToPath(new URL(".", import.meta.url));
const PROGRESS_EVERY_MS = 5_000;
const LOCK_POLL_MS = 500;

/**
 * Installs what starts a server, and the packages of a profile, where they are missing or older
 * than the package-lock.json beside them; otherwise returns at once. Of several processes that call
 * it at the same time, one installs and the others wait for it.
 */
export async function installBackend({ profile = "default", log = console.error, signal } = {}) {
  for (const folder of [LAUNCHER, readProfile(profile).folder])
    await installIn(folder, { log, signal });
}

async function installIn(folder, { log, signal }) {
  if (await isInstalled(folder)) return;
  await takeLock(folder, { log, signal });
  try {
    if (!(await isInstalled(folder))) await install(folder, { log, signal });
  } finally {
    await rm(lockFile(folder), { force: true });
  }
}

// npm writes node_modules/.package-lock.json last, so an install that broke off has none.
async function isInstalled(folder) {
  try {
    const wanted = await readPackages(folder, "package-lock.json");
    const installed = await readPackages(folder, "node_modules/.package-lock.json");
    return Object.entries(wanted).every(
      ([location, { version, optional }]) =>
        location === "" ||
        (installed[location] ? installed[location].version === version : optional),
    );
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

async function readPackages(folder, name) {
  return JSON.parse(await readFile(path.join(folder, name), "utf8")).packages;
}

async function install(folder, { log, signal }) {
  const count = Object.keys(await readPackages(folder, "package-lock.json")).length;
  const what = `${count} packages in ${path.relative(process.cwd(), folder)}`;
  log(`Installing ${what} (once) …`);
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const progress = setInterval(() => log(`  npm ci … ${seconds()} s`), PROGRESS_EVERY_MS);
  try {
    await npmCi(folder, signal);
  } finally {
    clearInterval(progress);
  }
  if (!(await isInstalled(folder)))
    throw new Error(`npm ci ended well but left ${folder} without the packages of its lock.`);
  log(`Installed ${what} in ${seconds()} s.`);
}

// Nothing here needs an install script, and what npm does about them differs between versions.
async function npmCi(folder, signal) {
  const [command, ...first] = npmCommand();
  const args = [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    killSignal: "SIGKILL",
  });
  const done = succeeded(npm, `npm ci in ${folder}`);
  // npm may outlive this process: the lock is held for as long as either of them runs.
  if (npm.pid) await writeFile(lockFile(folder), `${process.pid}\n${npm.pid}`);
  await done;
}

// npm_execpath may be the path of yarn or pnpm.
function npmCommand() {
  const running = process.env.npm_execpath ?? "";
  if (path.basename(running) === "npm-cli.js" && existsSync(running))
    return [process.execPath, running];
  return ["npm"];
}

// Outside the folder, so that a lock left behind by a crash does not turn up in git.
function lockFile(folder) {
  const id = createHash("sha256").update(`${folder} ${userInfo().uid}`).digest("hex").slice(0, 12);
  return path.join(tmpdir(), `medusa-batch-jobs-install-${id}.lock`);
}

async function takeLock(folder, { log, signal }) {
  let told = false;
  while (!(await tryLock(folder))) {
    if (!told)
      log(`Waiting for another process that installs the test backend (${lockFile(folder)}).`);
    told = true;
    await sleep(LOCK_POLL_MS, undefined, { signal });
  }
}

async function tryLock(folder) {
  try {
    await writeFile(lockFile(folder), String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const holders = await readFile(lockFile(folder), "utf8").catch(() => "");
  if (holders !== "" && !holders.split("\n").some((pid) => isAlive(Number(pid)))) {
    await rm(lockFile(folder), { force: true });
  }
  return false;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
