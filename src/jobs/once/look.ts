import type { AdminBatchJobRes, AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { HTTPResponse, Response as TypedResponse } from "../../types/http.js";
import type { ListPromise } from "../listing/pages.js";
import { ServerClock } from "./clock.js";
import { hasMarks, type Marks, markOf } from "./marks.js";

/** Rows that are read at once: as a rule, all that there are. */
const PAGE_SIZE = 100;

/** The clock of an answer's `Date` knows seconds, and a transaction begins before its job is seen. */
const LEEWAY_MS = 60_000;

/** Lists jobs; the signal ends that. */
export type ListJobs = (query: AdminGetBatchParams, signal?: AbortSignal) => ListPromise;

/** The jobs that were found, the newest first. */
export interface Seen {
  jobs: BatchJob[];
  response: HTTPResponse;
}

/** Looks for the jobs of a key. */
export class JobLook {
  readonly clock = new ServerClock();
  readonly #list: ListJobs;
  readonly #type: string | undefined;

  /** @param type Default: of whichever type. */
  constructor(list: ListJobs, type?: string) {
    this.#list = list;
    this.#type = type;
  }

  /** All jobs of a key that were created in the last `window` milliseconds, by the server's clock. */
  async forKey(key: string, window: number, signal?: AbortSignal): Promise<Seen> {
    const seen = await this.#newest(window, signal);
    return { ...seen, jobs: seen.jobs.filter((job) => markOf(job, "key") === key) };
  }

  /** The job that a create with these marks has made; `undefined` if it is not there (yet). */
  async forMarks(
    marks: Marks,
    createdWithin: number,
  ): Promise<TypedResponse<AdminBatchJobRes> | undefined> {
    const { jobs, response } = await this.#newest(createdWithin + LEEWAY_MS);
    const batch_job = jobs.find((job) => hasMarks(job, marks));
    return batch_job && { batch_job, response };
  }

  /** Without a filter of their state: rows that come to match, or do not any more, would shift the pages. */
  async #newest(age: number, signal?: AbortSignal): Promise<Seen> {
    const isBounded = this.clock.isSet;
    const newest = this.#listSince(isBounded ? age : Number.POSITIVE_INFINITY, signal);
    const { batch_jobs, response } = await newest;
    this.clock.read(response, batch_jobs);
    const since = this.clock.now - age;
    const isRecent = (job: BatchJob | undefined) => !(Date.parse(job?.created_at ?? "") < since);
    const isAll = batch_jobs.length < PAGE_SIZE || !isRecent(batch_jobs.at(-1));
    const jobs = isAll
      ? batch_jobs
      : await readAll(isBounded ? newest : this.#listSince(age, signal));
    return { jobs: jobs.filter(isRecent), response };
  }

  #listSince(age: number, signal?: AbortSignal): ListPromise {
    const since = this.clock.now - age;
    const bounds = since > 0 ? { created_at: { gte: new Date(since) } } : {};
    return this.#list({ type: this.#type, limit: PAGE_SIZE, ...bounds }, signal);
  }
}

async function readAll(list: ListPromise): Promise<BatchJob[]> {
  const jobs: BatchJob[] = [];
  for await (const job of list) jobs.push(job);
  return jobs;
}
