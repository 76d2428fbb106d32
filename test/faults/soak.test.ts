import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMedusaError, Medusa } from "medusa-batch-jobs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FaultServer, startTrap } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { METHODS } from "./methods.js";
import { activeResources, eventually, within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";

const SOAK_MS = Number(process.env.FAULTS_SOAK_MS ?? 4_000);
const IN_FLIGHT = 50;
const SHARE_OF_FAULTS = 1 / 3;
const TIMEOUT_MS = 500;
/** The SDK looks once for what became of a create. This process is the server as well: busy for so long, it would act later than that. */
const KEYED_TIMEOUT_MS = 2_000;
const BOUND_MS = 30_000;
/** What the heap may grow by, however long the soak. */
const HEAP_GROWTH_BYTES = 16 * 1024 * 1024;
/** Its key is the same each time. */
const OTHER_METHODS = METHODS.filter(({ name }) => name !== "batchJobs.create with a key");

/** What became of a create with a key: on the client, and on the server. */
interface KeyedCreate {
  resolvedWith?: string;
  surelyFailed?: boolean;
  made: string[];
}

const trap = await startTrap();
const FAULTS = allFaults(trap.baseUrl).filter(({ heavy, unread }) => !heavy && !unread);
const { signal } = new AbortController();

let server: FaultServer;
let medusa: Medusa;
const unexpected: unknown[] = [];
const keyed: KeyedCreate[] = [];
let nextKey = 1;
let before: { heap: number; resources: number };
let after: typeof before;
let duplicates = 0;

reportTally();
beforeAll(
  async () => {
    server = await FaultServer.start();
    server.chooseFault = () => (Math.random() < SHARE_OF_FAULTS ? anyOf(FAULTS) : undefined);
    const { baseUrl } = server;
    medusa = new Medusa({ baseUrl, apiKey: API_KEY, maxRetryDelay: 20 });
    // What is set up once, and for good, is no leak.
    await soak(SOAK_MS / 4);
    before = await atRest();
    await soak(SOAK_MS);
    after = await atRest();
    duplicates = server.medusa.duplicates;
  },
  SOAK_MS * 2 + 120_000,
);
afterAll(async () => {
  await server.close();
  await trap.close();
});

it("every call settles, with a result or with an error of the SDK", () => {
  expect(tally.combinations).toBeGreaterThan(IN_FLIGHT);
  expect(unexpected).toEqual([]);
});

it("no create, with a key or without, makes two jobs", () => {
  expect(duplicates).toBe(0);
});

it("a create with a key that resolved has made its job, and one that surely failed has made none", () => {
  const resolved = keyed.filter(({ resolvedWith }) => resolvedWith !== undefined);
  expect(resolved.length).toBeGreaterThan(0);
  expect(resolved.filter(({ made, resolvedWith }) => `${made}` !== resolvedWith)).toEqual([]);
  expect(keyed.filter(({ made, surelyFailed }) => surelyFailed && made.length > 0)).toEqual([]);
});

it("nobody else is asked", () => {
  expect(trap.connections).toBe(0);
});

it("no listener, timer or socket is left", () => {
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(server.openSockets).toBe(0);
  expect(after.resources).toBeLessThanOrEqual(before.resources);
});

it("the heap does not grow with the number of calls", () => {
  expect(after.heap - before.heap).toBeLessThan(HEAP_GROWTH_BYTES);
});

/** Keeps as many calls in flight for as long as it is told to, and lets the last ones settle. */
async function soak(ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  const lane = async () => {
    while (performance.now() < deadline) await callAnything();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** Any method, keyless creates and confirms among them; a fifth are creates with a key of their own. */
async function callAnything(): Promise<void> {
  tally.combinations += 1;
  if (Math.random() < 0.2) return createWithKey();
  const { id } = server.medusa.addPreparedJob();
  const call = anyOf(OTHER_METHODS).call(medusa, id, { signal, timeout: TIMEOUT_MS });
  await within(BOUND_MS, call).catch(noteUnexpected);
  server.medusa.jobs.delete(id);
}

async function createWithKey(): Promise<void> {
  const idempotencyKey = `key-${nextKey++}`;
  const create: KeyedCreate = { made: [] };
  try {
    const options = { signal, timeout: KEYED_TIMEOUT_MS, idempotencyKey };
    // A type of its own: to find it among all jobs of the soak would take longer each time.
    const payload = { type: `export-${idempotencyKey}`, context: {} };
    const call = medusa.admin.batchJobs.create(payload, {}, options);
    create.resolvedWith = (await within(BOUND_MS, call)).batch_job.id;
  } catch (error) {
    noteUnexpected(error);
    create.surelyFailed = isMedusaError(error) && !error.ambiguous;
  }
  create.made = server.medusa.jobsWithKey(idempotencyKey).map(({ id }) => id);
  keyed.push(create);
  for (const id of create.made) server.medusa.jobs.delete(id);
}

function noteUnexpected(error: unknown): void {
  if (!isMedusaError(error)) unexpected.push(error);
}

/** When all sockets are closed and all garbage is gone. */
async function atRest(): Promise<typeof before> {
  await eventually(() => server.openSockets === 0);
  // What the server remembers is not the client's.
  server.requests.length = 0;
  collectGarbage();
  return { heap: process.memoryUsage().heapUsed, resources: activeResources() };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  if (typeof gc === "function") gc();
}

function anyOf<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)] ?? expect.unreachable();
}
