import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { isMedusaError, Medusa } from "medusa-batch-jobs";
import { afterAll, describe, expect, it } from "vitest";
import { FaultServer, type Script, startTrap } from "./fault-server.js";
import { allFaults } from "./faults.js";
import { lateFaults } from "./late-faults.js";
import { METHODS, type Method } from "./methods.js";
import { inLanes, within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY, type Operation } from "./tiny-medusa.js";

const RUNS = 40;
const LIMIT_MS = 60_000;
const BOUND_MS = 10_000;
const TIMEOUT_MS = 40;
const OPTIONS = { timeout: TIMEOUT_MS };
/** Of calls that are many at once. */
const LOOKED_FOR_TIMEOUT_MS = 1_000;
/** A request sent after all would have arrived by then. */
const STRAGGLER_MS = 15;

const trap = await startTrap();
const FAULTS = allFaults(trap.baseUrl).filter(({ heavy }) => !heavy);
const CREATE = { type: "product-export", context: {} };
const KEY = "the-key";

const fault = fc
  .oneof(
    { weight: 2, arbitrary: fc.constantFrom(...FAULTS) },
    { weight: 1, arbitrary: fc.constantFrom(...lateFaults()) },
  )
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
  /** Of the client, and of each call. */
  timeout: number;
}

type Chance = typeof chances extends fc.Arbitrary<infer T> ? T : never;

type Check = (stage: Stage, chance: Chance) => Promise<void>;

const LOOKED_FOR = METHODS.filter(({ repeats }) => repeats === "never, but looked for");
const QUICK = METHODS.filter((method) => !LOOKED_FOR.includes(method));

reportTally();
afterAll(() => trap.close());

describe("for any script of faults", { timeout: LIMIT_MS, concurrent: true }, () => {
  it("create without a key makes at most one job; if it says that there is none, there is none", () =>
    forAny(async ({ server, medusa }, { maxRetries }) => {
      const { value, error } = await settle(medusa.admin.batchJobs.create(CREATE));
      server.catchUp();
      const made = [...server.medusa.jobs.keys()];
      expect(made.length).toBeLessThanOrEqual(1);
      // It asks where an API token goes which was refused.
      expect(server.asked("list")).toBeLessThanOrEqual(1 + maxRetries);
      if (value !== undefined) expect(made).toEqual([value.batch_job.id]);
      if (isUnambiguous(error)) expect(made).toEqual([]);
    }, 200));

  it("cancel resolves only with a canceled job", () =>
    forAny(async ({ server, medusa }) => {
      const { id } = server.medusa.addPreparedJob();
      const { value } = await settle(medusa.admin.batchJobs.cancel(id, {}, OPTIONS));
      if (value !== undefined) expect(value.batch_job.canceled_at).not.toBeNull();
    }));

  it.each(namesOf(QUICK))("%s is sent once more for each retry at most", (name) =>
    forAny(async ({ server, medusa }, { maxRetries }) => {
      const method = methodCalled(name);
      await settle(method.call(medusa, server.medusa.addPreparedJob().id, OPTIONS));
      const attempts = 1 + maxRetries;
      const expected = attempts + questionsAfter(method, attempts);
      expect(server.asked(method.operation)).toBeLessThanOrEqual(expected);
    }),
  );

  it.each(namesOf(QUICK.filter(changes)))(
    "%s: an error that is not ambiguous means that the server did nothing",
    (name) =>
      forAny(async ({ server, medusa }) => {
        const method = methodCalled(name);
        const { id } = server.medusa.addPreparedJob();
        const { error } = await settle(method.call(medusa, id, OPTIONS));
        server.catchUp();
        if (isUnambiguous(error)) expect(server.medusa.acted(method.operation)).toBe(0);
      }),
  );

  it.each(namesOf(QUICK))(
    "%s, aborted as any of its requests arrives, rejects with signal.reason and sends nothing more",
    (name) => forAny((stage, chance) => abortOnArrival(methodCalled(name), stage, chance)),
  );
});

/** What is asked on behalf of a call that was refused: where an API token goes, by a list; whether there is a getToken at all. */
function questionsAfter({ operation }: Method, attempts: number): number {
  if (operation === "list") return attempts;
  return operation === "token" ? 1 : 0;
}

/** They take a tick of the server's at least, most of which is waiting. */
describe("for any script of faults, what is looked for", { timeout: LIMIT_MS }, () => {
  it("create with a key makes at most one job; if it resolves, exactly that one; if it says that there is none, there is none", () =>
    forAnyAtOnce("create", 200, async ({ server, medusa }, { maxRetries }) => {
      const call = medusa.admin.batchJobs.create(CREATE, {}, { idempotencyKey: KEY });
      const { value, error } = await settle(call);
      server.catchUp();
      const made = server.medusa.jobsWithKey(KEY);
      expect(made.length).toBeLessThanOrEqual(1);
      if (value !== undefined) expect(made.map(({ id }) => id)).toEqual([value.batch_job.id]);
      if (isUnambiguous(error)) expect(made).toEqual([]);
      expect(server.asked("create")).toBeLessThanOrEqual(1 + maxRetries);
    }));

  it("three confirms of one job at once are never two at once on the server, and resolve with a confirmed job", () =>
    forAnyAtOnce("confirm", 100, async ({ server, medusa }, { maxRetries }) => {
      const { id } = server.medusa.addPreparedJob();
      const callers = [1, 2, 3].map(() => settle(medusa.admin.batchJobs.confirm(id)));
      const settled = await Promise.all(callers);
      server.catchUp();
      for (const { value, error } of settled) {
        if (value !== undefined) expect(value.batch_job.confirmed_at).not.toBeNull();
        if (isUnambiguous(error)) expect(server.medusa.acted("confirm")).toBe(0);
      }
      expect(server.medusa.acted("confirm")).toBeLessThanOrEqual(1);
      expect(server.confirmsAtOnce).toBeLessThanOrEqual(1);
      expect(server.asked("confirm")).toBeLessThanOrEqual(1 + maxRetries);
    }));

  it.each(namesOf(LOOKED_FOR))(
    "%s, aborted as any of its requests arrives, rejects with signal.reason and sends nothing more",
    (name) => {
      const method = methodCalled(name);
      return forAnyAtOnce(method.operation, RUNS, (stage, chance) =>
        abortOnArrival(method, stage, chance),
      );
    },
  );
});

async function abortOnArrival(method: Method, stage: Stage, { moment }: Chance): Promise<void> {
  const { server, medusa, timeout } = stage;
  const controller = new AbortController();
  const { signal } = controller;
  server.onArrival = () => {
    if (server.connections === moment) controller.abort(new Error("enough"));
  };
  const { id } = server.medusa.addPreparedJob();
  const { error } = await settle(method.call(medusa, id, { timeout, signal }));
  if (!signal.aborted) return;
  expect(error).toBe(signal.reason);
  await sleep(STRAGGLER_MS);
  expect(server.connections).toBe(moment);
}

/** Plays many scripts, each against a server of its own. */
function forAny(check: Check, numRuns = RUNS): Promise<void> {
  const property = fc.asyncProperty(scripts, chances, (script, chance) =>
    playScript(script, TIMEOUT_MS, chance, check),
  );
  return fc.assert(property, { numRuns });
}

/** All of them at the same time, nearly. Half of the scripts are of the operation's own requests alone. */
async function forAnyAtOnce(operation: Operation, runs: number, check: Check): Promise<void> {
  const only = fc.constantFrom(operation, undefined);
  const property = fc.asyncProperty(scripts, only, chances, (script, only, chance) =>
    playScript({ ...script, only }, LOOKED_FOR_TIMEOUT_MS, chance, check),
  );
  // The first run of each would be of the smallest scripts.
  const how = { numRuns: 1, unbiased: true, endOnFailure: true };
  await inLanes(runs, Array(runs).fill(property), () => fc.assert(property, how));
}

async function playScript(script: Script, timeout: number, chance: Chance, check: Check) {
  tally.combinations += 1;
  const server = await FaultServer.start(script);
  try {
    const { baseUrl } = server;
    const limits = { maxRetries: chance.maxRetries, maxRetryDelay: 3, timeout };
    const medusa = new Medusa({ baseUrl, apiKey: API_KEY, ...limits });
    await check({ server, medusa, timeout }, chance);
  } finally {
    await server.close();
  }
}

function namesOf(methods: readonly Method[]): string[] {
  return methods.map(({ name }) => name);
}

function methodCalled(name: string): Method {
  return METHODS.find((method) => method.name === name) ?? expect.unreachable();
}

/** Logins and download URLs leave nothing behind that matters. */
function changes({ reads, operation }: Method): boolean {
  return !reads && !["login", "token", "download url"].includes(operation);
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
