import type { JobRecord } from "./job-store.js";
import { nextStep } from "./lifecycle.js";
import type { Server } from "./server.js";

/**
 * Milliseconds after a restart until a Redis bus takes up again what the server was killed at: measured are 26 to 68
 * s, since it looks twice, every 30 s, whether anyone still holds it.
 */
export const RESUMED_AFTER_MS = 60_000;

/** What a restart does to the jobs, by the event bus. */
export const RESTARTS: Record<
  Server["settings"]["eventBus"],
  (server: Server, now: number) => void
> = {
  /** Events that wait are read from the database once more; what was at work is forgotten. */
  local({ jobs }) {
    for (const record of jobs.all()) {
      if (nextStep(record.job) === "process") record.stuck = KILLED;
    }
  },

  /** The events that wait are delivered before anybody listens; what was at work is taken up again, once. */
  redis(server, now) {
    const atWork = headOf(server);
    for (const record of server.jobs.all()) {
      if (record.resumesAt !== undefined) resumeAt(record, now + RESUMED_AFTER_MS);
      else if (record.event !== undefined) {
        const isResumed = record === atWork && !record.wasResumed;
        record.event = undefined;
        record.stuck = isResumed ? undefined : record === atWork ? KILLED : LOST;
        if (isResumed) resumeAt(record, now + RESUMED_AFTER_MS);
      }
    }
  },
};

/** Takes up again what the server was killed at: it stands in the queue once more. */
export function resume(record: JobRecord, { jobs }: Server): void {
  record.resumesAt = undefined;
  record.wasResumed = true;
  jobs.emit(record);
}

/** Whether another job's event has to be done with before. */
export function isQueued(record: JobRecord, server: Server): boolean {
  return aheadOf(record, server) !== undefined;
}

/** The job whose event has to be done with before; `undefined` if there is none. */
export function aheadOf(record: JobRecord, server: Server): JobRecord | undefined {
  if (server.settings.eventBus === "local" || record.event === undefined) return undefined;
  const head = headOf(server);
  return head === record ? undefined : head;
}

/** What was to be done with a job is done at the instant `at`: the next one's turn begins then. */
export function endEvent(record: JobRecord, server: Server, at: number): void {
  record.event = undefined;
  const next = server.settings.eventBus === "redis" ? headOf(server) : undefined;
  if (next) next.due = Math.max(next.due, at + server.settings.tick);
}

/** The job whose event is worked at: the oldest. */
function headOf({ jobs }: Server): JobRecord | undefined {
  return jobs
    .all()
    .filter(({ event }) => event !== undefined)
    .sort((a, b) => Number(a.event) - Number(b.event))[0];
}

function resumeAt(record: JobRecord, at: number): void {
  record.resumesAt = at;
  record.due = at;
}

const KILLED = "was at work when the server was killed, and stays as it is for ever";
const LOST = "has lost its event by a restart, and stays as it is for ever";
