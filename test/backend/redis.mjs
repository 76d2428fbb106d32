import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { says } from "./processes.mjs";

/** The Redis that startRedis serves for this directory, known before it is started. */
export function redisUrl(directory) {
  // As with Postgres: a Unix socket needs no free port.
  return path.join(redisFolder(directory), "redis.sock");
}

/**
 * Starts the machine's redis-server on what another one has left in `directory`; resolves to its
 * process when it accepts connections. What it has answered outlives a kill: it is in its file,
 * though perhaps not on the disk yet.
 */
export async function startRedis(directory, { children, signal }) {
  const folder = redisFolder(directory);
  mkdirSync(folder, { recursive: true });
  const network = ["--port", "0", "--unixsocket", redisUrl(directory)];
  const files = ["--dir", folder, "--pidfile", pidFile(directory), "--appendonly", "yes"];
  const redis = children.add(
    spawn("redis-server", [...network, ...files], { stdio: ["ignore", "pipe", "pipe"] }),
    { name: "redis-server (Debian's package of that name)", killSignal: "SIGKILL" },
  );
  await says(redis.stdout, "ready to accept connections", signal);
  return redis;
}

/** Ends the Redis of `directory`, whoever started it. */
export function killRedis(directory) {
  try {
    process.kill(Number(readFileSync(pidFile(directory), "utf8")), "SIGKILL");
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error;
  }
}

function redisFolder(directory) {
  return path.join(directory, "redis");
}

function pidFile(directory) {
  return path.join(redisFolder(directory), "redis.pid");
}
