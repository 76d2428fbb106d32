import type { BatchJob } from "medusa-batch-jobs";
import type { Exit } from "./exit-codes.js";

/** What is known of work that goes on. */
export interface GoesOn {
  exit: Exit;
  /** The job as it was last seen, where it is one. */
  job?: BatchJob | undefined;
  /** What calls the command back to it: `wait batch_01`. */
  wayBack: string;
}

/** The command ends, and its work does not. */
export class WorkGoesOn extends Error {
  readonly exit: Exit;
  readonly job: BatchJob | undefined;
  readonly wayBack: string;

  constructor(message: string, { exit, job, wayBack }: GoesOn) {
    super(message);
    this.name = "WorkGoesOn";
    this.exit = exit;
    this.job = job;
    this.wayBack = wayBack;
  }
}

/** Jobs that nobody waits for any more. */
export function jobsGoOn(ids: readonly string[], exit: Exit): WorkGoesOn {
  const wayBack = `wait ${ids.join(" ")}`;
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    return new WorkGoesOn(`${only} goes on.`, { exit, wayBack });
  }
  return new WorkGoesOn(`${ids.length} jobs go on.`, { exit, wayBack });
}
