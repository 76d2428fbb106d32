import { type Checks, checkOptions, checkSignal, checkToken } from "../../http/checks.js";
import { checkHeaders } from "../../http/headers.js";
import type { BatchJob, BatchJobType } from "../../types/batch-job.js";
import type { HeadersLike } from "../../types/http.js";
import { JOB_OPTIONS } from "../payload.js";
import type { CreateCalls } from "../run-plan.js";
import { JobLook } from "./look.js";
import { CREATE_KEY_OPTIONS, DEFAULT_KEY_WINDOW_MS } from "./options.js";
import { standingOf } from "./standing.js";

/** Where to look for a key. */
export interface FindByKeyOptions {
  /** The type of the job. Default: any. */
  type?: BatchJobType | undefined;
  /** How old the job may be, in milliseconds by the server's clock. Default: 24 hours. */
  window?: number | undefined;
  customHeaders?: HeadersLike | undefined;
  signal?: AbortSignal | undefined;
}

const FIND_OPTIONS: Checks<FindByKeyOptions> = {
  type: JOB_OPTIONS.type,
  window: CREATE_KEY_OPTIONS.window,
  customHeaders: checkHeaders,
  signal: checkSignal,
};

/** The job that stands for a key, or the last of those that have failed or were canceled. */
export async function findByKey(
  calls: Pick<CreateCalls, "list">,
  key: string,
  options: FindByKeyOptions = {},
): Promise<BatchJob | undefined> {
  checkToken("The idempotencyKey", key);
  checkOptions("the options of findByIdempotencyKey", options, FIND_OPTIONS);
  const { type, window = DEFAULT_KEY_WINDOW_MS, customHeaders, signal } = options;
  const look = new JobLook((query) => calls.list(query, customHeaders, { signal }), type);
  const { jobs } = await look.forKey(key, window);
  return standingOf(jobs) ?? jobs[0];
}
