import { pause } from "../../http/deadline.js";
import { randomUuid } from "../../http/uuid.js";
import type { AdminBatchJobRes, AdminPostBatchesReq } from "../../types/batch-job.js";
import type { RequestOptions, Response as TypedResponse } from "../../types/http.js";
import { endError } from "../errors.js";
import type { CreateCalls } from "../run-plan.js";
import { findOtherWork, keyFor, keyReused } from "./key.js";
import { JobLook } from "./look.js";
import { type CreateKeyOptions, DEFAULT_KEY_WINDOW_MS } from "./options.js";
import { decide, type Terms } from "./rules.js";
import { standingOf } from "./standing.js";
import { timesAt } from "./times.js";

/** How a call to create differs from the client's configuration, and what its key counts for. */
export interface CreateOptions extends RequestOptions, Omit<CreateKeyOptions, "idempotencyKey"> {}

/** Milliseconds until it is looked again what became of a job that was canceled just now. */
const SETTLING_PAUSE_MS = 1_000;

/** The job that stands for a key, or a new one. It is left to itself: of two that are created at once, both run. */
export async function createOnce(
  calls: CreateCalls,
  payload: AdminPostBatchesReq<string>,
  {
    idempotencyKey,
    window = DEFAULT_KEY_WINDOW_MS,
    rerun = ["failed"],
    ...request
  }: CreateOptions & { idempotencyKey: string },
): Promise<TypedResponse<AdminBatchJobRes>> {
  const terms: Terms = { prepared: "take", isEnoughConfirmed: true, asks: false, rerun };
  const key = await keyFor(idempotencyKey, payload, request.signal);
  const look = new JobLook((query) => calls.list(query, undefined, request), payload.type);
  for (;;) {
    const { jobs, response } = await look.forKey(key.key, window);
    const other = findOtherWork(jobs, key);
    if (other !== undefined) throw keyReused(key, other);
    const batch_job = standingOf(jobs);
    if (batch_job !== undefined) return { batch_job, response };
    const time = timesAt(look.clock, window, 0);
    const step = decide(
      { jobs, own: undefined, followed: new Set(), agreed: undefined, time },
      terms,
    );
    if (step.do === "fail") throw endError(step.job, { stopped: step.stopped });
    if (step.do === "create") break;
    await pause(SETTLING_PAUSE_MS, request.signal);
  }
  return calls.requestCreate({ payload, marks: { ...key, nonce: randomUuid() }, options: request });
}
