import { serveMedusa, startMedusa } from "./medusa.mjs";
import { databaseUrl, startPostgres } from "./postgres.mjs";
import { readProfile } from "./profiles.mjs";
import { redisUrl, startRedis } from "./redis.mjs";
import { startStorage } from "./storage.mjs";

/**
 * Starts all that a shop consists of, and seeds it. Resolves, when it serves requests, to what its
 * users need to know, and to its parts: each can be killed, and started again on what it has left.
 */
export async function startShop(directory, options) {
  const { name, folder, version, apiKeyHeader, isDistributed } = readProfile(options.profile);
  const services = isDistributed ? await startServices(directory, folder, options) : undefined;
  const postgres = new Part(options.children, () => startPostgres(directory, options));
  const ready = postgres.start();
  const [medusas] = await Promise.all([
    startInstances(directory, { ...options, services: services?.known, ready }),
    ready,
  ]);
  return {
    known: {
      profile: name,
      version,
      apiKeyHeader,
      databaseUrl: databaseUrl(directory),
      ...services?.known,
      ...medusas.known,
    },
    parts: { ...services?.parts, postgres, ...medusas.parts },
  };
}

async function startServices(directory, packages, options) {
  const redis = new Part(options.children, () => startRedis(directory, options));
  await redis.start();
  const { process, ...known } = await startStorage(directory, { ...options, packages, port: 0 });
  const port = portOf(known.url);
  const startAgain = async () =>
    (await startStorage(directory, { ...options, packages, port })).process;
  const storage = new Part(options.children, startAgain, process);
  return { known: { redisUrl: redisUrl(directory), storage: known }, parts: { redis, storage } };
}

// One after the other: the first one makes the tables and fills them.
async function startInstances(directory, { instances, port, ...options }) {
  const urls = [];
  const parts = {};
  let seeded;
  for (let number = 1; number <= instances; number++) {
    const isFirst = number === 1;
    const settings = isFirst ? { port } : { port: 0, again: true };
    const { process, url, ...rest } = await startInstance(directory, { ...options, ...settings });
    const again = { ...options, port: portOf(url), again: true };
    const startAgain = async () => (await startInstance(directory, again)).process;
    parts[`medusa-${number}`] = new Part(options.children, startAgain, process);
    urls.push(url);
    if (isFirst) seeded = rest;
  }
  const all = Object.values(parts);
  const medusa = {
    kill: () => Promise.all(all.map((part) => part.kill())),
    restart: () => Promise.all(all.map((part) => part.restart())),
  };
  return { known: { url: urls[0], urls, ...seeded }, parts: { medusa, ...parts } };
}

async function startInstance(directory, options) {
  const process = startMedusa(directory, options);
  // It loads while the database starts.
  await options.ready;
  return { process, ...(await serveMedusa(process, options.signal)) };
}

/** A process that can be killed, and started again on what it has left. */
class Part {
  #children;
  #start;
  #process;

  constructor(children, start, process) {
    this.#children = children;
    this.#start = start;
    this.#process = process;
  }

  async start() {
    this.#process = await this.#start();
  }

  kill() {
    return this.#children.kill(this.#process);
  }

  async restart() {
    await this.kill();
    await this.start();
  }
}

function portOf(url) {
  return Number(new URL(url).port);
}
