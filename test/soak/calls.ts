import {
  type AdminBatchJobsResource,
  type BatchJob,
  jobApplied,
  MedusaInvalidRequestError,
} from "medusa-batch-jobs";
import { productRows } from "../support/product-rows.js";
import type { Errand, Outcome } from "./messages.js";
import type { Kind } from "./plan.js";

/** The whole of a call, but for what is sent before there is a job. */
const TIMEOUT_MS = 45_000;
/** Faster than by default: it is the outages that are to meet many steps, not the pauses. */
const FOLLOW = { timeout: TIMEOUT_MS, interval: 400 };
/** Shorter than by default, as the processes that die are to be followed by others in these minutes. */
const KEYED = { ...FOLLOW, takeOverAfter: 10_000 };
/** Exports are as large at the end as at the beginning. */
const PRODUCTS = 3;
const LIST_MS = 8_000;

type Result = Extract<Outcome, { ended: "result" }>;
type Call = (jobs: AdminBatchJobsResource, errand: Errand, signal: AbortSignal) => Promise<Result>;

/** What each kind of work is, as a user of the package would write it. */
export const CALLS: Record<Kind, Call> = {
  importOnce: importWithKey,
  importShared: importWithKey,

  importPlain: async (jobs, { work }) =>
    result(await jobs.importFile(productRows(work), { ...FOLLOW, context: markOf(work) })),

  importDeclined: async (jobs, { work }) => {
    const options = { ...FOLLOW, context: markOf(work), confirm: () => false };
    return result(await jobs.importFile(productRows(work), options));
  },

  importAborted: async (jobs, { work }, signal) => {
    const options = { ...FOLLOW, context: markOf(work), signal, cancelOnAbort: true };
    return result(await jobs.importFile(productRows(work), options));
  },

  exportOnce: async (jobs, { work, again, stuck }) => {
    await cancelStuck(jobs, stuck);
    return exportFile(jobs, work, { ...KEYED, idempotencyKey: work, rerun: rerunOf(again) });
  },

  exportPlain: (jobs, { work }) => exportFile(jobs, work, FOLLOW),

  wait: async (jobs, { work }) => {
    const { batch_job } = await jobs.create({ type: "order-export", context: markOf(work) });
    return result(await jobs.wait(batch_job, FOLLOW));
  },

  watch: async (jobs, { work }) => {
    const payload = { type: "order-export" as const, context: markOf(work) };
    const created = [await jobs.create(payload), await jobs.create(payload)];
    const followed = created.map(({ batch_job }) => batch_job);
    const ended = new Map<string, BatchJob>();
    for await (const job of jobs.watch(followed, FOLLOW)) ended.set(job.id, job);
    // That one fails is a change like others.
    return result(...[...ended.values()].filter(jobApplied));
  },

  watchList: async (jobs) => {
    const from = new Date(Date.now() - LIST_MS);
    const signal = AbortSignal.timeout(LIST_MS);
    try {
      for await (const _ of jobs.watchList({ created_at: { gte: from } }, { signal }));
    } catch (error) {
      if (error !== signal.reason) throw error;
    }
    return result();
  },

  cancel: async (jobs, { work }) => {
    const payload = { type: "product-export" as const, context: exportOf(work), dry_run: true };
    const { batch_job } = await jobs.create(payload);
    const prepared = await jobs.wait(batch_job, FOLLOW);
    await jobs.cancel(prepared.id);
    return result();
  },
};

async function importWithKey(
  jobs: AdminBatchJobsResource,
  { work, again, stuck }: Errand,
): Promise<Result> {
  await cancelStuck(jobs, stuck);
  const options = { ...KEYED, context: markOf(work), idempotencyKey: work, rerun: rerunOf(again) };
  return result(await jobs.importFile(productRows(work), options));
}

async function exportFile(
  jobs: AdminBatchJobsResource,
  work: string,
  options: Parameters<AdminBatchJobsResource["exportFile"]>[0],
): Promise<Result> {
  const file = await jobs.exportFile({ ...options, context: exportOf(work) });
  const rows = (await file.text()).split("\r\n").filter((row) => row !== "");
  if (rows.length <= PRODUCTS) throw new Error(`The exported file has ${rows.length} rows only.`);
  return result(file.job);
}

// It may have ended otherwise since.
async function cancelStuck(jobs: AdminBatchJobsResource, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  try {
    await jobs.cancel(id);
  } catch (error) {
    if (!(error instanceof MedusaInvalidRequestError)) throw error;
  }
}

function rerunOf(again: boolean): ("failed" | "canceled")[] {
  return again ? ["failed", "canceled"] : ["failed"];
}

function markOf(work: string): { soak: string } {
  return { soak: work };
}

function exportOf(work: string): { soak: string; batch_size: number } {
  return { ...markOf(work), batch_size: PRODUCTS };
}

function result(...jobs: (BatchJob & { replayed?: boolean })[]): Result {
  const replayed = jobs.some((job) => job.replayed);
  return { ended: "result", jobs: jobs.map(({ id }) => id), replayed };
}
