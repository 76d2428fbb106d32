import { invalidArgument } from "../errors.js";
import { withDeadline } from "../http/deadline.js";
import { randomUuid } from "../http/uuid.js";
import type { AdminBatchJobRes, AdminPostBatchesReq, BatchJob } from "../types/batch-job.js";
import type { Headers as CustomHeaders, RequestOptions, ResponsePromise } from "../types/http.js";
import { checkWaitOptions, type WaitOptions } from "./following/options.js";
import { type FollowCalls, waitForJob } from "./following/wait.js";
import { needsConfirmation } from "./job.js";

/** How to run a job from its creation to its end. */
export interface RunOptions extends WaitOptions {
  /**
   * Makes the job a dry run, and decides about it when it is prepared: `true` confirms it, `false`
   * cancels it. Left out, a dry run stays prepared, for someone else to confirm.
   */
  confirm?: boolean | ((job: BatchJob) => boolean | Promise<boolean>);
  /** The key by which the job is found if the answer to its creation is lost. Default: a new random one. */
  idempotencyKey?: string;
}

/** What running needs of a resource. */
export interface RunCalls extends FollowCalls {
  create: (
    payload: AdminPostBatchesReq<string>,
    customHeaders?: CustomHeaders,
    options?: RequestOptions,
  ) => ResponsePromise<AdminBatchJobRes>;
  confirm: ChangeJob;
  cancel: ChangeJob;
}

type ChangeJob = (
  id: string,
  customHeaders?: CustomHeaders,
  options?: RequestOptions,
) => ResponsePromise<AdminBatchJobRes>;

/** Creates a job, waits for it, has it confirmed if it is a dry run, and waits for its end. */
export async function runJob(
  calls: RunCalls,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions = {},
): Promise<BatchJob> {
  return finishJob(calls, await createJob(calls, payload, options), options);
}

/** Creates a job, with a key by which it is found if the answer is lost. */
export async function createJob(
  calls: RunCalls,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions,
): Promise<BatchJob> {
  checkWaitOptions(options, { confirm: true, idempotencyKey: true });
  const { customHeaders, signal, idempotencyKey = randomUuid() } = options;
  const request = { idempotencyKey, signal };
  const { batch_job } = await calls.create(asAsked(payload, options), customHeaders, request);
  return batch_job;
}

/** Waits for a job that was created, has it confirmed or canceled if it is a dry run, and waits for its end. */
export async function finishJob(
  calls: RunCalls,
  created: BatchJob,
  options: RunOptions,
): Promise<BatchJob> {
  const { confirm, customHeaders, signal } = options;
  const job = await waitForJob(calls, created, options);
  if (confirm === undefined || !needsConfirmation(job)) return job;
  if (!(await decide(calls, job, options))) {
    return (await calls.cancel(job.id, customHeaders, { signal })).batch_job;
  }
  const { batch_job } = await calls.confirm(job.id, customHeaders, { signal });
  return waitForJob(calls, batch_job, { ...options, until: "finished" });
}

/** A confirmation is for dry runs alone. */
function asAsked(
  payload: AdminPostBatchesReq<string>,
  { confirm }: RunOptions,
): AdminPostBatchesReq<string> {
  if (confirm === undefined) return payload;
  if (payload.dry_run === false) {
    throw invalidArgument("confirm is for dry runs: leave dry_run out, or set it to true.");
  }
  return { ...payload, dry_run: true };
}

async function decide(
  calls: RunCalls,
  job: BatchJob,
  { confirm, signal, cancelOnAbort, customHeaders }: RunOptions,
): Promise<boolean> {
  if (typeof confirm !== "function") return confirm === true;
  try {
    return await withDeadline(async () => confirm(job), 0, signal);
  } catch (error) {
    if (signal?.aborted && cancelOnAbort) {
      calls.cancel(job.id, customHeaders).then(undefined, () => {});
    }
    throw error;
  }
}
