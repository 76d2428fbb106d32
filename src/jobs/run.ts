import { invalidArgument } from "../errors.js";
import type { AdminPostBatchesReq } from "../types/batch-job.js";
import { JobRun } from "./job-run.js";
import { KeyedRun } from "./once/keyed-run.js";
import { checkPayload } from "./payload.js";
import { checkRunOptions, type RunOptions } from "./run-options.js";
import type { Run, RunCalls, RunPlan, RunResult } from "./run-plan.js";

/** Creates a job, waits for it, has it confirmed if it is a dry run, and waits for its end. With a key, once. */
export async function runJob(
  calls: RunCalls,
  payload: AdminPostBatchesReq<string>,
  options: RunOptions = {},
): Promise<RunResult> {
  checkRunOptions(options);
  checkPayload(payload);
  const asked = asAsked(payload, options);
  const { type, context, dry_run: isDryRun = false } = asked;
  return openRun(calls, { type, context, isDryRun, prepare: async () => asked }, options).result();
}

/** Whoever gives a key shares the job with all who give it; a job without is one's own. */
export function openRun(calls: RunCalls, plan: RunPlan, options: RunOptions): Run {
  return options.idempotencyKey === undefined
    ? new JobRun(calls, plan, options)
    : new KeyedRun(calls, plan, { ...options, idempotencyKey: options.idempotencyKey });
}

/** A confirmation is for dry runs alone. */
export function asAsked(
  payload: AdminPostBatchesReq<string>,
  { confirm }: RunOptions,
): AdminPostBatchesReq<string> {
  if (confirm === undefined) return payload;
  if (payload.dry_run === false) {
    throw invalidArgument("confirm is for dry runs: leave dry_run out, or set it to true.");
  }
  return { ...payload, dry_run: true };
}
