import type { BatchJob } from "medusa-batch-jobs";
import { jobIn } from "../../../unit/jobs/jobs.js";

/** What the made-up jobs are looked at: a Monday. */
export const NOW = Date.parse("2026-03-02T12:00:00.000Z");

export function ago(minutes: number, seconds = 0): string {
  return new Date(NOW - minutes * 60_000 - seconds * 1_000).toISOString();
}

/** An import that waits for the server to begin, but for what is said of it. */
export function jobWith(facts: Partial<BatchJob> = {}): BatchJob {
  return jobIn("created", {
    id: "batch_created",
    type: "product-import",
    dry_run: true,
    created_at: ago(0, 4),
    ...facts,
  });
}

const COUNTS = { operations: { PRODUCT_CREATE: 3, VARIANT_CREATE: 4 }, count: 7 };

/** One of each kind, the newest first. */
export const JOBS = {
  preparing: jobWith(),
  waiting: jobWith({
    id: "batch_waiting",
    status: "pre_processed",
    created_at: ago(2),
    pre_processed_at: ago(1, 57),
    result: { ...COUNTS, advancement_count: 0 },
  }),
  running: jobWith({
    id: "batch_running",
    status: "confirmed",
    created_at: ago(3),
    pre_processed_at: ago(2, 57),
    confirmed_at: ago(1, 12),
    result: { operations: { PRODUCT_UPDATE: 640, VARIANT_UPDATE: 1880 }, count: 2520, progress: 0 },
  }),
  stuck: jobWith({ id: "batch_stuck", type: "order-export", created_at: ago(6), dry_run: false }),
  halfway: jobWith({
    id: "batch_halfway",
    type: "stock-sync",
    status: "processing",
    dry_run: false,
    created_at: ago(8),
    pre_processed_at: ago(7, 57),
    confirmed_at: ago(7, 57),
    processing_at: ago(7, 54),
    result: { count: 100, advancement_count: 42 },
  }),
  exported: jobWith({
    id: "batch_exported",
    type: "product-export",
    status: "completed",
    dry_run: false,
    created_at: ago(25),
    confirmed_at: ago(24, 57),
    completed_at: ago(24, 48),
    result: {
      count: 703,
      advancement_count: 703,
      progress: 1,
      file_key: "exports/products/product-export-1772451900000.csv",
      file_size: 184_320,
    },
  }),
  failed: jobWith({
    id: "batch_failed",
    status: "failed",
    created_at: ago(96),
    pre_processed_at: ago(95, 57),
    confirmed_at: ago(95, 40),
    failed_at: ago(95, 37),
    result: {
      ...COUNTS,
      errors: [
        "Error while processing row with [(product handle: mug)]: duplicate key value violates unique constraint IDX_2ca6f0f7",
        {
          message:
            "Error while processing row with [(product handle: mug)]: duplicate key value violates unique constraint IDX_2ca6f0f7",
          code: "unknown",
        },
        { message: "Trying to set a price for a region Mars that doesn't exist", code: "unknown" },
      ],
    },
  }),
  imported: jobWith({
    id: "batch_imported",
    status: "completed",
    created_at: ago(190),
    pre_processed_at: ago(189, 57),
    confirmed_at: ago(189, 30),
    completed_at: ago(189, 12),
    result: { ...COUNTS, advancement_count: 7, progress: 1 },
  }),
  canceled: jobWith({
    id: "batch_canceled",
    status: "canceled",
    created_at: ago(320),
    pre_processed_at: ago(319, 57),
    canceled_at: ago(319, 20),
    result: COUNTS,
  }),
  canceledTooLate: jobWith({
    id: "batch_late",
    status: "canceled",
    created_at: ago(1500),
    pre_processed_at: ago(1499, 57),
    confirmed_at: ago(1499, 40),
    completed_at: ago(1498),
    canceled_at: ago(1498),
    result: COUNTS,
  }),
} satisfies Record<string, BatchJob>;
