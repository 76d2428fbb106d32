import type { MedusaError } from "../../errors.js";
import { isMilliseconds } from "../../http/checks.js";
import { isObject } from "../../http/kinds.js";
import type { BatchJob } from "../../types/batch-job.js";

/** The default pause between two polls: the first, and the longest, in milliseconds. It grows by half each time, ± 20 %, and starts anew when something has changed, unless an outage has hidden that. */
export const DEFAULT_POLL_INTERVAL_MS = { first: 500, longest: 10_000 } as const;

/** No pause between two polls is shorter, whatever is asked for. */
export const MIN_POLL_INTERVAL_MS = 10;

/** What is told of each poll, changed or not, and of each one that failed and is made up for. */
export interface PollEvent {
  /** 1 for the first poll. */
  attempt: number;
  /** Milliseconds since the following began. */
  elapsed: number;
  /** The job as it was last seen; `undefined` before, and of a list. */
  job?: BatchJob | undefined;
  /** Why the poll failed; what follows goes on. */
  error?: MedusaError | undefined;
  /** Milliseconds until the next poll, which may come earlier along with others; `undefined` after the last. */
  nextIn?: number | undefined;
}

/** How to poll. */
export interface PaceOptions {
  interval?: number | ((attempt: number, job: BatchJob | undefined) => number) | undefined;
  onPoll?: ((event: PollEvent) => void) | undefined;
}

/** When to poll again; and who is told of it. The callbacks of the caller may return promises. */
export class Pace {
  readonly #options: PaceOptions;
  readonly #began = performance.now();
  #polls = 0;
  /** How many polls there were since something last changed. */
  #attempt = 0;
  /** By how many steps the default pause has grown. */
  #growth = 0;
  #hasFailed = false;
  /** Settles with the callbacks of the caller's that returned a promise. */
  callbacks: Promise<unknown> = Promise.resolve();
  /** Told of a callback's promise that rejects. */
  onCallbackError: (error: unknown) => void = () => {};

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /**
   * Something has changed: it may go on soon. What changed in an outage did so at any time of it; and all
   * clients see the changes of an outage at once, and must not all make haste.
   */
  quicken(): void {
    this.#attempt = 0;
    if (!this.#hasFailed) this.#growth = 0;
  }

  /** The pause before the next poll, in milliseconds. */
  pause(job?: BatchJob): number {
    const usual = growingInterval(this.#growth++);
    const { interval = usual } = this.#options;
    const attempt = this.#attempt++;
    const wanted = typeof interval === "number" ? interval : interval(attempt, job);
    this.attend(wanted);
    // An interval that makes no sense must not make the wait spin.
    return isMilliseconds(wanted) ? Math.max(MIN_POLL_INTERVAL_MS, wanted) : usual;
  }

  /** Tells of a poll: what was seen, or why not, and when the next one comes. */
  tell(seen: Pick<PollEvent, "job" | "error" | "nextIn">): void {
    this.#polls += 1;
    this.#hasFailed = seen.error !== undefined;
    const elapsed = Math.round(performance.now() - this.#began);
    this.attend(this.#options.onPoll?.({ attempt: this.#polls, elapsed, ...seen }));
  }

  /** Minds what a callback returned: a promise, if it is an async function. */
  attend(returned: unknown): void {
    if (!isObject(returned)) return;
    this.callbacks = Promise.all([this.callbacks, returned]);
    this.callbacks.catch(this.onCallbackError);
  }
}

function growingInterval(attempt: number): number {
  const { first, longest } = DEFAULT_POLL_INTERVAL_MS;
  return Math.min(longest, first * 1.5 ** attempt) * (0.8 + 0.4 * Math.random());
}
