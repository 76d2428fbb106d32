import { type BatchJob, isFinished } from "medusa-batch-jobs";
import type { Cli } from "./cli.js";
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
  /** Whether the command fetches the file of its job: what calls it back is `download` then, not `wait`. Default: false. */
  fetches?: boolean | undefined;
  /** Tells a person why the command does not end yet. */
  tell?: ((words: string) => void) | undefined;
}

/** What the flags of a command say of it. */
export function leaveFor(
  { host, flags, output, progress }: Cli,
  options: Pick<LeaveOptions, "goesOn" | "detaches" | "fetches">,
): Leave {
  return new Leave({
    ...options,
    interrupted: host.interrupted,
    cancels: flags.cancelOnInterrupt,
    tell: (words) => {
      progress.pause();
      output.note(words);
    },
  });
}

/** What is answered sooner needs no word. */
const PATIENCE_MS = 200;

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
    let telling: NodeJS.Timeout | undefined;
    const leave = () => {
      this.#leave();
      if (interrupted.aborted) telling ??= setTimeout(() => this.#tell(), PATIENCE_MS);
    };
    interrupted.addEventListener("abort", leave);
    try {
      return await Promise.race([
        work,
        new Promise<never>((_resolve, reject) => {
          this.#goOn = reject;
          leave();
        }),
      ]);
    } catch (error) {
      throw error === interrupted.reason ? this.#interruption(error) : error;
    } finally {
      clearTimeout(telling);
      interrupted.removeEventListener("abort", leave);
    }
  }

  /** The job as it was last seen. */
  get job(): BatchJob | undefined {
    return this.#job;
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

  #tell(): void {
    const { interrupted, tell } = this.#options;
    const again = isByKeyboard(interrupted.reason) ? " Press Ctrl-C again to leave at once." : "";
    tell?.(`Interrupted: waiting for the server's answer.${again}`);
  }

  /** Whoever fetches a file can come back for it. */
  #interruption(reason: unknown): unknown {
    const job = this.#job;
    if (!this.#options.fetches || job === undefined || !isFinished(job)) return reason;
    return this.#goesOn(job, "is completed, but its file was not fetched");
  }

  #goesOn(job: BatchJob, how = "goes on"): WorkGoesOn {
    const { interrupted, fetches } = this.#options;
    const reason: unknown = interrupted.reason;
    return new WorkGoesOn(`The ${job.type} ${job.id} ${how}.`, {
      exit: reason instanceof Interruption ? reason.exit : "running",
      job,
      wayBack: `${fetches ? "download" : "wait"} ${job.id}`,
    });
  }
}

function isByKeyboard(reason: unknown): boolean {
  return reason instanceof Interruption && reason.exit === "interrupted";
}
