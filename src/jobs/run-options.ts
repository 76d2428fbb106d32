import { invalidArgument } from "../errors.js";
import { type Checks, takes } from "../http/checks.js";
import type { BatchJob } from "../types/batch-job.js";
import { checkWaitOptions, type WaitOptions } from "./following/options.js";
import { checkKeyIsThere, KEY_OPTIONS, type KeyOptions } from "./once/options.js";

/** How to run a job from its creation to its end. `timeout` is for all of it, from the creation on. */
export interface RunOptions extends WaitOptions, KeyOptions {
  /**
   * Makes the job a dry run, and decides about it when it is prepared: `true` confirms it; `false`
   * cancels it, and the run rejects with a `BatchJobCanceledError` whose `declined` is true. A function
   * that throws cancels it as well, and the run rejects with what it threw. Left out, a dry run stays
   * prepared, for someone else to confirm.
   */
  confirm?: boolean | ((job: BatchJob) => boolean | Promise<boolean>) | undefined;
}

/**
 * Checks the options of a run before anything is sent.
 *
 * @param others The options that a call takes beside those of a run.
 * @throws MedusaInvalidRequestError
 */
export function checkRunOptions(options: RunOptions, others: Checks = {}): void {
  checkWaitOptions(options, { ...RUN_OPTIONS, ...others });
  checkKeyIsThere(options);
  if (options.confirm !== undefined && options.until === "pre_processed") {
    throw invalidArgument(
      'until: "pre_processed" is over before confirm is asked: leave one of the two out.',
    );
  }
}

/** What a run takes beside the options of a wait. */
const RUN_OPTIONS: Checks = {
  confirm: takes("true, false, or a function of the prepared job", (value) =>
    ["boolean", "function"].includes(typeof value),
  ),
  ...KEY_OPTIONS,
};
