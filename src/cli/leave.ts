import { type BatchJob, isFinished } from "medusa-batch-jobs";
import { Interruption } from "./interruption.js";
import { WorkGoesOn } from "./work-goes-on.js";

/** How a command leaves its job. */
export interface LeaveOptions {
  /** The first signal of the process. */
  interrupted: AbortSignal;
  /** Whether a job goes on when nobody waits for it; what does not, is canceled. */
  goesOn: (job: BatchJob) => boolean;
  /** Cancels what would go on, too. Default: false. */
  cancels?: boolean | undefined;
  /** Leaves as soon as the job goes on by itself. Default: false. */
  detaches?: boolean | undefined;
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
    this.#leave();
  }

  /** From now on the job is on its way to be confirmed: what becomes of it shows when it is seen next. */
  confirms(): void {
    this.#isConfirming = true;
  }

  #leave(): void {
    const { interrupted, goesOn, cancels, detaches } = this.#options;
    if (!interrupted.aborted && !detaches) return;
    const job = this.#job;
    if (job !== undefined && !isFinished(job) && goesOn(job) && !cancels) {
      const { reason } = interrupted;
      this.#goOn?.(new WorkGoesOn(job, reason instanceof Interruption ? reason.exit : "running"));
    } else if (interrupted.aborted && (cancels || !this.#isConfirming)) {
      this.#aborting.abort(interrupted.reason);
    }
  }
}
