import { getEventListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import {
  type BatchJob,
  isBatchJobError,
  Medusa,
  MedusaError,
  type PollEvent,
} from "medusa-batch-jobs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultServer, startTrap } from "./fault-server.js";
import { allFaults, type Fault, fault } from "./faults.js";
import { activeResources, eventually, within } from "./support.js";
import { reportTally, tally } from "./tally.js";
import { API_KEY } from "./tiny-medusa.js";
import { writeAnswer } from "./wire.js";

const BOUND_MS = 15_000;
const SOON = { interval: 50 };

const trap = await startTrap();
let server: FaultServer;
let medusa: Medusa;
const warnings: Error[] = [];
const onWarning = (warning: Error) => warnings.push(warning);

reportTally();
beforeEach(async () => {
  warnings.length = 0;
  process.on("warning", onWarning);
  server = await FaultServer.start();
  medusa = new Medusa({ baseUrl: server.baseUrl, apiKey: API_KEY, maxRetryDelay: 5 });
});
afterEach(async () => {
  process.off("warning", onWarning);
  await server.close();
});
afterAll(() => trap.close());

function addJobs(count: number): BatchJob[] {
  return Array.from({ length: count }, () => server.medusa.addPreparedJob());
}

/** How a call fails. */
function failure(call: Promise<unknown>): Promise<unknown> {
  return within(BOUND_MS, call).then(
    () => expect.unreachable("It resolved."),
    (error: unknown) => error,
  );
}

describe("however many follow jobs, Node warns of no leak, and nothing is left behind", () => {
  const UNTIL_ABORTED = { ...SOON, until: "finished" } as const;
  const busy = allFaults("").find(({ name }) => name === "503") ?? expect.unreachable();

  async function expectNothingLeft(signal: AbortSignal, before: number): Promise<void> {
    await eventually(() => server.openSockets === 0);
    await turn();
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(activeResources()).toBeLessThanOrEqual(before);
  }

  it("three hundred waits on one signal", async () => {
    const before = activeResources();
    const controller = new AbortController();
    const { signal } = controller;
    const waits = addJobs(300).map(({ id }) =>
      medusa.admin.batchJobs.wait(id, { ...UNTIL_ABORTED, signal }),
    );
    const ends = Promise.allSettled(waits);
    await eventually(() => server.asked("list") >= 6);
    controller.abort("enough");
    for (const { status } of await ends) expect(status).toBe("rejected");
    await expectNothingLeft(signal, before);
  });

  it("one watch of three hundred jobs, without a signal of the caller's", async () => {
    const before = activeResources();
    let shown = 0;
    for await (const _ of medusa.admin.batchJobs.watch(addJobs(300), UNTIL_ABORTED)) {
      shown += 1;
      if (shown === 300) break;
    }
    await expectNothingLeft(new AbortController().signal, before);
  });

  it("thirty calls on one signal, and their repetitions", async () => {
    const before = activeResources();
    const { signal } = new AbortController();
    server.chooseFault = () => (server.requests.length <= 30 ? busy : undefined);
    // Pauses of up to half a second, so that all pause at once.
    const patient = new Medusa({ baseUrl: server.baseUrl, apiKey: API_KEY }).admin.batchJobs;
    const calls = addJobs(30).map(({ id }) => patient.retrieve(id, {}, { signal }));
    await within(BOUND_MS, Promise.all(calls));
    expect(server.asked("retrieve")).toBe(60);
    await expectNothingLeft(signal, before);
  });
});

it("a hundred waits come back together when a server asks them to, not before", async () => {
  const arrivals: number[] = [];
  const busy = fault({
    name: "503, in a second",
    meaning: "refused",
    play: (socket) =>
      writeAnswer(socket, { status: 503, headers: { "retry-after": "1" }, body: "Not now." }),
  });
  server.chooseFault = () => (server.requests.length <= 2 ? busy : undefined);
  server.onArrival = () => arrivals.push(performance.now());
  const waits = addJobs(100).map(({ id }) => medusa.admin.batchJobs.wait(id, SOON));
  await within(BOUND_MS, Promise.all(waits));
  expect(server.asked("list")).toBe(3);
  expect(server.connections).toBe(3);
  for (const [i, at] of arrivals.slice(1).entries())
    expect(at - (arrivals[i] ?? 0)).toBeGreaterThan(950);
});

describe("a live list, whatever befalls a poll of it,", () => {
  const PATIENT = { interval: 20 };
  const faults = allFaults(trap.baseUrl).filter(
    ({ heavy, silent, unread }) => !heavy && !silent && !unread,
  );
  const isLong = ({ retryAfter = 0 }: Fault) => retryAfter > 60_000;
  const FLEETING = faults.filter((one) => !isLong(one));

  /** Watches a list; one of its polls, from 0 on, meets with a fault. */
  async function watched(faulty: Fault, poll: number) {
    let lists = 0;
    server.chooseFault = (operation) =>
      operation === "list" && lists++ === poll ? faulty : undefined;
    addJobs(1);
    const errors: unknown[] = [];
    const onPoll = ({ error }: PollEvent) => error && errors.push(error);
    const seen: string[] = [];
    let thrown: unknown;
    const watching = async () => {
      for await (const { id } of medusa.admin.batchJobs.watchList({}, { ...PATIENT, onPoll })) {
        seen.push(id);
        if (seen.length === 1) seen.push(...addJobs(1).map((job) => `then ${job.id}`));
        if (seen.length === 3) break;
      }
    };
    await within(
      BOUND_MS,
      watching().catch((error) => {
        thrown = error;
      }),
    );
    tally.combinations += 1;
    return { seen, thrown, errors };
  }

  it.each(
    FLEETING.flatMap(
      (faulty) =>
        [
          [faulty.name, 0, faulty],
          [faulty.name, 1, faulty],
        ] as const,
    ),
  )("goes on, or says why not: %s, poll %i", async (_, poll, faulty) => {
    const before = activeResources();
    const { seen, thrown, errors } = await watched(faulty, poll);
    if (faulty.meaning === "harmless") expect(errors).toEqual([]);
    if (thrown === undefined) {
      expect(seen).toEqual(["batch_000001", "then batch_000002", "batch_000002"]);
      expect(errors.length).toBeLessThanOrEqual(1);
    } else {
      expect(faulty.meaning).toBe("final");
      expect(thrown).toBeInstanceOf(MedusaError);
    }
    // One request a round: the failed one, and those that showed the two jobs.
    expect(server.asked("list")).toBeLessThanOrEqual(poll + 4);
    expect(trap.connections).toBe(0);
    await eventually(() => server.openSockets === 0);
    await turn();
    expect(activeResources()).toBeLessThanOrEqual(before);
  });

  it.each(faults.filter(isLong))("waits as it is told to, and says so: $name", async (faulty) => {
    const before = activeResources();
    server.chooseFault = () => faulty;
    const controller = new AbortController();
    const { signal } = controller;
    const pauses: unknown[] = [];
    const onPoll = ({ nextIn }: PollEvent) => {
      pauses.push(nextIn);
      setTimeout(() => controller.abort("enough"), 200);
    };
    const list = medusa.admin.batchJobs.watchList({}, { ...PATIENT, signal, onPoll });
    const watching = async () => {
      for await (const job of list) expect.unreachable(job.id);
    };
    expect(await failure(watching())).toBe("enough");
    // An hour, and up to ten seconds in which not all clients come back at once.
    expect(pauses).toEqual([expect.closeTo(3_605_000, -4.2)]);
    expect(server.asked("list")).toBe(1);
    expect(getEventListeners(signal, "abort")).toEqual([]);
    await eventually(() => server.openSockets === 0);
    await turn();
    expect(activeResources()).toBeLessThanOrEqual(before);
  });
});

describe("an aborted wait with cancelOnAbort, whatever befalls its cancel,", () => {
  const FAULTS = allFaults(trap.baseUrl).filter(
    ({ heavy, silent, unread }) => !heavy && !silent && !unread,
  );

  /** Aborts a wait when it is under way; the first cancel meets with a fault. */
  async function abortedWait(faulty?: Fault): Promise<{ error: unknown; job: BatchJob }> {
    const one = await FaultServer.start({ faults: faulty ? [faulty] : [], only: "cancel" });
    try {
      tally.combinations += 1;
      const { baseUrl } = one;
      const { batchJobs } = new Medusa({ baseUrl, apiKey: API_KEY, maxRetryDelay: 5 }).admin;
      const { id } = one.medusa.addPreparedJob();
      const controller = new AbortController();
      one.onArrival = () => controller.abort(new Error("The caller has had enough."));
      const options = {
        until: "finished",
        signal: controller.signal,
        cancelOnAbort: true,
      } as const;
      const error = await failure(batchJobs.wait(id, options));
      return { error, job: one.medusa.jobs.get(id) ?? expect.unreachable() };
    } finally {
      await one.close();
    }
  }

  it("has canceled the job when it settles", async () => {
    const { error, job } = await abortedWait();
    expect(error).toMatchObject({
      name: "BatchJobCanceledError",
      applied: false,
      cause: { message: "The caller has had enough." },
    });
    expect(job.status).toBe("canceled");
  });

  it.each(FAULTS)("tells the truth: $name", async (faulty) => {
    const { error, job } = await abortedWait(faulty);
    const { meaning, retryAfter = 0 } = faulty;
    const isSurvived =
      meaning === "harmless" || meaning === "lost" || (meaning === "refused" && retryAfter < 5);
    const says = isBatchJobError(error) ? error.name : String(error);
    if (says === "BatchJobCanceledError") expect(job.status).toBe("canceled");
    else expect(String(error)).toMatch(/may still be running: it is not known to be canceled: /);
    if (isSurvived) expect(says).toBe("BatchJobCanceledError");
    expect(trap.connections).toBe(0);
  });
});
