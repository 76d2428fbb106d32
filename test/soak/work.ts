import type { Errand, Outcome, ToldError } from "./messages.js";
import type { Kind, Task } from "./plan.js";

/** Those whose work is done until it is done. */
const KEYED: ReadonlySet<Kind> = new Set(["importOnce", "importShared", "exportOnce"]);

/** In an outage, to try at once would be all that is done. */
const AGAIN_AFTER_MS = 5_000;

export function isKeyed(kind: Kind): boolean {
  return KEYED.has(kind);
}

/**
 * What there is to do: the tasks of the plan, and in turn with them what has failed and has a key. That is taken
 * up again, by whoever is free, with the same key, as docs/keys.md says. A job for which two calls have
 * waited in vain has lost its event, as far as its user can tell: it is canceled first, and the key run
 * with `rerun`. One would be too few: Redis has a job done that was killed after a minute.
 */
export class Work {
  readonly #tasks: Task[];
  readonly #failed: Errand[] = [];
  /** The works one of whose jobs is to be canceled. */
  readonly #again = new Set<string>();
  /** The jobs for which a call has waited in vain. */
  readonly #late = new Set<string>();
  /** No more of the plan: only what is begun is brought to its end. */
  isClosing = false;
  /** How often a key was taken up again. */
  takenUp = 0;
  #isOver = false;
  #isFailedNext = false;

  constructor(tasks: readonly Task[]) {
    this.#tasks = [...tasks].reverse();
  }

  /** Nothing is begun any more, not even what has failed. */
  giveUp(): void {
    this.#isOver = true;
  }

  next(): Errand | undefined {
    if (this.#isOver) return undefined;
    this.#isFailedNext = !this.#isFailedNext;
    const errand = this.#isFailedNext
      ? (this.#nextFailed() ?? this.#nextTask())
      : (this.#nextTask() ?? this.#nextFailed());
    return errand && { ...errand, again: this.#again.has(errand.work) };
  }

  ended({ stuck: _, ...errand }: Errand, outcome: Outcome): void {
    if (!isKeyed(errand.kind) || outcome.ended === "result" || outcome.ended === "hung") return;
    const late = outcome.ended === "error" ? lateJobIn(outcome.error) : undefined;
    const stuck = late !== undefined && this.#late.has(late) ? late : undefined;
    if (late !== undefined) this.#late.add(late);
    if (stuck !== undefined) this.#again.add(errand.work);
    this.#failed.push({ ...errand, stuck, rest: AGAIN_AFTER_MS });
  }

  #nextFailed(): Errand | undefined {
    const failed = this.#failed.shift();
    if (failed !== undefined) this.takenUp += 1;
    return failed;
  }

  #nextTask(): Errand | undefined {
    const task = this.isClosing ? undefined : this.#tasks.pop();
    return task && { ...task, again: false };
  }
}

function lateJobIn({ name, job }: ToldError): string | undefined {
  const isLate = job?.status === "created" || job?.status === "confirmed";
  return name === "BatchJobTimeoutError" && isLate ? job.id : undefined;
}
