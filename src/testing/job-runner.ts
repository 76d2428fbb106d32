import type { BatchJob } from "../types/batch-job.js";
import type { JobRecord } from "./job-store.js";
import {
  assertProcessable,
  failed,
  type JobError,
  type JobStep,
  jobError,
  nextStep,
  preProcessed,
  processed,
  reported,
} from "./lifecycle.js";
import type { Server } from "./server.js";
import { type BatchJobStrategy, STUCK } from "./strategies/strategy.js";

/** Takes every step that was due until `now`, in the order of time, each at its own instant. No timer needed: it is called by each request. */
export function catchUp(server: Server, now: number): void {
  for (let record = nextDue(server, now); record; record = nextDue(server, now)) {
    takeStep(record, server, record.due);
  }
}

/** Takes a job's next step at the instant `at`. */
export function takeStep(record: JobRecord, server: Server, at: number): void {
  const step = nextStep(record.job);
  if (!step || record.stuck) return;
  const strategy = server.strategies.get(record.job.type) ?? { type: record.job.type };
  try {
    const next = server.shop.transaction(() => STEPS[step](record.job, strategy, server, at));
    if (next === STUCK) record.stuck = true;
    else record.job = next;
  } catch (error) {
    record.job = failed(record.job, jobError(error), at);
  }
  record.due = at + server.settings.tick;
}

/** Fails a job as a strategy that throws would. */
export function failJob(record: JobRecord, error: JobError, server: Server, at: number): void {
  record.job = failed(record.job, error, at);
  record.due = at + server.settings.tick;
}

/** Why a job cannot take a step, if it cannot. */
export function obstacleFor({ job, stuck }: JobRecord): string | undefined {
  if (stuck) return "waits for a file that does not exist, for ever";
  if (job.failed_at || job.completed_at) return `has ended (${job.status})`;
  if (nextStep(job)) return undefined;
  return job.canceled_at ? "has ended (canceled)" : "waits for a confirmation";
}

const STEPS: Record<
  JobStep,
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
  report: (job, _strategy, _server, at) => reported(job, at),
};

function nextDue({ jobs }: Server, now: number): JobRecord | undefined {
  const waiting = jobs
    .all()
    .filter((record) => !record.stuck && record.due <= now && nextStep(record.job));
  return waiting.reduce<JobRecord | undefined>(
    (first, record) => (first && first.due <= record.due ? first : record),
    undefined,
  );
}
