import { eventsOfCall, eventsOfLate } from "./calls.js";
import type { Model } from "./explore.js";
import { eventsOfJob } from "./server.js";
import {
  CALL,
  type Call,
  COMPLETED,
  GONE,
  hasEnded,
  isWaiting,
  type Job,
  NOBODY,
  PREPARED,
  type Request,
  type Scenario,
  type World,
  withNewJob,
} from "./world.js";

/**
 * Calls with one key, and a server that commits in any order, reads before it writes, and acts late. What a
 * call does next, the real rules say. An answer that comes late is a call that looks late; a server that was killed
 * and goes on with a run, a run that ends late.
 */
export function modelOf(scenario: Scenario): Model<World> {
  const { kill = 0, rerun = 0, loss = 0, failure = 0, no = 0, stuck = 0, age = 0 } = scenario;
  const start: World = {
    jobs: [],
    replica: scenario.isReplicated ? [] : undefined,
    calls: Array.from({ length: scenario.calls ?? 2 }, () => CALL),
    late: [],
    left: { kill, rerun, loss, failure, no, stuck, age },
  };
  return {
    start: scenario.hasWet ? withNewJob(start, { isWet: true }) : start,
    keyOf: (world) => keyOf(world, scenario.terms === undefined),
    *eventsIn(world) {
      for (const c of world.calls.keys()) yield* eventsOfCall(world, c, scenario);
      for (const request of world.late) yield* eventsOfLate(world, request, scenario);
      for (const job of world.jobs) yield* eventsOfJob(world, job, scenario);
      if (world.replica && world.replica !== world.jobs) {
        yield { label: "the replica catches up", next: { ...world, replica: world.jobs } };
      }
    },
    wrongAtEnd({ calls, jobs }) {
      const hangs = jobs.some((job) => job.isStuck && !hasEnded(job));
      const goesOn = jobs.some(
        (job) => job.age < GONE && (job.far === COMPLETED || isWaiting(job)),
      );
      const waits = calls.some(({ is }) => is === "running");
      return waits && (goesOn || !hangs) ? "a call waits for ever" : undefined;
    },
  };
}

const STATES = ["running", "resolved", "rejected", "dead"];
const KINDS = ["create", "cancel", "ask", "confirm"];

/** Leaves out what does not matter any more; and calls that are alike may change their places. */
function keyOf({ jobs, replica, calls, late, left }: World, areAlike: boolean): string {
  const callCodes = calls.map(codeOfCall);
  const order = [...calls.keys()];
  if (areAlike) order.sort((a, b) => (callCodes[a] ?? 0) - (callCodes[b] ?? 0));
  const ownerOf = (by: number) => (by === NOBODY ? 3 : order.indexOf(by));
  const codes = [jobs.length, Object.values(left).reduce((sum, times) => 4 * sum + times, 0)];
  for (const c of order) {
    const code = callCodes[c] ?? 0;
    codes.push(code >> 16, code & 0xffff);
  }
  for (const job of replica ? [...jobs, ...replica] : jobs) {
    const code = job.age === GONE && job.runs === 0 ? 0 : codeOfJob(job, ownerOf(job.by));
    codes.push(code >> 16, code & 0xffff);
  }
  const lates = late.map((request) => 4 * codeOfRequest(request) + ownerOf(request.by));
  return String.fromCharCode(...codes, ...lates.sort());
}

function codeOfJob(job: Job, owner: number): number {
  const { far, runs, canceled, failed, age, oldSince, isWet, wasStoppedByPerson: isStop } = job;
  const isOpen = !hasEnded(job);
  const by = isOpen && (far < PREPARED || job.isLeased) ? owner : 3;
  const isTimely = job.isTimely && runs > 0;
  const flags = [isOpen && job.isLeased, isOpen && job.isStuck, isStop, isTimely, isWet];
  return (
    1 +
    packed(by, far, runs, age, oldSince, canceled, failed) * 32 +
    flags.reduce((sum, flag) => 2 * sum + Number(flag), 0)
  );
}

function codeOfCall({ is, request, followed, agreed, hasCreated }: Call): number {
  const known = packed(STATES.indexOf(is), Number(hasCreated), agreed + 1) * 128 + followed;
  return known * 8192 + (request ? codeOfRequest(request) : 0);
}

function codeOfRequest({ do: what, jobs, isTimely, isPersons, isRead }: Request): number {
  const flags = Number(isTimely) + 2 * Number(isPersons) + 4 * Number(isRead);
  return packed(flags, KINDS.indexOf(what) + 1) * 128 + jobs.reduce((set, n) => set | (1 << n), 0);
}

/** Small numbers, in three bits each. */
function packed(...numbers: number[]): number {
  return numbers.reduce((sum, n) => 8 * sum + n, 0);
}
