import type { AdminBatchJobsResource } from "medusa-batch-jobs";

/** What the hooks need of a client: a `Medusa`, or a medusa-js client that `extendMedusaClient` has extended. */
export interface BatchJobsClient {
  admin: { batchJobs: AdminBatchJobsResource };
}

/** What every hook takes. */
export interface ClientOptions {
  /** Default: the one of the {@link BatchJobsProvider} around. */
  client?: BatchJobsClient | undefined;
}
