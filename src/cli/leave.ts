import { type BatchJob, isFinished } from "medusa-batch-jobs";
import { Interruption } from "./interruption.js";
import { WorkGoesOn } from "./work-goes-on.js";

/** How a command leaves its job. */
export interface LeaveOptions {
  /** The first signal of the process. */
  interrupted: AbortSignal;
  /** Whether a job goes on when nobody waits for it; what does not, is canceled. */
  goesOn: (job: BatchJob) => boolean;
  /** When it is interrupted, cancels what would go on, too. Default: false. */
  cancels?: boolean | undefined;
  /** Leaves as soon as the job goes on by itself. Default: false. */
  detaches?: boolean | undefined;
  /** What calls the command back to its job. Default: `wait`. */
  wayBack?: "wait" | "download" | undefined;
}

/**
 * Lets a command end before its job does. The SDK is to cancel the job when {@link signal} aborts; what goes on
 * is left to the server instead.
 */
export class Leave {
  readonly signal: AbortSignal;
  readonly #options: LeaveOptions;
  readonly #aborting = new AbortController();
  #job: BatchJob | undefined;
  #isConfirming = false;
  #goOn: ((error: WorkGoesOn) => void) | undefined;

  constructor(options: LeaveOptions) {
    this.#options = options;
    this.signal = this.#aborting.signal;
  }

  /** The work; or the news that it goes on. */
  async of<T>(work: Promise<T>): Promise<T> {
    const { interrupted } = this.#options;
    const leave = () => this.#leave();
    interrupted.addEventListener("abort", leave);
    try {
      return await Promise.race([
        work,
        new Promise<never>((_resolve, reject) => {
          this.#goOn = reject;
          leave();
        }),
      ]);
    } finally {
      interrupted.removeEventListener("abort", leave);
    }
  }

  /** How the job is now. */
  see(job: BatchJob): void {
    this.#job = job;
    this.#isConfirming &&= !job.confirmed_at;
    this.#leave();
  }

  /** From now on the job is on its way to be confirmed: what becomes of it shows when it is seen next. */
  confirms(): void {
    this.#isConfirming = true;
  }

  #leave(): void {
    const { interrupted, cancels, detaches } = this.#options;
    if (interrupted.aborted && cancels) this.#aborting.abort(interrupted.reason);
    else if (interrupted.aborted || detaches) this.#leaveJob();
  }

  #leaveJob(): void {
    const { interrupted, goesOn } = this.#options;
    const job = this.#job;
    // The server may have been asked already: neither to leave it nor to cancel it would be sure.
    if (this.#isConfirming) return;
    if (job !== undefined && !isFinished(job) && goesOn(job)) this.#goOn?.(this.#goesOn(job));
    else if (interrupted.aborted) this.#aborting.abort(interrupted.reason);
  }

  #goesOn(job: BatchJob): WorkGoesOn {
    const { interrupted, wayBack = "wait" } = this.#options;
    const reason: unknown = interrupted.reason;
    return new WorkGoesOn(`The ${job.type} ${job.id} goes on.`, {
      exit: reason instanceof Interruption ? reason.exit : "running",
      job,
      wayBack: `${wayBack} ${job.id}`,
    });
  }
}
