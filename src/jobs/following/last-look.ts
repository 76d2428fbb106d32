import { withDeadline } from "../../http/deadline.js";
import { SharedCall } from "../../http/shared-call.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { HeadersLike } from "../../types/http.js";
import { holdOf, type JobHold } from "../hold.js";
import { needsConfirmation } from "../job.js";
import { askRows, type JobSource } from "./ask.js";
import type { WaitOptions } from "./options.js";

/** Milliseconds that a look may take: whoever waits for it has waited long enough. */
export const LAST_LOOK_TIMEOUT_MS = 2_000;

/** How many of the newest jobs are looked at. */
const NEWEST_JOBS = 100;

/** Looks at what else there is, once, when the wait for a job is over; for all whose waits end at the same time. */
export class LastLook {
  readonly #source: JobSource;
  readonly #calls = new Map<string, SharedCall<BatchJob[]>>();

  constructor(source: JobSource) {
    this.#source = source;
  }

  /** What others tell of a job; `undefined` where that would be nothing, or they cannot be read in time. */
  async at(
    job: BatchJob,
    { customHeaders, signal }: Pick<WaitOptions, "customHeaders" | "signal">,
  ): Promise<JobHold | undefined> {
    if (needsConfirmation(job)) return undefined;
    try {
      const join = (ended: AbortSignal) => this.#newest(customHeaders, ended);
      return holdOf(job, await withDeadline(join, LAST_LOOK_TIMEOUT_MS, signal), Date.now());
    } catch {
      return undefined;
    }
  }

  #newest(headers: HeadersLike | undefined, signal: AbortSignal): Promise<BatchJob[]> {
    const key = JSON.stringify(headers ?? {});
    const newest = { limit: NEWEST_JOBS };
    const call =
      this.#calls.get(key) ??
      new SharedCall(
        (ended) => askRows(this.#source, newest, headers, ended),
        () => this.#calls.delete(key),
      );
    this.#calls.set(key, call);
    return call.join(signal);
  }
}
