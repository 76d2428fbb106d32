import {
  BEGUN,
  COMPLETED,
  CONFIRMED,
  CREATED,
  GONE,
  type Happening,
  hasEnded,
  isWaiting,
  type Job,
  mishap,
  nameOf,
  OLD,
  PREPARED,
  type Request,
  type Scenario,
  type World,
  withJob,
  withNewJob,
} from "./world.js";

/** What the server, a person, or time does to a job. */
export function* eventsOfJob(world: World, job: Job, { isSlow }: Scenario): Generator<Happening> {
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
  if (job.age === 0 && mayAge(world, job)) {
    yield* mishap(world, "age", () => becomes("is old", { age: OLD, oldSince: now }));
  } else if (mayAge(world, job)) {
    yield { ...becomes("leaves the window", { age: GONE }), isOptional: true };
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

/** A confirm has read the job, and is about to write. */
export function isBeingConfirmed(world: World, n: number): boolean {
  return sent(world).some((one) => one.isRead && one.jobs[0] === n);
}

function sent({ late, calls }: World): Request[] {
  return [...late, ...calls.flatMap(({ request }) => request ?? [])];
}

/** What the server makes of a request, and what of it is still to be done. */
export function* act(
  world: World,
  request: Request,
  { hasLeases = false }: Scenario,
): Generator<Happening & { rest?: Request }> {
  if (request.do === "create") {
    const next = withNewJob(world, { by: request.by, isLeased: hasLeases });
    yield { label: `${nameOf(world.jobs.length)} begins`, next };
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
  if (!request.isRead) {
    return isWaiting(job)
      ? { label: `${label} is read`, next: world, rest: { ...request, isRead: true } }
      : { label: `${label}: 400`, next: world };
  }
  const isInTheWay = (one: Job) =>
    one !== job &&
    ((one.far === CONFIRMED && !hasEnded(one)) || (one.far === COMPLETED && one.age < GONE));
  const other = world.jobs.find(isInTheWay);
  const again = job.far === COMPLETED ? `${nameOf(job.n)} is applied, and confirmed` : undefined;
  const breach = other ? `${nameOf(job.n)} is confirmed beside ${nameOf(other.n)}` : again;
  const { isTimely } = request;
  const undone = { canceled: 0, wasStoppedByPerson: false };
  const next = withJob(world, job.n, { far: CONFIRMED, runs: job.runs + 1, isTimely, ...undone });
  return { label: `${label}: 200`, next, breach };
}

/** A job that is canceled when it was confirmed may still be applied. */
function cancel(world: World, job: Job, isPersons: boolean): Happening {
  const canceled = world.jobs.length;
  const patch = { canceled, wasStoppedByPerson: isPersons };
  const label = `${isPersons ? "a person cancels" : "cancel"} ${nameOf(job.n)}`;
  // It came while the job was processed, and has waited for its end.
  if (job.far === COMPLETED) return { label, next: withJob(world, job.n, { canceled }) };
  return { label, next: hasEnded(job) ? world : withJob(world, job.n, patch) };
}
