import { isMedusaError } from "../../errors.js";
import { MAX_TIMER_MS } from "../../http/checks.js";
import type { HeadersLike } from "../../types/http.js";
import { type Answer, type Answers, askFor, type JobSource } from "./ask.js";
import { askList } from "./ask-list.js";
import { LastLook } from "./last-look.js";
import type { LiveList } from "./live-list.js";
import { DEFAULT_POLL_INTERVAL_MS } from "./pace.js";
import { inRounds } from "./rounds.js";

/** By how much a `Retry-After` is exceeded at most, in milliseconds. */
export const RETRY_AFTER_SPREAD_MS = DEFAULT_POLL_INTERVAL_MS.longest;

/** Someone who follows a job or a list, and says in how many milliseconds to ask again, or `undefined` for never. */
export interface Follower {
  /** The job's id; that of a list is `""`. */
  id: string;
  list?: LiveList;
  customHeaders?: HeadersLike;
  /** @param atLeast Milliseconds that it will not be asked for again, whatever it says. */
  onAnswers(answers: Answers, atLeast: number): number | undefined;
}

/** A follower and when it is asked for; `undefined` while it is being asked for. */
interface Entry extends Follower {
  dueAt: number | undefined;
  /** How much earlier it may come along with others, in milliseconds. */
  slack: number;
  round?: Round;
}

/** A request on behalf of several entries, aborted when none of them is left. */
interface Round {
  controller: AbortController;
  entries: Set<Entry>;
}

/**
 * Asks for the jobs and lists that are followed through one client, as many as it can with one request: a
 * hundred by a list, a single one by retrieve, and a list for all who watch it. Each job has its own time; those that are due soon
 * come along with those that are due. Time is that of `performance.now`: a clock may be set back.
 */
export class JobPoller {
  /** What is looked at when a wait is over, for all waits of the client. */
  readonly lastLook: LastLook;
  readonly #source: JobSource;
  readonly #entries = new Set<Entry>();
  #timer: { handle: ReturnType<typeof setTimeout>; at: number } | undefined;

  constructor(source: JobSource) {
    this.#source = source;
    this.lastLook = new LastLook(source);
  }

  /** Follows a job from `delay` milliseconds on. Returns what ends that. */
  follow(follower: Follower, delay: number): () => void {
    const entry: Entry = { ...follower, dueAt: undefined, slack: 0 };
    this.#entries.add(entry);
    this.#plan(entry, delay);
    return () => this.#remove(entry);
  }

  /** @param atLeast Milliseconds that the server asked to wait: not even others may bring it along before. */
  #plan(entry: Entry, delay: number, atLeast = 0, now = performance.now()): void {
    const pause = Math.max(delay, atLeast);
    entry.dueAt = now + pause;
    entry.slack = (pause - atLeast) / 2;
    this.#wakeAt(entry.dueAt);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry);
    const { round } = entry;
    round?.entries.delete(entry);
    if (round?.entries.size === 0) round.controller.abort();
    if (this.#entries.size === 0) this.#sleep();
  }

  #wakeAt(at: number): void {
    if (this.#timer !== undefined && this.#timer.at <= at) return;
    this.#sleep();
    // A timer drops fractions, and takes what is too long for it, or too late, for nothing; of the latter some warn.
    const delay = Math.min(MAX_TIMER_MS, Math.max(0, Math.ceil(at - performance.now())));
    this.#timer = { handle: setTimeout(() => this.#wake(), delay), at };
  }

  #sleep(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
  }

  #wake(): void {
    this.#sleep();
    const now = performance.now();
    const due: Entry[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries) {
      if (entry.dueAt === undefined) continue;
      if (entry.dueAt - entry.slack <= now) due.push(entry);
      else next = Math.min(next, entry.dueAt);
    }
    for (const entries of inRounds(due)) void this.#ask(entries);
    if (next !== Number.POSITIVE_INFINITY) this.#wakeAt(next);
  }

  async #ask(entries: Entry[]): Promise<void> {
    const round: Round = { controller: new AbortController(), entries: new Set(entries) };
    for (const entry of entries) Object.assign(entry, { round, dueAt: undefined });
    const answers = await this.#answer(entries, round.controller.signal);
    const atLeast = spread(Math.max(0, ...[...answers.values()].map(retryAfter)));
    const now = performance.now();
    for (const entry of entries) {
      if (!this.#entries.has(entry)) continue;
      entry.round = undefined;
      const delay = entry.onAnswers(answers, atLeast);
      if (delay === undefined) this.#remove(entry);
      // Hearing of the answers, its caller may have left.
      else if (this.#entries.has(entry)) this.#plan(entry, delay, atLeast, now);
    }
  }

  /** All of one round are jobs, or the same list. */
  #answer(entries: Entry[], signal: AbortSignal): Promise<Answers> {
    const headers = entries[0]?.customHeaders;
    const [list, ...others] = entries.flatMap(({ list }) => list ?? []);
    if (list !== undefined) return askList(this.#source, [list, ...others], headers, signal);
    const ids = [...new Set(entries.map(({ id }) => id))];
    return askFor(this.#source, ids, headers, signal);
  }
}

/** A `Retry-After` can name one moment to all clients. Those of one client come back together. */
function spread(retryAfter: number): number {
  return retryAfter + Math.random() * Math.min(retryAfter, RETRY_AFTER_SPREAD_MS);
}

/** Milliseconds that the server asked to wait. */
function retryAfter(answer: Answer): number {
  return "error" in answer && isMedusaError(answer.error) ? (answer.error.retryAfter ?? 0) : 0;
}
