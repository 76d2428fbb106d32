import type { BatchJob, BatchJobType, DateInput } from "medusa-batch-jobs";
import type { ClientOptions } from "./client.js";

/** Which jobs are shown. */
export interface UseBatchJobActivityOptions extends ClientOptions {
  /** Only jobs that were created since. Default: 24 hours ago, to the hour. */
  since?: DateInput | undefined;
  /** Default: of all types. */
  types?: readonly BatchJobType[] | undefined;
  /** Jobs at most, the newest. Default: 100. */
  limit?: number | undefined;
}

/** What goes on, and went on. */
export interface BatchJobActivity {
  /** Newest first. `undefined` until they are known. */
  jobs: BatchJob[] | undefined;
  /** Those that are on their way. */
  active: BatchJob[];
  /** Those that wait for someone's confirmation. */
  waiting: BatchJob[];
  /** Those that failed. */
  failed: BatchJob[];
  /** Whether the last poll was answered. */
  isConnected: boolean;
  /** Why there is nothing to see: a login that is not valid, and the like. */
  error: Error | null;
  refetch: () => void;
}

/** What goes on in a shop, live: for badges, panels and lists. */
export function useBatchJobActivity(_options: UseBatchJobActivityOptions = {}): BatchJobActivity {
  throw new Error("Not yet.");
}
