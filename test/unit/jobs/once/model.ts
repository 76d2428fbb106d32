import { decide, type Rule, type Step, type Terms } from "../../../../src/jobs/once/rules.js";
import { isAlive } from "../../../../src/jobs/once/standing.js";
import type { BatchJob } from "../../../../src/types/batch-job.js";
import { jobIn, statusOf } from "../jobs.js";
import type { Event, Model } from "./explore.js";

/** How far a job has come. Its transaction has BEGUN, at `created_at`; only when it is committed do lists show the job. */
const [BEGUN, CREATED, PREPARED, CONFIRMED, COMPLETED] = [0, 1, 2, 3, 4];
/** How old it is: near the end of the window, beyond it. */
const [OLD, GONE] = [1, 2];
const NOBODY = -1;

interface Job {
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
interface Request {
  do: "create" | "cancel" | "ask" | "confirm";
  jobs: readonly number[];
  by: number;
  isTimely: boolean;
  isPersons: boolean;
  /** The server has read the job for it, and is about to write. */
  isRead: boolean;
}

interface Call {
  is: "running" | "resolved" | "rejected" | "dead";
  request: Request | undefined;
  /** A bit for each job. */
  followed: number;
  agreed: number;
  hasCreated: boolean;
}

/** What may go wrong, each so many times. */
type Mishap = "kill" | "rerun" | "loss" | "failure" | "no" | "stuck" | "age";

interface World {
  jobs: readonly Job[];
  /** What lists show where they lag behind. */
  replica: readonly Job[] | undefined;
  calls: readonly Call[];
  /** Requests that nobody waits for any more. They act late, or never. */
  late: readonly Request[];
  left: Readonly<Record<Mishap, number>>;
}

/** What two calls meet. Those without `terms` are alike. */
export interface Scenario extends Partial<Record<Mishap, number>> {
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
  loop?:
    | "confirms without another look"
    | "creates again"
    | "confirms again"
    | "knows its own by the key";
}

type Happening = Event<World>;

const JOB = { far: BEGUN, runs: 0, canceled: 0, failed: 0, age: 0, oldSince: 0 };
const FLAGS = { wasStoppedByPerson: false, isTimely: false, isStuck: false, isWet: false };
const CALL: Call = {
  is: "running",
  request: undefined,
  followed: 0,
  agreed: NOBODY,
  hasCreated: false,
};
const TERMS: Terms = {
  prepared: "confirm",
  isEnoughConfirmed: false,
  asks: false,
  rerun: ["failed"],
};

export function modelOf(scenario: Scenario): Model<World> {
  const { kill = 0, rerun = 0, loss = 0, failure = 0, no = 0, stuck = 0, age = 0 } = scenario;
  const wet: Job = { ...JOB, ...FLAGS, n: 0, by: NOBODY, isLeased: false, isWet: true };
  const start: World = {
    jobs: scenario.hasWet ? [wet] : [],
    replica: scenario.isReplicated ? [] : undefined,
    calls: [CALL, CALL],
    late: [],
    left: { kill, rerun, loss, failure, no, stuck, age },
  };
  return {
    start,
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

// The server

function* eventsOfJob(world: World, job: Job, { isSlow }: Scenario): Generator<Happening> {
  const { n, far, runs, canceled } = job;
  const now = world.jobs.length;
  const becomes = (label: string, patch: Partial<Job>): Happening => ({
    label: `${nameOf(n)} ${label}`,
    next: withJob(world, n, patch),
  });
  if (far === BEGUN) yield becomes("is committed", { far: CREATED });
  if (far === CREATED && !hasEnded(job) && !job.isStuck) {
    yield job.isWet
      ? becomes("is prepared, and confirmed by the server", { far: CONFIRMED, runs: 1 })
      : becomes("is prepared", { far: PREPARED });
    yield* mishap(world, "failure", () => becomes("fails when it is prepared", { failed: now }));
    yield* mishap(world, "stuck", () => becomes("is never prepared", { isStuck: true }));
  }
  const isRunning = runs > 0 && (isSlow || !isBeingConfirmed(world, n));
  if (isRunning && (far === COMPLETED || job.failed > 0)) {
    yield becomes("fails, since it ran already", { runs: runs - 1, failed: now });
  } else if (isRunning) {
    const applied = world.jobs.find((one) => one.far === COMPLETED && one.age < GONE);
    const breach = applied && `${nameOf(applied.n)} and ${nameOf(n)} are both applied`;
    yield { ...becomes("is applied", { runs: runs - 1, far: COMPLETED }), breach };
    const fails = () => becomes("fails", { runs: runs - 1, failed: now });
    if (canceled) yield fails();
    else yield* mishap(world, "failure", fails);
  }
  if (far >= CREATED && !hasEnded(job)) {
    yield* mishap(world, "no", () => cancel(world, job, true));
  }
  if (job.isLeased && isWaiting(job)) yield becomes("is leased no more", { isLeased: false });
  if (mayAge(world, job)) {
    if (job.age === 0)
      yield* mishap(world, "age", () => becomes("is old", { age: OLD, oldSince: now }));
    else yield { ...becomes("leaves the window", { age: GONE }), isOptional: true };
  }
}

/**
 * The oldest first; what was there when one grew old grows old before that leaves the window. No create is under
 * way for so long, nor is it from a timely confirm to the end of the job.
 */
function mayAge(world: World, job: Job): boolean {
  const age = job.age + 1;
  const isInOrder = (one: Job) =>
    one.age >= (one.n < job.n ? age : one.n > job.n && one.n < job.oldSince ? OLD : 0);
  if (job.far === BEGUN || age > GONE || !world.jobs.every(isInOrder)) return false;
  if (age === OLD) return !sent(world).some((one) => one.do === "create");
  return (
    !(job.isTimely && job.runs > 0) &&
    !sent(world).some((one) => one.isTimely && one.jobs[0] === job.n)
  );
}

const sent = ({ late, calls }: World) => [
  ...late,
  ...calls.flatMap(({ request }) => request ?? []),
];
const isBeingConfirmed = (world: World, n: number) =>
  sent(world).some((one) => one.isRead && one.jobs[0] === n);

/** What the server makes of a request, and what of it is still to be done. */
function* act(
  world: World,
  request: Request,
  { hasLeases = false }: Scenario,
): Generator<Happening & { rest?: Request }> {
  if (request.do === "create") {
    if (world.jobs.length === 7)
      throw new Error("It creates for ever, or the model needs more room.");
    const begun = { ...JOB, ...FLAGS, n: world.jobs.length, by: request.by, isLeased: hasLeases };
    yield { label: `${nameOf(begun.n)} begins`, next: { ...world, jobs: [...world.jobs, begun] } };
  }
  for (const n of request.jobs) {
    const job = world.jobs[n];
    if (job && request.do === "confirm") yield confirm(world, job, request);
    if (job && request.do === "cancel") {
      const jobs = request.jobs.filter((other) => other !== n);
      const event = cancel(world, job, request.isPersons);
      yield jobs.length > 0 ? { ...event, rest: { ...request, jobs } } : event;
    }
  }
}

/** The server reads the job before its transaction begins, and writes all of it: a cancel in between is undone. */
function confirm(world: World, job: Job, request: Request): Happening & { rest?: Request } {
  const label = `confirm ${nameOf(job.n)}`;
  if (!request.isRead && !isWaiting(job)) return { label: `${label}: 400`, next: world };
  if (!request.isRead)
    return { label: `${label} is read`, next: world, rest: { ...request, isRead: true } };
  const isInTheWay = (one: Job) =>
    one !== job &&
    ((one.far === CONFIRMED && !hasEnded(one)) || (one.far === COMPLETED && one.age < GONE));
  const other = world.jobs.find(isInTheWay);
  const beside = other
    ? ` beside ${nameOf(other.n)}`
    : job.far === COMPLETED
      ? ", which is applied"
      : "";
  const breach = beside && `${nameOf(job.n)} is confirmed${beside}`;
  const patch = {
    far: CONFIRMED,
    runs: job.runs + 1,
    canceled: 0,
    wasStoppedByPerson: false,
    isTimely: request.isTimely,
  };
  return {
    label: `${label}: 200`,
    next: withJob(world, job.n, patch),
    breach: breach || undefined,
  };
}

/** A job that is canceled when it was confirmed may still be applied. */
function cancel(world: World, job: Job, isPersons: boolean): Happening {
  const canceled = world.jobs.length;
  const patch = { canceled, wasStoppedByPerson: isPersons };
  // If it came while the job was processed, it has waited for its end.
  const isLate = job.far === COMPLETED;
  const next = isLate
    ? withJob(world, job.n, { canceled })
    : hasEnded(job)
      ? world
      : withJob(world, job.n, patch);
  return { label: `${isPersons ? "a person cancels" : "cancel"} ${nameOf(job.n)}`, next };
}

const hasEnded = ({ canceled, failed, far }: Job) =>
  canceled > 0 || failed > 0 || far === COMPLETED;
const hasFailed = ({ canceled, failed, far }: Job) => failed > 0 && !canceled && far < COMPLETED;
const isWaiting = (job: Job) => job.far === PREPARED && !hasEnded(job);

// The calls

function* eventsOfLate(world: World, request: Request, scenario: Scenario): Generator<Happening> {
  for (const { rest, ...event } of act(world, request, scenario)) {
    const late = event.next.late.flatMap((one) => (one === request ? (rest ?? []) : one));
    yield {
      ...event,
      label: `late: ${event.label}`,
      next: { ...event.next, late },
      isOptional: !request.isRead,
    };
  }
}

function* eventsOfCall(world: World, c: number, scenario: Scenario): Generator<Happening> {
  const call = world.calls[c] ?? CALL;
  const says = (event: Happening) => ({ ...event, label: `${"AB"[c]}: ${event.label}` });
  if (call.is !== "running") {
    const again = () => says({ label: "is called again", next: restart(world, c) });
    if (call.is !== "dead") yield* mishap(world, "rerun", again);
    return;
  }
  const { request } = call;
  for (const event of request
    ? eventsOfRequest(world, request, c, scenario)
    : look(world, call, c, scenario)) {
    yield says(event);
  }
  const killed = () => restart(orphan(world, c), c, scenario.staysDead ? "dead" : "running");
  yield* mishap(world, "kill", () => says({ label: "is killed", next: killed() }));
}

function* eventsOfRequest(
  world: World,
  request: Request,
  c: number,
  scenario: Scenario,
): Generator<Happening> {
  const { loop } = scenario;
  if (request.do === "ask") {
    const [n = NOBODY] = request.jobs;
    const then =
      loop === "confirms without another look" ? requestOf(c, "confirm", [n]) : undefined;
    const no = () =>
      withCall(world, c, { request: { ...requestOf(c, "cancel", [n]), isPersons: true } });
    yield { label: "hears yes", next: withCall(world, c, { request: then, agreed: n }) };
    yield* mishap(world, "no", () => ({ label: "hears no", next: no() }));
    return;
  }
  for (const { rest, ...event } of act(world, request, scenario)) {
    const next = withCall(event.next, c, { request: rest });
    yield { ...event, next: request.do === "create" ? withOwn(next, c) : next };
  }
  const goesOn = request.do === "cancel" || (request.do === "create" && loop === "creates again");
  yield* mishap(world, "loss", () =>
    goesOn ? { label: "gets no answer", next: orphan(world, c) } : givesUp(world, c),
  );
}

/** What it has sent may still act: it is for the caller to call again. */
function givesUp(world: World, c: number): Happening {
  return {
    label: "gets no answer, gives up, and is called again",
    next: restart(orphan(world, c), c),
  };
}

function withOwn(world: World, c: number): World {
  const followed = (world.calls[c]?.followed ?? 0) | (1 << (world.jobs.length - 1));
  return withCall(world, c, { followed });
}

/** A call that is new, or ends, and with the old one all that it knew. */
function restart(world: World, c: number, is: Call["is"] = "running"): World {
  const leave = <T extends { by: number }>(one: T) => (one.by === c ? { ...one, by: NOBODY } : one);
  return withCall({ ...world, jobs: world.jobs.map(leave), late: world.late.map(leave) }, c, {
    ...CALL,
    is,
  });
}

/** What the call has sent acts late, if ever. */
function orphan(world: World, c: number): World {
  const request = world.calls[c]?.request;
  if (request === undefined) return world;
  const late = request.do === "ask" ? world.late : [...world.late, request];
  return withCall({ ...world, late }, c, { request: undefined });
}

function* look(
  world: World,
  call: Call,
  c: number,
  { terms: all, rules, loop }: Scenario,
): Generator<Happening> {
  // It waits for the answer of its create.
  if (world.jobs.some(({ by, far }) => by === c && far === BEGUN)) {
    yield* mishap(world, "loss", () => givesUp(world, c));
    return;
  }
  const shown = world.replica ?? world.jobs;
  // Its own it knows from the answers, even where the list lags behind.
  const known = world.jobs.filter(({ n, by }) => by === c && !shown[n]?.far);
  const jobs = [...shown.filter(({ far }) => far > BEGUN), ...known].filter(
    ({ age }) => age < GONE,
  );
  const find = ({ id }: BatchJob) => jobs.find(({ n }) => idOf(n) === id);
  const rows = jobs.map(rowOf);
  const own =
    loop === "knows its own by the key" && call.hasCreated
      ? jobs[0]
      : jobs.findLast(({ by }) => by === c);
  const alive = rows.filter(isAlive).reduce((set, row) => set | (1 << numberOf(row)), 0);
  const followed = call.followed | alive;
  const terms = { ...TERMS, ...all?.[c] };
  const sight = {
    jobs: rows,
    own: own && idOf(own.n),
    followed: new Set(jobs.filter(({ n }) => followed & (1 << n)).map(({ n }) => idOf(n))),
    agreed: idOf(call.agreed),
    time: {
      isLeased: (row: BatchJob) => find(row)?.isLeased ?? false,
      isExpiring: (row: BatchJob) => find(row)?.age === OLD,
      isSettling: (row: BatchJob) =>
        (find(row)?.runs ?? 0) > 0 || isBeingConfirmed(world, numberOf(row)),
    },
  };
  const step = decide(sight, terms, rules);
  yield {
    label: `looks: ${wordsOf(step)}`,
    next: follow(withCall(world, c, { followed }), step, c),
    breach:
      breachOf(step, jobs, { ...call, followed }, c, terms) ??
      (step.do === "create" && call.hasCreated && !world.jobs.some(({ age }) => age > 0)
        ? "a call creates twice"
        : undefined),
  };
}

function follow(world: World, step: Step, c: number): World {
  const send = (what: Request["do"], jobs: readonly BatchJob[], isTimely = false) =>
    withCall(world, c, { request: { ...requestOf(c, what, jobs.map(numberOf)), isTimely } });
  switch (step.do) {
    case "create":
      return withCall(send("create", []), c, { hasCreated: true });
    case "cancel":
      return send("cancel", step.jobs);
    case "ask":
      return send("ask", [step.job]);
    case "confirm":
      return send("confirm", [step.job], world.jobs[numberOf(step.job)]?.age === 0);
    case "take":
      return step.needless.length > 0
        ? send("cancel", step.needless)
        : restart(world, c, "resolved");
    case "fail":
      return restart(world, c, "rejected");
    default:
      return world;
  }
}

function requestOf(by: number, what: Request["do"], jobs: readonly number[]): Request {
  return { do: what, jobs, by, isTimely: false, isPersons: false, isRead: false };
}

// The promises

function breachOf(
  step: Step,
  jobs: readonly Job[],
  call: Call,
  c: number,
  terms: Terms,
): string | undefined {
  const targets = step.do === "cancel" ? step.jobs : "job" in step ? [step.job] : [];
  const isTarget = ({ n }: Job) => targets.some((row) => numberOf(row) === n);
  switch (step.do) {
    case "cancel":
    case "ask":
    case "confirm": {
      const winner = jobs.find(isWaiting);
      const isOwned = winner && winner.by !== NOBODY && winner.by !== c && winner.isLeased;
      if (isOwned && winner.age === 0 && isTarget(winner)) return "a job is taken from its owner";
      if (step.do === "cancel") return undefined;
      if (terms.prepared !== "confirm") return "a call confirms that is not to";
      const isAgreed = call.agreed === numberOf(step.job);
      return step.do === "confirm" && terms.asks && !isAgreed
        ? "a job is confirmed that nobody agreed to"
        : undefined;
    }
    case "create": {
      const isOver = (stop: Job) =>
        jobs.some((job) => job.age === OLD || (hasFailed(job) && job.failed > stop.n));
      const stop = jobs.find((job) => job.wasStoppedByPerson && !isOver(job));
      return stop && !terms.rerun.includes("canceled")
        ? "a call creates what a person has stopped"
        : undefined;
    }
    case "fail":
      if (!jobs.some((job) => hasFailed(job) || job.wasStoppedByPerson))
        return "a call fails for nothing";
      return step.stopped &&
        !jobs.some((job) => job.wasStoppedByPerson && !(call.followed & (1 << job.n)))
        ? "a call is told of a stop that was none"
        : undefined;
    case "take": {
      const [taken] = jobs.filter(isTarget);
      const enough =
        terms.prepared === "take" ? PREPARED : terms.isEnoughConfirmed ? CONFIRMED : COMPLETED;
      if (!taken || taken.far < enough) return "a call resolves with a job that is not applied";
      const isLeft = (job: Job) =>
        !hasEnded(job) && (job.far === PREPARED || (job.far < PREPARED && job.by === c));
      const left = jobs.filter((job) => job !== taken && isLeft(job));
      const isForgotten = ({ n }: Job) => !step.needless.some((row) => numberOf(row) === n);
      return taken.far === COMPLETED && left.some(isForgotten)
        ? "a call leaves a job behind"
        : undefined;
    }
    default:
      return undefined;
  }
}

// Rows and words

const nameOf = (n: number) => `job ${n + 1}`;
const idOf = (n: number) => `batch_${n}`;
const numberOf = ({ id }: BatchJob) => Number(id.slice(6));
const rows = new Map<string, BatchJob>();

function rowOf({ n, far, canceled, failed }: Job): BatchJob {
  const key = `${n},${far},${canceled},${failed}`;
  const known = rows.get(key);
  if (known) return known;
  const stampOf = (halves: number) => String(halves).padStart(2, "0");
  const created_at = stampOf(2 * n);
  const times = {
    pre_processed_at: far >= PREPARED ? created_at : null,
    confirmed_at: far >= CONFIRMED ? created_at : null,
    processing_at: far >= COMPLETED ? created_at : null,
    completed_at: far >= COMPLETED ? created_at : null,
    canceled_at: canceled ? stampOf(2 * canceled - 1) : null,
    failed_at: failed ? stampOf(2 * failed - 1) : null,
  };
  const row = jobIn("created", { ...times, created_at, id: idOf(n), status: statusOf(times) });
  rows.set(key, row);
  return row;
}

function wordsOf(step: Step): string {
  const jobs = step.do === "cancel" ? step.jobs : "job" in step ? [step.job] : [];
  const needless =
    step.do === "take" && step.needless.length > 0 ? ["but first cancel", ...step.needless] : [];
  const names = [...jobs, ...needless].map((one) =>
    typeof one === "string" ? one : nameOf(numberOf(one)),
  );
  return [step.do, ...names, ...(step.do === "fail" && step.stopped ? ["(stopped)"] : [])].join(
    " ",
  );
}

const STATES = ["running", "resolved", "rejected", "dead"];
const KINDS = ["create", "cancel", "ask", "confirm"];

// Changes and keys

function withJob(world: World, n: number, patch: Partial<Job>): World {
  return { ...world, jobs: world.jobs.map((job) => (job.n === n ? { ...job, ...patch } : job)) };
}

function withCall(world: World, c: number, patch: Partial<Call>): World {
  return {
    ...world,
    calls: world.calls.map((call, i) => (i === c ? { ...call, ...patch } : call)),
  };
}

/** What happens a certain number of times at most, and need not happen. */
function* mishap(world: World, kind: Mishap, happens: () => Happening): Generator<Happening> {
  const left = world.left[kind] - 1;
  if (left < 0) return;
  const event = happens();
  yield {
    ...event,
    next: { ...event.next, left: { ...event.next.left, [kind]: left } },
    isOptional: true,
  };
}

/** Leaves out what does not matter any more; and calls that are alike may change their places. */
function keyOf({ jobs, replica, calls, late, left }: World, areAlike: boolean): string {
  const [a = 0, b = 0] = calls.map(codeOfCall);
  const isTurned = areAlike && b < a;
  const ownerOf = (by: number) => (by === NOBODY ? 2 : isTurned ? 1 - by : by);
  const codes = [jobs.length, Object.values(left).reduce((sum, times) => 4 * sum + times, 0)];
  for (const call of isTurned ? [b, a] : [a, b]) codes.push(call >> 16, call & 0xffff);
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
  const by = isOpen && (far < PREPARED || job.isLeased) ? owner : 2;
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
