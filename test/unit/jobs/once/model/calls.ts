import { decide, type Step, type Terms } from "../../../../../src/jobs/once/rules.js";
import { isAlive } from "../../../../../src/jobs/once/standing.js";
import type { BatchJob } from "../../../../../src/types/batch-job.js";
import { breachOf } from "./promises.js";
import { idOf, numberOf, rowOf } from "./rows.js";
import { act, isBeingConfirmed } from "./server.js";
import {
  BEGUN,
  CALL,
  type Call,
  GONE,
  type Happening,
  isWaiting,
  mishap,
  NOBODY,
  nameOf,
  OLD,
  type Request,
  type Scenario,
  type World,
  withCall,
} from "./world.js";

const TERMS: Terms = {
  prepared: "confirm",
  isEnoughConfirmed: false,
  asks: false,
  rerun: ["failed"],
};

/** What comes of a request that nobody waits for. */
export function* eventsOfLate(
  world: World,
  request: Request,
  scenario: Scenario,
): Generator<Happening> {
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

/** What a call does, and what happens to it. */
export function* eventsOfCall(world: World, c: number, scenario: Scenario): Generator<Happening> {
  const call = world.calls[c] ?? CALL;
  const says = (event: Happening) => ({ ...event, label: `${"ABC"[c]}: ${event.label}` });
  if (call.is !== "running") {
    const again = () => says({ label: "is called again", next: restart(world, c) });
    if (call.is !== "dead") yield* mishap(world, "rerun", again);
    return;
  }
  const { request } = call;
  const events = request
    ? eventsOfRequest(world, request, c, scenario)
    : look(world, call, c, scenario);
  for (const event of events) yield says(event);
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
  const isUndone = world.jobs.some((job) => request.jobs.includes(job.n) && isWaiting(job));
  const isGivenUp =
    request.do === "create" ? loop !== "creates again" : request.do === "confirm" && isUndone;
  yield* mishap(world, "loss", () =>
    isGivenUp ? givesUp(world, c) : { label: "gets no answer", next: orphan(world, c) },
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

/** It sees all that is committed at once, and goes by the rules. */
function* look(
  world: World,
  call: Call,
  c: number,
  { terms: given, rules, loop }: Scenario,
): Generator<Happening> {
  // It waits for the answer of its create.
  if (world.jobs.some(({ by, far }) => by === c && far === BEGUN)) {
    yield* mishap(world, "loss", () => givesUp(world, c));
    return;
  }
  const shown = world.replica ?? world.jobs;
  // Its own it knows from the answers, even where the list lags behind.
  const known = world.jobs.filter(({ n, by }) => by === c && !shown[n]?.far);
  const all = [...shown.filter(({ far }) => far > BEGUN), ...known];
  const jobs = all.filter(({ age }) => age < GONE);
  const find = ({ id }: BatchJob) => jobs.find(({ n }) => idOf(n) === id);
  const rows = jobs.map(rowOf);
  const own =
    loop === "knows its own by the key" && call.hasCreated
      ? jobs[0]
      : jobs.findLast(({ by }) => by === c);
  const alive = rows.filter(isAlive).reduce((set, row) => set | (1 << numberOf(row)), 0);
  const followed = call.followed | alive;
  const terms = { ...TERMS, ...given?.[c] };
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
    breach: breachOf(step, { ...call, followed }, c, jobs, terms, world),
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

function wordsOf(step: Step): string {
  const names = (jobs: readonly BatchJob[]) => jobs.map((job) => nameOf(numberOf(job))).join(", ");
  if (step.do === "cancel") return `cancel ${names(step.jobs)}`;
  if (step.do === "create") return "create";
  const needless = step.do === "take" ? names(step.needless) : "";
  const first = needless && `, but first cancel ${needless}`;
  const stopped = step.do === "fail" && step.stopped ? ", somebody stopped it" : "";
  return `${step.do} ${names([step.job])}${first}${stopped}`;
}
