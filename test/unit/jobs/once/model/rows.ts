import type { BatchJob } from "../../../../../src/types/batch-job.js";
import { jobIn, statusOf } from "../../jobs.js";
import { COMPLETED, CONFIRMED, type Job, PREPARED } from "./world.js";

export const idOf = (n: number) => `batch_${n}`;
export const numberOf = ({ id }: BatchJob) => Number(id.slice(6));

const rows = new Map<string, BatchJob>();

/** A job as lists show it. Of its times, the order alone matters. */
export function rowOf({ n, far, canceled, failed }: Job): BatchJob {
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
