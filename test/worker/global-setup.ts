import { existsSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { prepareExample, run } from "../../demo/prepare-example.js";
import { EXAMPLE } from "./support/fleet.js";
import { NO_REDIS, REDIS } from "./support/redis.js";

declare module "vitest" {
  export interface ProvidedContext {
    hasRedis: boolean;
  }
}

/** Makes the example ready to run, once for all files. */
export default async function setup(project: TestProject): Promise<void> {
  const hasRedis = existsSync(REDIS);
  project.provide("hasRedis", hasRedis);
  if (!hasRedis) return console.error(`SKIPPED the workers: ${NO_REDIS}.`);
  await prepareExample("worker", { size: "40 MB", log: (line) => console.error(line) });
  await run("npm", ["run", "build"], EXAMPLE);
}
