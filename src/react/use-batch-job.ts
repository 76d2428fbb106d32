import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { type BatchJob, isFinished, needsConfirmation, type WaitOptions } from "medusa-batch-jobs";
import { useEffect } from "react";
import type { ClientOptions } from "./client.js";
import { applyJob } from "./live/apply-job.js";
import { keepLive } from "./live/keep-live.js";
import { useLatest } from "./live/use-latest.js";
import { useBatchJobsClient } from "./provider.js";
import { batchJobQueryOptions } from "./queries.js";

/** How to show a job. */
export interface UseBatchJobOptions extends ClientOptions {
  /** How long the job is followed, as for `wait`. Default: `"finished"`. */
  until?: WaitOptions["until"];
  /** Called when the job comes to `until`, once; not for one that was there when it was first seen. */
  onSettled?: ((job: BatchJob) => void) | undefined;
}

/**
 * A job, live: while the page is shown and online, and until the job has ended. However many components show however
 * many jobs, a round is one request. Outages do not end it; where the server refuses to answer, `error` says why, and
 * `refetch()` begins anew.
 *
 * @param id With `undefined`, nothing is asked for.
 * @returns TanStack Query's own result.
 * @example
 * ```tsx
 * import { jobProgress, jobSummary } from "medusa-batch-jobs";
 * import { useBatchJob } from "medusa-batch-jobs/react";
 *
 * export function JobCard({ id }: { id: string }) {
 *   const { data: job, error } = useBatchJob(id);
 *   if (job === undefined) return <p>{error?.message ?? "Loading …"}</p>;
 *   return (
 *     <p>
 *       {jobSummary(job)} <progress value={jobProgress(job)} />
 *     </p>
 *   );
 * }
 * ```
 */
export function useBatchJob(
  id: string | undefined,
  { until = "finished", onSettled, ...clientOptions }: UseBatchJobOptions = {},
): UseQueryResult<BatchJob> {
  const client = useBatchJobsClient(clientOptions);
  const queryClient = useQueryClient();
  const onSettledLast = useLatest(onSettled);

  useEffect(() => {
    if (id === undefined) return;
    return keepLive<BatchJob>({
      queryClient,
      queryKey: batchJobQueryOptions(client, id).queryKey,
      isWanted: (job) => job === undefined || !isOver(job, until),
      onData: whenOver(until, (job) => onSettledLast.current?.(job)),
      async follow({ signal, onPoll }) {
        const wait = { until, timeout: Number.POSITIVE_INFINITY, signal, onPoll };
        const states = client.admin.batchJobs.watch([id], wait);
        for await (const job of states) applyJob(queryClient, job);
      },
    });
  }, [client, queryClient, id, until, onSettledLast]);

  const options = batchJobQueryOptions(client, id ?? "");
  const data = queryClient.getQueryData(options.queryKey);
  return useQuery({
    ...options,
    // The oldest TanStack Query 5 takes a number alone.
    staleTime: options.staleTime({ state: { data } }),
    enabled: id !== undefined,
  });
}

/** Tells of a job that comes to its end, once; not of one that had come to it before. */
function whenOver(until: WaitOptions["until"], tell: (job: BatchJob) => void) {
  let isAwaited: boolean | undefined;
  return (job: BatchJob) => {
    const isDone = isOver(job, until);
    isAwaited ??= !isDone;
    if (!isAwaited || !isDone) return;
    isAwaited = false;
    tell(job);
  };
}

function isOver(job: BatchJob, until: WaitOptions["until"]): boolean {
  if (isFinished(job)) return true;
  if (until === "finished") return false;
  return until === "settled" ? needsConfirmation(job) : Boolean(job.pre_processed_at);
}
