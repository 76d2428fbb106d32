import type { BatchJob, BatchJobStatus } from "../../../src/index.js";

const AT = "2026-11-23T10:00:00.000Z";

const SET_IN: Record<BatchJobStatus, (keyof BatchJob)[]> = {
  created: [],
  pre_processed: ["pre_processed_at"],
  confirmed: ["pre_processed_at", "confirmed_at"],
  processing: ["pre_processed_at", "confirmed_at", "processing_at"],
  completed: ["pre_processed_at", "confirmed_at", "processing_at", "completed_at"],
  canceled: ["pre_processed_at", "canceled_at"],
  failed: ["pre_processed_at", "confirmed_at", "failed_at"],
};

/** What decides a status, in the order of the lifecycle. */
export const TIMESTAMPS = [
  "pre_processed_at",
  "confirmed_at",
  "processing_at",
  "completed_at",
  "canceled_at",
  "failed_at",
] as const;

export type Timestamp = (typeof TIMESTAMPS)[number];

/** As the server computes it: the last timestamp that is set. */
export function statusOf(job: Partial<Record<Timestamp, unknown>>): BatchJobStatus {
  const last = TIMESTAMPS.findLast((name) => job[name]);
  return (last?.replace("_at", "") ?? "created") as BatchJobStatus;
}

/** A job in a state that the server leaves it in: who is not a dry run does not stay prepared, and is failed when it was canceled. */
export function jobIn(status: BatchJobStatus, over: Partial<BatchJob> = {}): BatchJob {
  const job: BatchJob = {
    id: "batch_1",
    type: "product-export",
    status,
    created_by: "usr_1",
    dry_run: status === "pre_processed" || status === "canceled",
    context: {},
    result: null,
    pre_processed_at: null,
    confirmed_at: null,
    processing_at: null,
    completed_at: null,
    canceled_at: null,
    failed_at: null,
    created_at: AT,
    updated_at: AT,
    deleted_at: null,
  };
  const set = Object.fromEntries(SET_IN[status].map((name) => [name, AT]));
  return { ...job, ...set, ...over };
}
