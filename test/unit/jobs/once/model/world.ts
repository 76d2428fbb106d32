import type { Rule, Terms } from "../../../../../src/jobs/once/rules.js";
import type { Event } from "./explore.js";

/** How far a job has come. Its transaction has BEGUN, at `created_at`; only when it is committed do lists show the job. */
export const [BEGUN, CREATED, PREPARED, CONFIRMED, COMPLETED] = [0, 1, 2, 3, 4];
/** How old it is: near the end of the window, beyond it. */
export const [OLD, GONE] = [1, 2];
export const NOBODY = -1;

export interface Job {
  /** Its place in the order of `created_at`, and of ids. */
  n: number;
  /** The call whose nonce it carries. */
  by: number;
  far: number;
  /** How many confirms have set it going, the ends of which are not yet known. */
  runs: number;
  /** When it ended: how many jobs had begun by then; 0: it has not. */
  canceled: number;
  failed: number;
  age: number;
  /** When it grew old: how many jobs had begun by then. */
  oldSince: number;
  wasStoppedByPerson: boolean;
  /** Who confirmed it had just seen that it was not old. */
  isTimely: boolean;
  isLeased: boolean;
  /** It stays `created`. */
  isStuck: boolean;
  /** It is no dry run: the server confirms it. */
  isWet: boolean;
}

/** A request under way; or, with `ask`, a question. */
export interface Request {
  do: "create" | "cancel" | "ask" | "confirm";
  jobs: readonly number[];
  by: number;
  isTimely: boolean;
  isPersons: boolean;
  /** The server has read the job for it, and is about to write. */
  isRead: boolean;
}

export interface Call {
  is: "running" | "resolved" | "rejected" | "dead";
  request: Request | undefined;
  /** A bit for each job. */
  followed: number;
  agreed: number;
  hasCreated: boolean;
}

/** What may go wrong, each so many times. */
export type Mishap = "kill" | "rerun" | "loss" | "failure" | "no" | "stuck" | "age";

export interface World {
  jobs: readonly Job[];
  /** What lists show where they lag behind. */
  replica: readonly Job[] | undefined;
  calls: readonly Call[];
  /** Requests that nobody waits for any more. They act late, or never. */
  late: readonly Request[];
  left: Readonly<Record<Mishap, number>>;
}

/** What calls meet that are made at once. */
export interface Scenario extends Partial<Record<Mishap, number>> {
  /** Default: 2. */
  calls?: number;
  /** Of each call. Default: all are alike. */
  terms?: readonly Partial<Terms>[];
  hasLeases?: boolean;
  isReplicated?: boolean;
  /** Somebody gives the key to a job that is no dry run. */
  hasWet?: boolean;
  /** A confirm can take longer than a run. */
  isSlow?: boolean;
  /** Who is killed is not called again. */
  staysDead?: boolean;
  rules?: readonly Rule[];
  /** What a call does otherwise beside its rules. */
  loop?: "confirms without another look" | "creates again" | "knows its own by the key";
}

export type Happening = Event<World>;

export const CALL: Call = {
  is: "running",
  request: undefined,
  followed: 0,
  agreed: NOBODY,
  hasCreated: false,
};

export const hasEnded = ({ canceled, failed, far }: Job) =>
  canceled > 0 || failed > 0 || far === COMPLETED;
export const hasFailed = ({ canceled, failed, far }: Job) =>
  failed > 0 && !canceled && far < COMPLETED;
export const isWaiting = (job: Job) => job.far === PREPARED && !hasEnded(job);

export const nameOf = (n: number) => `job ${n + 1}`;

/** A job whose transaction begins now. */
export function withNewJob(world: World, job: Partial<Job>): World {
  const n = world.jobs.length;
  if (n === 7) throw new Error("Jobs are created for ever, or the keys of states need more room.");
  const ends = { runs: 0, canceled: 0, failed: 0, age: 0, oldSince: 0 };
  const flags = { wasStoppedByPerson: false, isTimely: false, isLeased: false };
  const begun = { n, by: NOBODY, far: BEGUN, isStuck: false, isWet: false, ...ends, ...flags };
  return { ...world, jobs: [...world.jobs, { ...begun, ...job }] };
}

export function withJob(world: World, n: number, patch: Partial<Job>): World {
  return { ...world, jobs: world.jobs.map((job) => (job.n === n ? { ...job, ...patch } : job)) };
}

export function withCall(world: World, c: number, patch: Partial<Call>): World {
  return {
    ...world,
    calls: world.calls.map((call, i) => (i === c ? { ...call, ...patch } : call)),
  };
}

/** What happens a certain number of times at most, and need not happen. */
export function* mishap(
  world: World,
  kind: Mishap,
  happens: () => Happening,
): Generator<Happening> {
  const left = world.left[kind] - 1;
  if (left < 0) return;
  const event = happens();
  yield {
    ...event,
    next: { ...event.next, left: { ...event.next.left, [kind]: left } },
    isOptional: true,
  };
}
