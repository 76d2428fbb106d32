import {
  isMedusaError,
  MedusaAPIError,
  MedusaConnectionError,
  MedusaTimeoutError,
} from "../../errors.js";
import { isObject } from "../../http/kinds.js";
import type { AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { HeadersLike, RequestOptions } from "../../types/http.js";

/** Milliseconds that one request of the poller may take: a list can hang on a server that otherwise answers. */
export const POLL_TIMEOUT_MS = 10_000;

/** How many jobs are asked for one by one at the same time, where lists do not work. */
const RETRIEVES_AT_ONCE = 5;

/** Where jobs are asked for. */
export interface JobSource {
  list(
    query: AdminGetBatchParams,
    headers?: HeadersLike,
    options?: RequestOptions,
  ): PromiseLike<{ batch_jobs: BatchJob[] }>;
  retrieve(
    id: string,
    headers?: HeadersLike,
    options?: RequestOptions,
  ): PromiseLike<{ batch_job: BatchJob }>;
}

/** What became of asking for a job. */
export type Answer = { job: BatchJob } | { error: unknown };

/** Of all jobs that were asked for together, by their ids. */
export type Answers = ReadonlyMap<string, Answer>;

/** Asks for jobs: a single one by retrieve, several by one list, and those that this does not show one by one. */
export async function askFor(
  source: JobSource,
  ids: string[],
  headers: HeadersLike | undefined,
  signal: AbortSignal,
): Promise<Map<string, Answer>> {
  const options = pollOptions(signal);
  const retrieve = async (id: string): Promise<Answer> => {
    try {
      const { batch_job } = await source.retrieve(id, headers, options);
      if (!isJob(batch_job) || batch_job.id !== id) throw somethingElse(id);
      return { job: batch_job };
    } catch (error) {
      return { error };
    }
  };
  if (ids.length === 1) return askEach(ids, retrieve);
  try {
    const jobs = await askRows(source, { id: ids }, headers, signal);
    const found = new Map<string, Answer>(jobs.map((job) => [job.id, { job }]));
    // A job that the list does not show may be another user's, or gone: retrieve says which.
    const missing = ids.filter((id) => !found.has(id));
    return new Map([...found, ...(await askEach(missing, retrieve))]);
  } catch (error) {
    return isOfLists(error) ? askEach(ids, retrieve) : sameForAll(ids, { error });
  }
}

/** The rows of one list request. */
export async function askRows(
  source: JobSource,
  query: AdminGetBatchParams,
  headers: HeadersLike | undefined,
  signal: AbortSignal,
): Promise<BatchJob[]> {
  const { batch_jobs } = await source.list(query, headers, pollOptions(signal));
  if (!Array.isArray(batch_jobs)) throw somethingElse("jobs");
  return batch_jobs.filter(isJob);
}

function pollOptions(signal: AbortSignal): RequestOptions {
  return { timeout: POLL_TIMEOUT_MS, numberOfRetries: 0, signal };
}

/** What one job can be asked for all the same: a list can hang alone, and its URL be too long for a proxy. */
function isOfLists(error: unknown): boolean {
  if (error instanceof MedusaTimeoutError) return true;
  return isMedusaError(error) && (error.status === 414 || error.status === 431);
}

/** The server cannot be reached, or says: not now. */
function isOutage(error: unknown): boolean {
  if (error instanceof MedusaConnectionError) return true;
  return isMedusaError(error) && (error.status === 429 || (error.status ?? 0) > 500);
}

/** Asks for jobs a few at a time; in an outage, not for the others. */
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

function isJob(row: unknown): row is BatchJob {
  return isObject(row) && "id" in row && typeof row.id === "string";
}

/** Like a maintenance page that comes with 200, it may pass. */
function somethingElse(asked: string): MedusaAPIError {
  return new MedusaAPIError(
    `Asked for ${asked}, the server answered with something else. Does a cache stand before it?`,
  );
}
