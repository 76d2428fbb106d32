import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The machine's Redis: Debian's. */
export const REDIS = process.env.REDIS_PATH ?? "/usr/bin/redis-server";

/** Why there are no tests of the workers, where it is missing. */
export const NO_REDIS = `there is no ${REDIS}: apt-get install redis-server, or set REDIS_PATH`;

/** An empty Redis. */
export interface Redis {
  /** A Unix socket, which needs no free port. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a Redis of one's own, in a temporary folder. */
export async function startRedis(): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), "medusa-worker-redis-"));
  const url = join(folder, "redis.sock");
  const flags = ["--port", "0", "--unixsocket", url, "--dir", folder, "--save", ""];
  const child = spawn(REDIS, flags, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    if (String(text).includes("ready to accept connections")) break;
  }
  child.stdout.resume();
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
