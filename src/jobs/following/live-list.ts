import type { AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import { jobOutcome } from "../job.js";
import { withStatus } from "../listing/list.js";
import { fingerprint } from "./observer.js";

/** What a live list can be of: filters of what never changes of a job, and its status. */
export type WatchListQuery = Pick<
  AdminGetBatchParams,
  "id" | "type" | "status" | "created_at" | "limit" | "fields" | "expand"
>;

/** A job that has ended can still change for a moment: canceled becomes failed, completed canceled. Milliseconds. */
const SETTLES_AFTER_MS = 30_000;

/** What ended so long ago, by the clocks of two machines, has settled. */
const LONG_AGO_MS = 5 * 60_000;

/** `created_at` is when a transaction began: a job can be seen later than younger ones. Milliseconds. */
const LATE_MS = 60_000;

interface Known {
  fingerprint: string;
  createdAt: number;
  /** By the clock of `performance.now`. */
  settlesAt: number;
  isShown: boolean;
}

/** What one live list has seen, and so what it must ask for. It forgets what cannot change any more. */
export class LiveList {
  readonly query: WatchListQuery;
  /** Whether the rows that there were at the start are here. */
  isStarted = false;
  /** Jobs that were created since can be new, or change. In milliseconds since 1970; `undefined`: all jobs. */
  from: number | undefined;
  /** Jobs that were created since can be new. */
  newFrom: number | undefined;
  readonly #known = new Map<string, Known>();
  #newest = Number.NEGATIVE_INFINITY;
  /** What is older, and not known, was left out at the start, or is forgotten. */
  #ignoredBefore = Number.NEGATIVE_INFINITY;

  constructor(query: WatchListQuery) {
    this.query = query;
  }

  /** Lists with the same can be asked for together. */
  get key(): string {
    return JSON.stringify(this.isStarted ? withoutView(this.query) : [this.query]);
  }

  /** The jobs that may change. */
  get unsettled(): string[] {
    const now = performance.now();
    const ids = [...this.#known].filter(([, { settlesAt }]) => settlesAt > now);
    return ids.map(([id]) => id);
  }

  /** Takes down what was answered, and returns what is to be shown of it. */
  see(rows: BatchJob[]): BatchJob[] {
    const seen = new Set(rows.map(({ id }) => id));
    // It was asked for by its id: it is there no more.
    for (const id of this.unsettled) if (!seen.has(id)) this.#known.delete(id);
    const changed = rows.filter((job) => this.#note(job));
    const wanted = changed.filter((job) => this.#isWanted(job));
    const shown = this.isStarted ? wanted : this.#start(wanted);
    for (const { id } of shown) Object.assign(this.#known.get(id) ?? {}, { isShown: true });
    this.#moveOn();
    return shown;
  }

  /** Whether a job is new, or has changed. */
  #note(job: BatchJob): boolean {
    const { id } = job;
    const known = this.#known.get(id);
    const createdAt = Date.parse(job.created_at) || 0;
    if (known === undefined && createdAt < this.#ignoredBefore) return false;
    const print = fingerprint(job);
    if (known?.fingerprint === print) return false;
    const isShown = known?.isShown ?? false;
    this.#known.set(id, { fingerprint: print, createdAt, settlesAt: settlesAt(job), isShown });
    this.#newest = Math.max(this.#newest, createdAt);
    return true;
  }

  /** The filter decides which jobs appear; what becomes of them is shown whatever it is. */
  #isWanted(job: BatchJob): boolean {
    const isShown = this.#known.get(job.id)?.isShown ?? false;
    return isShown || withStatus([job], this.query.status).length > 0;
  }

  /** The rows of the start, newest first, and no more than were asked for. */
  #start(rows: BatchJob[]): BatchJob[] {
    this.isStarted = true;
    const { limit = Number.POSITIVE_INFINITY } = this.query;
    const age = ({ id }: BatchJob) => this.#known.get(id)?.createdAt ?? 0;
    const shown = [...rows].sort((a, b) => age(b) - age(a)).slice(0, limit);
    const last = shown.at(-1);
    if (last !== undefined && shown.length === limit) this.#ignoredBefore = age(last);
    return shown;
  }

  #moveOn(): void {
    if (this.#newest === Number.NEGATIVE_INFINITY) return;
    const now = performance.now();
    this.newFrom = this.#newest - LATE_MS;
    this.from = this.newFrom;
    for (const { settlesAt, createdAt } of this.#known.values()) {
      if (settlesAt > now) this.from = Math.min(this.from, createdAt);
    }
    this.#ignoredBefore = Math.max(this.#ignoredBefore, this.from);
    for (const [id, { settlesAt, createdAt }] of this.#known) {
      if (settlesAt <= now && createdAt < this.from) this.#known.delete(id);
    }
  }
}

/** A query without what decides which of its rows are shown. */
export function withoutView({ status: _, limit: __, ...filters }: WatchListQuery): WatchListQuery {
  return filters;
}

function settlesAt(job: BatchJob): number {
  if (jobOutcome(job) === undefined) return Number.POSITIVE_INFINITY;
  const endedAt = Date.parse(job.failed_at ?? job.canceled_at ?? job.completed_at ?? "");
  const isLongAgo = Date.now() - endedAt > LONG_AGO_MS;
  return performance.now() + (isLongAgo ? 0 : SETTLES_AFTER_MS);
}
