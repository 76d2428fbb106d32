import type { BatchJob } from "medusa-batch-jobs";
import type { Exit } from "./exit-codes.js";

/** The command ends, and its job does not. */
export class WorkGoesOn extends Error {
  readonly job: BatchJob;
  readonly exit: Exit;

  constructor(job: BatchJob, exit: Exit) {
    super(`The ${job.type} ${job.id} goes on.`);
    this.name = "WorkGoesOn";
    this.job = job;
    this.exit = exit;
  }
}
