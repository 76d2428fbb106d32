import { isMedusaError, MedusaConnectionError, MedusaInvalidRequestError } from "../../errors.js";
import type { AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { Headers, RequestOptions } from "../../types/http.js";
import { MAX_IDS_PER_REQUEST } from "../listing/list.js";

/** Milliseconds that one request of the poller may take: a list can hang on a server that otherwise answers. */
export const POLL_TIMEOUT_MS = 10_000;

/** How many jobs are asked for one by one at the same time, where lists do not work. */
const RETRIEVES_AT_ONCE = 5;

/** Where the poller gets jobs from. */
export interface JobSource {
  list(
    query: AdminGetBatchParams,
    headers?: Headers,
    options?: RequestOptions,
  ): PromiseLike<{ batch_jobs: BatchJob[] }>;
  retrieve(
    id: string,
    headers?: Headers,
    options?: RequestOptions,
  ): PromiseLike<{ batch_job: BatchJob }>;
}

/** Someone who follows a job. Both callbacks say in how many milliseconds to ask again, or `undefined` for never. */
export interface Follower {
  id: string;
  customHeaders?: Headers;
  onJob(job: BatchJob): number | undefined;
  onError(error: unknown): number | undefined;
}

/** A follower and when its job is asked for; `undefined` while it is being asked for. */
interface Entry {
  follower: Follower;
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

/** What became of asking for a job. */
type Answer = { job: BatchJob } | { error: unknown };

/**
 * Asks for the jobs that are followed through one client, as many as it can with one request: a
 * hundred by a list, a single one by retrieve. Each job has its own time; those that are due soon
 * come along with those that are due.
 */
export class JobPoller {
  readonly #source: JobSource;
  readonly #entries = new Set<Entry>();
  #timer: { handle: ReturnType<typeof setTimeout>; at: number } | undefined;

  constructor(source: JobSource) {
    this.#source = source;
  }

  /** Follows a job from `delay` milliseconds on. Returns what ends that. */
  follow(follower: Follower, delay: number): () => void {
    const entry: Entry = { follower, dueAt: undefined, slack: 0 };
    this.#entries.add(entry);
    this.#plan(entry, delay);
    return () => this.#remove(entry);
  }

  #plan(entry: Entry, delay: number): void {
    entry.dueAt = Date.now() + delay;
    entry.slack = delay / 2;
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
    this.#timer = { handle: setTimeout(() => this.#wake(), Math.max(0, at - Date.now())), at };
  }

  #sleep(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
  }

  #wake(): void {
    this.#sleep();
    const now = Date.now();
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
    const ids = [...new Set(entries.map(({ follower }) => follower.id))];
    const headers = entries[0]?.follower.customHeaders;
    const answers = await this.#fetch(ids, headers, round.controller.signal);
    for (const entry of entries) {
      const answer = answers.get(entry.follower.id);
      if (answer !== undefined && this.#entries.has(entry)) this.#deliver(entry, answer);
    }
  }

  #deliver(entry: Entry, answer: Answer): void {
    entry.round = undefined;
    const { follower } = entry;
    const delay = "job" in answer ? follower.onJob(answer.job) : follower.onError(answer.error);
    if (delay === undefined) this.#remove(entry);
    else this.#plan(entry, delay);
  }

  async #fetch(
    ids: string[],
    headers: Headers | undefined,
    signal: AbortSignal,
  ): Promise<Map<string, Answer>> {
    const options = { timeout: POLL_TIMEOUT_MS, numberOfRetries: 0, signal };
    const retrieve = async (id: string): Promise<Answer> => {
      try {
        return { job: (await this.#source.retrieve(id, headers, options)).batch_job };
      } catch (error) {
        return { error };
      }
    };
    if (ids.length === 1) return askEach(ids, retrieve);
    try {
      const { batch_jobs } = await this.#source.list({ id: ids }, headers, options);
      const found = new Map<string, Answer>(batch_jobs.map((job) => [job.id, { job }]));
      // A job that the list does not show may be another user's, or gone: retrieve says which.
      const missing = ids.filter((id) => !found.has(id));
      return new Map([...found, ...(await askEach(missing, retrieve))]);
    } catch (error) {
      return isTransient(error) ? askEach(ids, retrieve) : sameForAll(ids, { error });
    }
  }
}

/** Whether a poll that failed is worth repeating. Credentials that are refused and jobs that are not there stay so. */
export function isTransient(error: unknown): boolean {
  if (!isMedusaError(error)) return false;
  if (error instanceof MedusaInvalidRequestError) return error.status === 409;
  return error.status !== 401 && error.status !== 403 && error.type !== "not_allowed";
}

/** Entries that one request can serve: of the same headers, a hundred different ids at most. */
function inRounds(entries: Entry[]): Entry[][] {
  const byHeaders = groupBy(entries, ({ follower }) =>
    JSON.stringify(follower.customHeaders ?? {}),
  );
  return byHeaders.flatMap((group) => {
    const byId = groupBy(group, ({ follower }) => follower.id);
    const rounds = Math.ceil(byId.length / MAX_IDS_PER_REQUEST);
    return Array.from({ length: rounds }, (_, round) =>
      byId.slice(round * MAX_IDS_PER_REQUEST, (round + 1) * MAX_IDS_PER_REQUEST).flat(),
    );
  });
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Asks for jobs a few at a time; a server that cannot be reached is not asked for the others. */
async function askEach(
  ids: string[],
  ask: (id: string) => Promise<Answer>,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (let at = 0; at < ids.length; at += RETRIEVES_AT_ONCE) {
    const few = ids.slice(at, at + RETRIEVES_AT_ONCE);
    const given = await Promise.all(few.map(ask));
    for (const [i, id] of few.entries()) answers.set(id, given[i] ?? { error: undefined });
    const outage = given.find((answer) => "error" in answer && isOutage(answer.error));
    if (outage !== undefined) return sameForAll(ids, outage, answers);
  }
  return answers;
}

function sameForAll(ids: string[], answer: Answer, known = new Map<string, Answer>()) {
  return new Map(ids.map((id) => [id, known.get(id) ?? answer]));
}

function isOutage(error: unknown): boolean {
  return error instanceof MedusaConnectionError;
}
