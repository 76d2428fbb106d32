import type { AdminBatchJobRes, AdminGetBatchParams, BatchJob } from "../types/batch-job.js";
import type { Response as TypedResponse } from "../types/http.js";
import type { ListPromise } from "./listing/pages.js";

/** How far the server's clock may be behind ours, in milliseconds. */
export const CLOCK_SKEW_MS = 60 * 60 * 1000;

/** Rows that are read at once when a job is looked for. */
const PAGE_SIZE = 100;

/** Where the key of a create is kept. Medusa ignores the Idempotency-Key header here, but leaves a context's own keys alone. */
const CONTEXT_KEY = "idempotency_key";

/** The payload of a create, with the key in its context, in place of one that an earlier job left there. */
export function withIdempotencyKey<T extends { context: object }>(payload: T, key: string): T {
  return { ...payload, context: { ...payload.context, [CONTEXT_KEY]: key } };
}

/** What is known of a job whose creation was not answered. */
export interface LostJob {
  key: string;
  type: string;
  /** When the call began, by our clock. */
  since: Date;
}

/** Looks for the job that carries a key among those created since the call began; `undefined` if there is none. */
export async function findByIdempotencyKey(
  { key, type, since }: LostJob,
  list: (query: AdminGetBatchParams) => ListPromise,
): Promise<TypedResponse<AdminBatchJobRes> | undefined> {
  const gte = new Date(since.getTime() - CLOCK_SKEW_MS);
  for await (const page of list({ type, created_at: { gte }, limit: PAGE_SIZE }).pages()) {
    const batch_job = page.batch_jobs.find((job) => keyOf(job) === key);
    if (batch_job !== undefined) return { batch_job, response: page.response };
  }
  return undefined;
}

function keyOf(job: BatchJob): unknown {
  return job.context?.[CONTEXT_KEY];
}
