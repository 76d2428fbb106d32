import { invalidArgument } from "../errors.js";
import { withDeadline } from "../http/deadline.js";
import { randomUuid } from "../http/uuid.js";
import type { AdminBatchJobRes, AdminPostBatchesReq, BatchJob } from "../types/batch-job.js";
import type { Headers, RequestOptions, ResponsePromise } from "../types/http.js";
import { checkWaitOptions, type WaitOptions } from "./following/options.js";
import { type WaitContext, waitForJob } from "./following/wait.js";
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

/** What running needs of a client. */
export interface RunContext extends WaitContext {
  create: (
    payload: AdminPostBatchesReq<string>,
    customHeaders?: Headers,
    options?: RequestOptions,
  ) => ResponsePromise<AdminBatchJobRes>;
  confirm: ChangeJob;
  cancel: ChangeJob;
}

type ChangeJob = (
  id: string,
  customHeaders?: Headers,
  options?: RequestOptions,
) => ResponsePromise<AdminBatchJobRes>;

/** Creates a job, waits for it, has it confirmed if it is a dry run, and waits for its end. */
export async function runJob(
  context: RunContext,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions = {},
): Promise<BatchJob> {
  return finishJob(context, await createJob(context, payload, options), options);
}

/** Creates a job, with a key by which it is found if the answer is lost. */
export async function createJob(
  context: RunContext,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions,
): Promise<BatchJob> {
  checkWaitOptions(options);
  const { customHeaders, signal, idempotencyKey = randomUuid() } = options;
  const request = { idempotencyKey, signal };
  const { batch_job } = await context.create(asAsked(payload, options), customHeaders, request);
  return batch_job;
}

/** Waits for a job that was created, has it confirmed or canceled if it is a dry run, and waits for its end. */
export async function finishJob(
  context: RunContext,
  created: BatchJob,
  options: RunOptions,
): Promise<BatchJob> {
  const { confirm, customHeaders, signal } = options;
  const job = await waitForJob(context, created, options);
  if (confirm === undefined || !needsConfirmation(job)) return job;
  if (!(await decide(context, job, options))) {
    return (await context.cancel(job.id, customHeaders, { signal })).batch_job;
  }
  const { batch_job } = await context.confirm(job.id, customHeaders, { signal });
  return waitForJob(context, batch_job, { ...options, until: "finished" });
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
  context: RunContext,
  job: BatchJob,
  { confirm, signal, cancelOnAbort, customHeaders }: RunOptions,
): Promise<boolean> {
  if (typeof confirm !== "function") return confirm === true;
  try {
    return await withDeadline(async () => confirm(job), 0, signal);
  } catch (error) {
    if (signal?.aborted && cancelOnAbort) {
      context.cancel(job.id, customHeaders).then(undefined, () => {});
    }
    throw error;
  }
}
