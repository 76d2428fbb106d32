import type { AdminBatchJobsResource, Client, Medusa } from "medusa-batch-jobs";

/** What a CommonJS file takes of others. */
export function take(medusa: Medusa, client: Client, batchJobs: AdminBatchJobsResource): boolean {
  return medusa.client === client && medusa.admin.batchJobs === batchJobs;
}
