import { madeHere } from "../../errors.js";
import type { AdminBatchJobListRes, AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { Response as TypedResponse } from "../../types/http.js";
import { fetchPage, type Page, type SendList } from "./list.js";
import { type Position, readPage, type Turn } from "./position.js";

/**
 * A list of jobs: await it for one page, iterate over it for every job, or over `pages()`.
 *
 * In the order of `created_at` (the default), each job that exists throughout the iteration comes
 * exactly once, whatever is created, changed or ended meanwhile: the next page begins where the last
 * one ended in time. In any other order the next page begins at an offset: none comes twice, but jobs
 * that move meanwhile can be missed, and so can jobs that are equal in that column, which the database
 * sorts now so, now so (unless `limit` takes in all of them).
 *
 * The next page is asked for while the current one is read, and no other; those that were read are
 * forgotten. An error of a page rejects `next()`; the same iterator, asked again, goes on with that page.
 */
export interface ListPromise
  extends Promise<TypedResponse<AdminBatchJobListRes>>,
    AsyncIterable<BatchJob> {
  /** The pages in turn. `count` is that of the first page, `offset` the number of rows before a page. */
  pages(): AsyncIterableIterator<TypedResponse<AdminBatchJobListRes>>;
  [Symbol.asyncIterator](): AsyncIterableIterator<BatchJob>;
}

/** Starts a list: its first page is asked for at once, and shared by all who read the list. */
export function listPages(query: AdminGetBatchParams, send: SendList): ListPromise {
  const start: Position = { query, seen: new Set() };
  const load: Load = async (at) => readPage(await fetchPage(at.query, send), at);
  const first = load(start);
  let shared: Promise<Turn> | undefined = first;
  // In one step: where a promise has two followers, no stack leads on to the caller.
  const page = first.then(
    (turn) => turn.page,
    (error) => {
      // Who iterates after a failure asks anew.
      shared = undefined;
      throw error;
    },
  );
  const iterate = <T>(steps: AsyncGenerator<Step<T>>) => {
    // An iterator hands on the first page's error itself; nobody awaits it here.
    page.catch(() => {});
    return resumable(steps);
  };
  return Object.assign(page, {
    pages: () => iterate(pagesFrom(start, shared, load)),
    [Symbol.asyncIterator]: () => iterate(jobsFrom(start, shared, load)),
  });
}

type Load = (at: Position) => Promise<Turn>;

/** What an iteration comes to next: a value, or an error after which it can go on. */
type Step<T> = { value: T } | { error: unknown };

/** @param first The page at `start`, if it is on its way already. */
async function* pagesFrom(
  start: Position,
  first: Promise<Turn> | undefined,
  load: Load,
): AsyncGenerator<Step<Page>> {
  let at: Position | undefined = start;
  let loading = first;
  while (at !== undefined) {
    try {
      const turn: Turn = await (loading ?? load(at));
      at = turn.next;
      loading = at && load(at);
      // Its error is for whoever asks for that page.
      loading?.catch(() => {});
      yield { value: turn.page };
    } catch (error) {
      loading = undefined;
      yield { error };
    }
  }
}

async function* jobsFrom(...from: Parameters<typeof pagesFrom>): AsyncGenerator<Step<BatchJob>> {
  for await (const step of pagesFrom(...from)) {
    if ("error" in step) yield step;
    else for (const value of step.value.batch_jobs) yield { value };
  }
}

/**
 * An iterator whose `next()` rejects with an error and, asked again, goes on where it was. (An async
 * generator that throws is over.)
 */
function resumable<T>(steps: AsyncGenerator<Step<T>>): AsyncIterableIterator<T> {
  return {
    async next() {
      const { done, value: step } = await steps.next();
      if (done) return { done, value: undefined };
      if ("error" in step) throw madeHere(step.error);
      return { done: false, value: step.value };
    },
    async return() {
      await steps.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
