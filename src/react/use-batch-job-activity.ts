import {
  type BatchJob,
  type BatchJobType,
  type DateInput,
  isFinished,
  jobOutcome,
  MedusaConnectionError,
  needsConfirmation,
} from "medusa-batch-jobs";
import { useCallback, useMemo, useState } from "react";
import type { ClientOptions } from "./client.js";
import { useLivePage } from "./live/use-live-page.js";
import { useBatchJobsClient } from "./provider.js";

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
  /** Whether they are asked for, and nothing is known yet. */
  isPending: boolean;
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

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_LIMIT = 100;

/**
 * What goes on in a shop, live: for badges, panels and lists. It polls as {@link useBatchJobs} does, and for all
 * components that ask for the same, once.
 *
 * @example
 * ```tsx
 * import { useBatchJobActivity } from "medusa-batch-jobs/react";
 *
 * export function Badge() {
 *   const { active, waiting, isConnected } = useBatchJobActivity({ types: ["product-import"] });
 *   if (!isConnected) return <span>The server does not answer.</span>;
 *   return <span>{active.length} on their way, {waiting.length} to confirm</span>;
 * }
 * ```
 */
export function useBatchJobActivity({
  since,
  types,
  limit = DEFAULT_LIMIT,
  ...options
}: UseBatchJobActivityOptions = {}): BatchJobActivity {
  const [yesterday] = useState(() => aDayBefore(Date.now()));
  const [isAnswered, setIsAnswered] = useState(true);
  const { data, error, isPending, refetch } = useLivePage(
    useBatchJobsClient(options),
    { created_at: { gte: since ?? yesterday }, type: types, limit },
    { onPoll: (event) => setIsAnswered(event.error === undefined) },
  );
  const jobs = data?.batch_jobs;
  const groups = useMemo(() => grouped(jobs ?? []), [jobs]);
  return {
    jobs,
    isPending,
    ...groups,
    isConnected: isAnswered && !(error instanceof MedusaConnectionError),
    error,
    refetch: useCallback(() => void refetch(), [refetch]),
  };
}

/** To the hour, so that all who ask within it ask for the same. */
function aDayBefore(now: number): string {
  return new Date(Math.floor((now - DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();
}

function grouped(jobs: BatchJob[]): Pick<BatchJobActivity, "active" | "waiting" | "failed"> {
  return {
    active: jobs.filter((job) => !isFinished(job) && !needsConfirmation(job)),
    waiting: jobs.filter(needsConfirmation),
    failed: jobs.filter((job) => jobOutcome(job) === "failed"),
  };
}
