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
/** Calls at once; those that are looked for after a lost answer wait most of the time. */
const IN_FLIGHT = { quick: 50, lookedFor: 50 };
const SHARE_OF_FAULTS = 1 / 3;
const TIMEOUT_MS = 500;
/** This process is the server as well, and busy: of those that have a key, some must succeed. */
const KEYED_TIMEOUT_MS = 2_000;
const BOUND_MS = 30_000;
/** What the heap may grow by, however long the soak. */
const HEAP_GROWTH_BYTES = 16 * 1024 * 1024;
const QUICK = METHODS.filter(({ repeats }) => repeats !== "never, but looked for");
const CONFIRM = METHODS.filter(({ name }) => name === "batchJobs.confirm");

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
  expect(tally.combinations).toBeGreaterThan(IN_FLIGHT.quick + IN_FLIGHT.lookedFor);
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
  const inLanes = (lanes: number, act: () => Promise<void>) =>
    Array.from({ length: lanes }, async () => {
      while (performance.now() < deadline) await act();
    });
  await Promise.all([
    ...inLanes(IN_FLIGHT.quick, () => callAnyOf(QUICK)),
    ...inLanes(IN_FLIGHT.lookedFor / 2, () => callAnyOf(CONFIRM)),
    ...inLanes(IN_FLIGHT.lookedFor / 2, createWithKey),
  ]);
}

async function callAnyOf(methods: typeof METHODS): Promise<void> {
  tally.combinations += 1;
  const { id } = server.medusa.addPreparedJob();
  const call = anyOf(methods).call(medusa, id, { signal, timeout: TIMEOUT_MS });
  await within(BOUND_MS, call).catch(noteUnexpected);
  server.medusa.jobs.delete(id);
}

/** With a key of its own. */
async function createWithKey(): Promise<void> {
  tally.combinations += 1;
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
