import { type BatchJob, isFinished, needsConfirmation } from "medusa-batch-jobs";

/** Medusa looks for new jobs every 3 seconds: one that is created for longer waits for something. */
export const PREPARED_WITHIN_MS = 60_000;

/** A job that runs for longer is most likely one that a stop of the server has killed. */
export const DONE_WITHIN_MS = 3_600_000;

/** What there is to say of the jobs. */
export interface Finding {
  ok: boolean;
  message: string;
  /** What to do. */
  hint?: string | undefined;
}

/** What of the jobs is judged. */
export interface Queue {
  /** All that have not ended. */
  active: readonly BatchJob[];
  /** The newest ones, ended or not: what has become of them tells whether the server works. */
  recent: readonly BatchJob[];
}

/**
 * Says what jobs hang in.
 *
 * @param now By the server's clock, in milliseconds.
 * @param command How to call this command again.
 */
export function judgeQueue({ active, recent }: Queue, now: number, command: string): Finding[] {
  const running = active.filter((job) => job.confirmed_at !== null && !isFinished(job));
  const dead = running.filter((job) => ageOf(job.confirmed_at, now) > DONE_WITHIN_MS);
  const alive = running.filter((job) => !dead.includes(job));
  const late = active.filter(
    (job) => job.status === "created" && ageOf(job.created_at, now) > PREPARED_WITHIN_MS,
  );
  const findings = [
    lateFinding(late, { alive, all: [...active, ...recent] }, now, command),
    deadFinding(dead, now, command),
    waitingFinding(active.filter(needsConfirmation), command),
  ].filter((finding) => finding !== undefined);
  return findings.length > 0 ? findings : [{ ok: true, message: quiet(active.length) }];
}

function quiet(active: number): string {
  return active === 0 ? "No job of yours is active." : `${count(active)} active, and none is late.`;
}

function lateFinding(
  late: readonly BatchJob[],
  { alive, all }: { alive: readonly BatchJob[]; all: readonly BatchJob[] },
  now: number,
  command: string,
): Finding | undefined {
  const oldest = oldestOf(late);
  if (oldest === undefined) return undefined;
  const { id, type, created_at } = oldest;
  const [runs] = alive;
  const whatIs = `${count(late.length)} created and not prepared, the oldest for ${ageInWords(created_at, now)}: ${type} ${id}.`;
  if (runs !== undefined) {
    return {
      ok: true,
      message: `${whatIs} It is queued behind ${runs.id}, which is in progress.`,
      hint: "On a Redis event bus Medusa runs one job at a time: wait.",
    };
  }
  const overtaken = all.some((job) => movedAfter(job, oldest));
  return overtaken
    ? { ok: false, message: `${whatIs} Later ones were prepared.`, hint: alone(oldest, command) }
    : {
        ok: false,
        message: `${whatIs} Nothing was prepared since.`,
        hint: stopped(oldest, command),
      };
}

/** One job hangs, and the others do not. */
function alone({ id, context }: BatchJob, command: string): string {
  const why =
    typeof context?.fileKey === "string"
      ? "Its fileKey is wrong or was used before, or its event was lost"
      : "Its event was lost, as by a restart with a Redis event bus";
  return `${why}: it will not begin. Cancel it, and run it again, with its --key by --rerun-canceled: ${command} cancel ${id}`;
}

/** Nothing moves: one job that hangs looks so, too, where it is the last one. */
function stopped({ id, context }: BatchJob, command: string): string {
  const fileKey =
    typeof context?.fileKey === "string"
      ? `If its fileKey is wrong or was used before, it never begins, and may hold up the queue: ${command} cancel ${id}\n`
      : "";
  return `${fileKey}Another user's job may run, which is not shown to you: wait some minutes. Else its event was lost by a restart (look for "0 subscribers" in the server's log): cancel it, and run it again; or the event bus is down (is Redis running?), or the server is stuck: restart it; with Redis, a second time if the first does not help.`;
}

function deadFinding(dead: readonly BatchJob[], now: number, command: string): Finding | undefined {
  const oldest = oldestOf(dead);
  if (oldest === undefined) return undefined;
  const { id, type, status, confirmed_at } = oldest;
  return {
    ok: false,
    message: `${count(dead.length)} in progress for longer than an hour, the oldest for ${ageInWords(confirmed_at, now)}: ${type} ${id} is ${status}.`,
    hint: `Most likely the server was stopped while it worked. On a Redis event bus it goes on by itself within minutes, if that happened once; on the local one never. Cancel it, and run it again: ${command} cancel ${id}`,
  };
}

function waitingFinding(waiting: readonly BatchJob[], command: string): Finding | undefined {
  const oldest = oldestOf(waiting);
  if (oldest === undefined) return undefined;
  return {
    ok: true,
    message: `${count(waiting.length)} prepared, and waits for somebody to confirm it: ${waiting.map(({ id }) => id).join(", ")}.`,
    hint: `Nothing is written until then: ${command} confirm ${oldest.id}, or ${command} cancel ${oldest.id}`,
  };
}

/** Whether the server has come to a job past another one: what was due before that, and took long, is its queue. */
function movedAfter(job: BatchJob, late: BatchJob): boolean {
  if (job.id === late.id) return false;
  const due = Date.parse(late.created_at) + PREPARED_WITHIN_MS;
  const isAfter = (at: string | null) => at !== null && Date.parse(at) > due;
  const { created_at, pre_processed_at, confirmed_at, completed_at, failed_at } = job;
  if (Date.parse(created_at) > Date.parse(late.created_at)) {
    return isAfter(pre_processed_at) || isAfter(failed_at);
  }
  return isAfter(confirmed_at) && completed_at !== null;
}

function oldestOf(jobs: readonly BatchJob[]): BatchJob | undefined {
  return [...jobs].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))[0];
}

function ageOf(at: string | null, now: number): number {
  return at === null ? 0 : now - Date.parse(at);
}

function ageInWords(at: string | null, now: number): string {
  const minutes = Math.round(ageOf(at, now) / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

function count(jobs: number): string {
  return jobs === 1 ? "1 job is" : `${jobs} jobs are`;
}
