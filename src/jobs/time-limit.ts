import { isLimit } from "../http/deadline.js";
import type { BatchJob } from "../types/batch-job.js";
import { BatchJobTimeoutError, type TimeoutDetails } from "./errors.js";
import { DEFAULT_WAIT_TIMEOUT_MS } from "./following/options.js";

/** One limit for all that a call does, from now on. */
export class TimeLimit {
  readonly timeout: number;
  readonly #startedAt = performance.now();

  /** @param timeout Milliseconds; 0 or `Infinity` for no limit. */
  constructor(timeout = DEFAULT_WAIT_TIMEOUT_MS) {
    this.timeout = timeout;
  }

  /** Milliseconds; at least 1, since 0 would be no limit. */
  get left(): number {
    const elapsed = performance.now() - this.#startedAt;
    return isLimit(this.timeout) ? Math.max(1, this.timeout - elapsed) : this.timeout;
  }

  error(job: BatchJob, details?: TimeoutDetails): BatchJobTimeoutError {
    return new BatchJobTimeoutError(job, this.timeout, details);
  }
}
