import type { BatchJob } from "../types/batch-job.js";
import { aheadOf, endEvent, isQueued, resume } from "./event-bus.js";
import type { JobRecord } from "./job-store.js";
import {
  assertProcessable,
  failed,
  failing,
  type JobError,
  type JobStep,
  jobError,
  markedFailed,
  nextStep,
  preProcessed,
  processed,
  reported,
} from "./lifecycle.js";
import type { Server } from "./server.js";
import { type BatchJobStrategy, STUCK } from "./strategies/strategy.js";

/** Milliseconds between the two writes of a failure, and between the two runs of a job that runs twice. */
const WRITE_MS = 10;

/** What the second run of a job fails with; the first one has been committed. */
const COLLISION = "could not serialize access due to concurrent update";

/** Takes every step that was due until `now`, in the order of time, each at its own instant. No timer needed: it is called by each request. */
export function catchUp(server: Server, now: number): void {
  for (let record = nextDue(server, now); record; record = nextDue(server, now)) {
    takeStep(record, server, record.due);
  }
}

/** Takes a job's next step at the instant `at`. */
export function takeStep(record: JobRecord, server: Server, at: number): void {
  const step = stepOf(record);
  if (!step) return;
  if (step === "resume") {
    resume(record, server);
    record.due = at + server.settings.tick;
    return;
  }
  record.isFailing = false;
  const strategy = server.strategies.get(record.job.type) ?? { type: record.job.type };
  try {
    const next = server.shop.transaction(() => STEPS[step](record.job, strategy, server, at));
    if (next === STUCK) record.stuck = WAITS;
    else record.job = next;
  } catch (error) {
    noteFailure(record, error, at);
  }
  const follows = stepOf(record);
  const isSoon = follows === "fail" || follows === "run again";
  record.due = at + (isSoon ? WRITE_MS : server.settings.tick);
  // Who waits for a file that never comes is never done.
  if (record.event === undefined || record.stuck === WAITS) return;
  endEvent(record, server, at);
  if (follows === "process") server.jobs.emit(record);
}

/** Takes a step, and all of it, if it is a failure. */
export function takeWholeStep(record: JobRecord, server: Server, at: number): void {
  if (stepOf(record) === "resume") takeStep(record, server, at);
  takeStep(record, server, at);
  if (stepOf(record) === "fail") takeStep(record, server, at);
}

/** Fails a job as a strategy that throws would. */
export function failJob(record: JobRecord, error: JobError, server: Server, at: number): void {
  record.job = failed(record.job, error, at);
  record.due = at + server.settings.tick;
}

/** Why a job cannot take a step, if it cannot. */
export function obstacleFor(record: JobRecord, server: Server): string | undefined {
  const { job, stuck } = record;
  if (stuck) return stuck;
  const ahead = aheadOf(record, server);
  if (ahead) return `is queued behind ${ahead.job.id}`;
  if (job.failed_at) return `has ended (${job.status})`;
  if (stepOf(record)) return undefined;
  if (job.completed_at) return `has ended (${job.status})`;
  return job.canceled_at ? "has ended (canceled)" : "waits for a confirmation";
}

const WAITS = "waits for a file that does not exist, for ever";

/** The database takes no text with a zero byte: the server then gives the job up without a word. */
const UNSPEAKABLE =
  "failed for a reason that the database cannot write down, and stays as it is for ever";

function noteFailure(record: JobRecord, thrown: unknown, at: number): void {
  const error = jobError(thrown);
  const message = typeof error === "string" ? error : error.message;
  if (message.includes("\0")) {
    record.stuck = UNSPEAKABLE;
    return;
  }
  record.job = failing(record.job, error, at);
  record.isFailing = true;
}

const STEPS: Record<
  Exclude<Step, "resume">,
  (job: BatchJob, strategy: BatchJobStrategy, server: Server, at: number) => BatchJob | typeof STUCK
> = {
  "pre-process"(job, strategy, { shop }, at) {
    const changes = strategy.preProcess?.(job, shop, at) ?? {};
    return changes === STUCK ? STUCK : preProcessed(job, changes, at);
  },
  process(job, strategy, { shop }, at) {
    assertProcessable(job);
    return processed(job, strategy.process?.(job, shop, at) ?? {}, at);
  },
  "run again"() {
    throw new Error(COLLISION);
  },
  fail: (job, _strategy, _server, at) => markedFailed(job, at),
  report: (job, _strategy, _server, at) => reported(job, at),
};

type Step = JobStep | "fail" | "run again" | "resume";

function stepOf({ job, stuck, isFailing, runsTwice, resumesAt }: JobRecord): Step | undefined {
  if (stuck) return undefined;
  if (resumesAt !== undefined) return "resume";
  if (isFailing) return "fail";
  const isDone = runsTwice && job.status === "completed";
  return nextStep(job) ?? (isDone ? "run again" : undefined);
}

function nextDue(server: Server, now: number): JobRecord | undefined {
  const waiting = server.jobs
    .all()
    .filter((record) => record.due <= now && stepOf(record) && !isQueued(record, server));
  return waiting.reduce<JobRecord | undefined>(
    (first, record) => (first && first.due <= record.due ? first : record),
    undefined,
  );
}
