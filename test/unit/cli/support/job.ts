import type { BatchJob } from "medusa-batch-jobs";
import { jobIn } from "../../jobs/jobs.js";

/** A product import as the server would show it. */
export function jobOf(fields: Partial<BatchJob> = {}): BatchJob {
  const created_at = "2026-11-01T06:00:00.000Z";
  const shown = { id: "batch_01", type: "product-import", created_by: "usr_01" };
  return jobIn("created", { ...shown, created_at, updated_at: created_at, ...fields });
}
