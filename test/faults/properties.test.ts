import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { isMedusaError, Medusa } from "medusa-batch-jobs";
import { afterAll, describe, expect, it } from "vitest";
import { FaultServer, startTrap } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { lateFaults } from "./late-faults.js";
import { METHODS, type Method } from "./methods.js";
import { within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";

const RUNS = 40;
/** What is looked for takes a tick of the server's at least, most of which is waiting: many are played at once. */
const LANES = 20;
const LIMIT_MS = 60_000;
const BOUND_MS = 10_000;
const TIMEOUT_MS = 40;
const OPTIONS = { timeout: TIMEOUT_MS };
/** A request sent after all would have arrived by then. */
const STRAGGLER_MS = 15;

const trap = await startTrap();
const FAULTS = [...allFaults(trap.baseUrl).filter(({ heavy }) => !heavy), ...lateFaults()];
const CREATE = { type: "product-export", context: {} };
const KEY = "the-key";

const fault = fc
  .constantFrom(...FAULTS)
  .map((one) => Object.assign(one, { toString: () => one.name }));
/** Faults one after the other; then the server behaves, or the last one goes on for ever. */
const scripts = fc.record({
  faults: fc.array(fault, { maxLength: 6 }),
  afterwards: fc.constantFrom("behave" as const, "repeat" as const),
});
const chances = fc.record({
  maxRetries: fc.nat({ max: 3 }),
  /** Which arrival at the server it is. */
  moment: fc.integer({ min: 1, max: 4 }),
});

interface Stage {
  server: FaultServer;
  medusa: Medusa;
}

type Chance = typeof chances extends fc.Arbitrary<infer T> ? T : never;

/** Logins and download URLs leave nothing behind that matters. */
const CHANGING = METHODS.filter(
  ({ reads, operation }) => !reads && !["login", "token", "download url"].includes(operation),
);

reportTally();
afterAll(() => trap.close());

describe("for any script of faults", { timeout: LIMIT_MS, concurrent: true }, () => {
  it("create with a key makes at most one job; if it resolves, exactly that one", () =>
    forAny(
      async ({ server, medusa }) => {
        const call = medusa.admin.batchJobs.create(CREATE, {}, { idempotencyKey: KEY });
        const { value, error } = await settle(call);
        server.catchUp();
        const made = server.medusa.jobsWithKey(KEY);
        expect(made.length).toBeLessThanOrEqual(1);
        if (value !== undefined) expect(made.map(({ id }) => id)).toEqual([value.batch_job.id]);
        if (isUnambiguous(error)) expect(made).toEqual([]);
      },
      { numRuns: 200, lanes: 50 },
    ));

  it("create without a key makes at most one job; if it says that there is none, there is none", () =>
    forAny(
      async ({ server, medusa }) => {
        const { value, error } = await settle(medusa.admin.batchJobs.create(CREATE));
        server.catchUp();
        const made = [...server.medusa.jobs.keys()];
        expect(made.length).toBeLessThanOrEqual(1);
        expect(server.asked("list")).toBe(0);
        if (value !== undefined) expect(made).toEqual([value.batch_job.id]);
        if (isUnambiguous(error)) expect(made).toEqual([]);
      },
      { numRuns: 200 },
    ));

  it("three confirms of one job at once are never two at once on the server, and resolve with a confirmed job", () =>
    forAny(
      async ({ server, medusa }) => {
        const { id } = server.medusa.addPreparedJob();
        const callers = [1, 2, 3].map(() => settle(medusa.admin.batchJobs.confirm(id)));
        for (const { value } of await Promise.all(callers)) {
          if (value !== undefined) expect(value.batch_job.confirmed_at).not.toBeNull();
        }
        server.catchUp();
        expect(server.medusa.acted("confirm")).toBeLessThanOrEqual(1);
        expect(server.confirmsAtOnce).toBeLessThanOrEqual(1);
      },
      { lanes: LANES },
    ));

  it("cancel resolves only with a canceled job", () =>
    forAny(async ({ server, medusa }) => {
      const { id } = server.medusa.addPreparedJob();
      const { value } = await settle(medusa.admin.batchJobs.cancel(id, {}, OPTIONS));
      if (value !== undefined) expect(value.batch_job.canceled_at).not.toBeNull();
    }));

  it.each(METHODS.map(({ name }) => name))("%s is sent once more for each retry at most", (name) =>
    forAny(async ({ server, medusa }, { maxRetries }) => {
      const method = methodCalled(name);
      await settle(method.call(medusa, server.medusa.addPreparedJob().id, OPTIONS));
      expect(server.asked(method.operation)).toBeLessThanOrEqual(1 + maxRetries);
    }, lanesFor(name)),
  );

  it.each(CHANGING.map(({ name }) => name))(
    "%s: an error that is not ambiguous means that the server did nothing",
    (name) =>
      forAny(async ({ server, medusa }) => {
        const method = methodCalled(name);
        const { id } = server.medusa.addPreparedJob();
        const { error } = await settle(method.call(medusa, id, OPTIONS));
        server.catchUp();
        if (isUnambiguous(error)) expect(server.medusa.acted(method.operation)).toBe(0);
      }, lanesFor(name)),
  );

  it.each(METHODS.map(({ name }) => name))(
    "%s, aborted as any of its requests arrives, rejects with signal.reason and sends nothing more",
    (name) =>
      forAny(async ({ server, medusa }, { moment }) => {
        const controller = new AbortController();
        const { signal } = controller;
        server.onArrival = () => {
          if (server.connections === moment) controller.abort(new Error("enough"));
        };
        const { id } = server.medusa.addPreparedJob();
        const { error } = await settle(methodCalled(name).call(medusa, id, { ...OPTIONS, signal }));
        if (!signal.aborted) return;
        expect(error).toBe(signal.reason);
        await sleep(STRAGGLER_MS);
        expect(server.connections).toBe(moment);
      }, lanesFor(name)),
  );
});

/** Plays many scripts, each against a server of its own; in each lane one after the other. */
async function forAny(
  check: (stage: Stage, chance: Chance) => Promise<void>,
  { numRuns = RUNS, lanes = 1 } = {},
): Promise<void> {
  const property = fc.asyncProperty(scripts, chances, async (script, chance) => {
    tally.combinations += 1;
    const server = await FaultServer.start(script);
    try {
      const { baseUrl } = server;
      const limits = { maxRetries: chance.maxRetries, maxRetryDelay: 3, timeout: TIMEOUT_MS };
      await check({ server, medusa: new Medusa({ baseUrl, apiKey: API_KEY, ...limits }) }, chance);
    } finally {
      await server.close();
    }
  });
  const ofLane = () => fc.assert(property, { numRuns: numRuns / lanes });
  await Promise.all(Array.from({ length: lanes }, ofLane));
}

function lanesFor(name: string) {
  return { lanes: methodCalled(name).repeats === "never, but looked for" ? LANES : 1 };
}

function methodCalled(name: string): Method {
  return METHODS.find((method) => method.name === name) ?? expect.unreachable();
}

interface Settled<T> {
  value?: T;
  error?: unknown;
}

function settle<T>(call: Promise<T>): Promise<Settled<T>> {
  return within(BOUND_MS, call).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** The SDK says that the server surely did nothing. */
function isUnambiguous(error: unknown): boolean {
  return isMedusaError(error) && !error.ambiguous;
}
