import type { BatchJob } from "../types/batch-job.js";
import { isFinished } from "./job.js";

/** What the user's other jobs tell of one that hangs; neither is there where no other has to do with it. */
export interface JobHold {
  /** The job that the server works at, or has to prepare before: a Redis event bus runs one at a time. */
  behind?: BatchJob | undefined;
  /** A job that the server has come to since, past this one, which will hardly begin by itself then. */
  overtakenBy?: BatchJob | undefined;
}

/** A job that is at work for longer, in milliseconds, is most likely one that a stop of the server has killed. */
const AT_WORK_MS = 3_600_000;

/**
 * What other jobs tell of one that hangs.
 *
 * @param jobs The newest of the user's, whatever their state, the newest first.
 * @param now Milliseconds since 1970.
 */
export function holdOf(job: BatchJob, jobs: readonly BatchJob[], now: number): JobHold {
  const others = jobs.filter(({ id }) => id !== job.id);
  const atWork = others.filter((other) => isAtWork(other, now));
  if (!isUnprepared(job)) return { behind: atWork.find((other) => isAhead(other, job)) };
  const overtakenBy = others.find((other) => hasOvertaken(other, job));
  if (overtakenBy !== undefined) return { overtakenBy };
  const isFirst = (other: BatchJob) =>
    isUnprepared(other) && isAhead(other, job) && !others.some((one) => hasOvertaken(one, other));
  return { behind: atWork[0] ?? others.filter(isFirst).at(-1) };
}

/** What the state that a job hangs in usually means on a Medusa server. */
export function whatItHangsIn(job: BatchJob, hold?: JobHold): string {
  switch (job.status) {
    case "created":
      return whyNotPrepared(job, hold);
    case "pre_processed":
      return "A dry run waits there until someone confirms it.";
    case "confirmed":
    case "processing":
      return whyNotDone(hold);
    case "canceled":
      return CANCELED_LATE;
    default:
      return "This is no state that the SDK knows.";
  }
}

/** Confirmed and not ended: more cannot be seen, since the work is one transaction. */
function isAtWork(job: BatchJob, now: number): boolean {
  const isRecent = now - Date.parse(job.confirmed_at ?? "") < AT_WORK_MS;
  return isRecent && !isFinished(job);
}

function isUnprepared({ status }: BatchJob): boolean {
  return status === "created";
}

/** What is to be done with a job came before what is to be done with another one. */
function isAhead(job: BatchJob, other: BatchJob): boolean {
  return dueAt(job) < dueAt(other);
}

/** When a server without a queue would have begun what is next: its events are in this order. */
function dueAt({ confirmed_at, created_at }: BatchJob): number {
  return Date.parse(confirmed_at ?? created_at);
}

/** The server has done something with a job that was due after another one, which it has not prepared. */
function hasOvertaken(job: BatchJob, late: BatchJob): boolean {
  const { created_at, pre_processed_at, failed_at, completed_at } = job;
  const isLater = Date.parse(created_at) > Date.parse(late.created_at);
  return isLater
    ? Boolean(pre_processed_at ?? failed_at)
    : Boolean(completed_at) && isAhead(late, job);
}

function whyNotPrepared(job: BatchJob, hold: JobHold | undefined): string {
  const hangs = typeof job.context?.fileKey === "string" ? WRONG_FILE_KEY : "";
  if (hold === undefined) {
    return `The server has not prepared the job. It may be queued: ${ONE_AT_A_TIME}. ${hangs && `If no other runs: ${hangs}`}Otherwise its ${LOST_EVENT}`;
  }
  const its = `${hangs}${hangs ? "Otherwise its" : "Its"}`;
  const { behind, overtakenBy } = hold;
  if (overtakenBy !== undefined) {
    return `The server has gone on with the ${nameOf(overtakenBy)}, which was due later: this one hardly begins by itself. ${its} event is lost, as by a restart. ${ANEW}`;
  }
  if (behind === undefined) {
    return `No other job of yours is at work; one of another user's is not shown. ${its} ${LOST_EVENT} ${ANEW}`;
  }
  return behind.confirmed_at
    ? `It is queued behind the ${nameOf(behind)}, confirmed at ${behind.confirmed_at}: ${ONE_AT_A_TIME}. (On the local one, ${hangs ? "its fileKey is wrong or was used before" : "its event is lost"}.)`
    : `The ${nameOf(behind)}, created before it at ${behind.created_at}, is not prepared either. It may be that one which holds up all others, by a wrong fileKey; or the event bus is down.`;
}

function whyNotDone(hold: JobHold | undefined): string {
  const progress =
    hold?.behind === undefined
      ? `It is in progress, ${hold ? "" : "or queued behind others, "}or the server was stopped while it was`
      : `It is queued behind the ${nameOf(hold.behind)}, confirmed at ${hold.behind.confirmed_at}, or in progress beside it, or the server was stopped while it was`;
  return `${progress}: ${RESUMED}`;
}

function nameOf({ type, id }: BatchJob): string {
  return `${type} ${id}`;
}

const ONE_AT_A_TIME = "a Redis event bus runs one job at a time";

const WRONG_FILE_KEY =
  "Its fileKey is wrong or was used before (a key works once): such an import hangs for ever, and may hold up the queue; on S3 it fails instead. ";

const LOST_EVENT =
  "event is lost, as by a restart, or the event bus is down: it does not begin by itself then. If no job of the shop goes on any more, restart Medusa: after an outage of Redis it may hand out no event until then, and loses none.";

const ANEW = 'Cancel it, and run it again; with a key, by rerun: ["failed", "canceled"].';

const RESUMED =
  "on a Redis event bus Medusa takes such a job up again by itself, once, within about a minute of its start; on the local one never. If Postgres was down meanwhile, its event is lost, and it does not go on at all. To run it again, cancel it first.";

const CANCELED_LATE =
  "It was canceled when it was prepared or confirmed, and may have been running by then: whether its work takes effect all the same is not known yet.";
