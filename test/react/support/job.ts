import type { BatchJob } from "medusa-batch-jobs";

/** A job as the server would send it just after its creation. */
export function job(given: Partial<BatchJob> = {}): BatchJob {
  return {
    id: "batch_01",
    type: "product-export",
    status: "created",
    created_by: "usr_01",
    dry_run: false,
    context: {},
    result: null,
    pre_processed_at: null,
    confirmed_at: null,
    processing_at: null,
    completed_at: null,
    canceled_at: null,
    failed_at: null,
    created_at: "2026-11-26T10:00:00.000Z",
    updated_at: "2026-11-26T10:00:00.000Z",
    deleted_at: null,
    ...given,
  };
}
