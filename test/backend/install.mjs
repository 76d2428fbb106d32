import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { succeeded } from "./processes.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const PROGRESS_EVERY_MS = 5_000;
const LOCK_POLL_MS = 500;

/**
 * Installs the packages of this folder when they are missing or older than package-lock.json;
 * otherwise returns at once. Of several processes that call it at the same time, one installs and
 * the others wait for it.
 */
export async function installBackend({ log = console.error, signal } = {}) {
  if (await isInstalled()) return;
  await takeLock({ log, signal });
  try {
    if (!(await isInstalled())) await install({ log, signal });
  } finally {
    await rm(lockFile(), { force: true });
  }
}

// npm writes node_modules/.package-lock.json last, so an install that broke off has none.
async function isInstalled() {
  try {
    const wanted = await readPackages("package-lock.json");
    const installed = await readPackages("node_modules/.package-lock.json");
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

async function readPackages(name) {
  return JSON.parse(await readFile(path.join(FOLDER, name), "utf8")).packages;
}

async function install({ log, signal }) {
  log("Installing the test backend (about 600 packages, 310 MB, 15 to 60 s, once) …");
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const progress = setInterval(() => log(`  npm ci … ${seconds()} s`), PROGRESS_EVERY_MS);
  try {
    await npmCi(signal);
  } finally {
    clearInterval(progress);
  }
  if (!(await isInstalled()))
    throw new Error(`npm ci ended well but left ${FOLDER} without the packages of its lock.`);
  log(`Installed the test backend in ${seconds()} s.`);
}

// Nothing here needs an install script, and what npm does about them differs between versions.
async function npmCi(signal) {
  const [command, ...first] = npmCommand();
  const args = [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = spawn(command, args, {
    cwd: FOLDER,
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    killSignal: "SIGKILL",
  });
  const done = succeeded(npm, `npm ci in ${FOLDER}`);
  // npm may outlive this process: the lock is held for as long as either of them runs.
  if (npm.pid) await writeFile(lockFile(), `${process.pid}\n${npm.pid}`);
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
function lockFile() {
  const id = createHash("sha256").update(`${FOLDER} ${userInfo().uid}`).digest("hex").slice(0, 12);
  return path.join(tmpdir(), `medusa-batch-jobs-install-${id}.lock`);
}

async function takeLock({ log, signal }) {
  let told = false;
  while (!(await tryLock())) {
    if (!told) log(`Waiting for another process that installs the test backend (${lockFile()}).`);
    told = true;
    await sleep(LOCK_POLL_MS, undefined, { signal });
  }
}

async function tryLock() {
  try {
    await writeFile(lockFile(), String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const holders = await readFile(lockFile(), "utf8").catch(() => "");
  if (holders !== "" && !holders.split("\n").some((pid) => isAlive(Number(pid)))) {
    await rm(lockFile(), { force: true });
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
