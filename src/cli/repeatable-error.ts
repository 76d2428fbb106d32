import type { MedusaError } from "medusa-batch-jobs";

/** A request failed whose answer may be lost without harm, as a login's or an upload's: who repeats it does nothing twice. */
export class RepeatableError extends Error {
  override readonly cause: MedusaError;

  constructor(cause: MedusaError) {
    super(cause.message);
    this.name = cause.name;
    this.cause = cause;
  }
}
