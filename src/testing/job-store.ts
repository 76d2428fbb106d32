import type { BatchJob } from "../types/batch-job.js";
import { entityId } from "./ids.js";
import { newJob } from "./lifecycle.js";

/** A job and what the server knows about it besides. */
export interface JobRecord {
  job: BatchJob;
  /** Microseconds since 1970: the precision of the database, which JSON does not show. */
  readonly createdMicros: number;
  /** When the server takes its next step: milliseconds since 1970, `Infinity` for never by itself. */
  due: number;
  /** Why it will never move again, if it will not. */
  stuck: string | undefined;
  /** The error of its failure is written, but not yet that it has failed. */
  isFailing: boolean;
  /** How many requests had arrived when a client confirmed it. */
  confirmedWith: number;
  /** It was confirmed by two clients at once. */
  runsTwice: boolean;
  /** The place of its event among all of them; `undefined`: none waits, nor is worked at. */
  event: number | undefined;
  /** When a Redis bus takes up again what the server was killed at; `undefined`: it was not. */
  resumesAt: number | undefined;
  /** That has been done; it is not done twice. */
  wasResumed: boolean;
}

/** The jobs of the server, in the order of their creation. */
export class JobStore {
  readonly #records = new Map<string, JobRecord>();
  #lastMicros = 0;
  #lastEvent = 0;

  /** Adds a job, created at `now` (milliseconds since 1970) or, where that is taken, a microsecond after the last one. */
  add(job: Omit<Parameters<typeof newJob>[0], "id">, now: number, tick: number): JobRecord {
    this.#lastMicros = Math.max(now * 1000, this.#lastMicros + 1);
    const at = Math.floor(this.#lastMicros / 1000);
    const record: JobRecord = {
      job: newJob({ ...job, id: entityId("batch", at) }, at),
      createdMicros: this.#lastMicros,
      due: now + tick,
      stuck: undefined,
      isFailing: false,
      confirmedWith: 0,
      runsTwice: false,
      event: undefined,
      resumesAt: undefined,
      wasResumed: false,
    };
    this.#records.set(record.job.id, record);
    this.emit(record);
    return record;
  }

  /** Something is to be done with a job, after all that is to be done with others. */
  emit(record: JobRecord): void {
    this.#lastEvent += 1;
    record.event = this.#lastEvent;
  }

  get(id: string): JobRecord | undefined {
    return this.#records.get(id);
  }

  all(): JobRecord[] {
    return [...this.#records.values()];
  }
}
