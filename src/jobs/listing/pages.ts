import type { AdminBatchJobListRes, AdminGetBatchParams, BatchJob } from "../../types/batch-job.js";
import type { Response } from "../../types/http.js";
import { fetchPage, type Page, type SendList } from "./list.js";
import { type Position, positionAfter, visiblePage } from "./position.js";
import { resumable, type Step } from "./resumable.js";

/**
 * A list of jobs: await it for one page, iterate over it for every job, or over `pages()`.
 *
 * In the order of `created_at` (the default), each job that exists throughout the iteration comes
 * exactly once, whatever is created, changed or ended meanwhile: the next page begins where the last
 * one ended in time. In any other order the next page begins at an offset: none comes twice, but jobs
 * that move meanwhile can be missed, and so can jobs that are equal in that column, which the database
 * sorts now so, now so (unless `limit` takes in all of them).
 *
 * The next page is asked for while the current one is read, and no other. An error of a page rejects
 * `next()`; the same iterator, asked again, goes on with that page.
 */
export interface ListPromise
  extends Promise<Response<AdminBatchJobListRes>>,
    AsyncIterable<BatchJob> {
  /** The pages in turn. `count` is that of the first page, `offset` the number of rows before a page. */
  pages(): AsyncIterableIterator<Response<AdminBatchJobListRes>>;
  [Symbol.asyncIterator](): AsyncIterableIterator<BatchJob>;
}

/** Starts a list: its first page is asked for at once. */
export function listPages(query: AdminGetBatchParams, send: SendList): ListPromise {
  const first = new PageNode(send, { query, seen: new Set() });
  const page = first.load();
  const iterate = <T>(steps: AsyncGenerator<Step<T>>) => {
    // An iterator hands on the first page's error itself; nobody awaits it here.
    page.catch(() => {});
    return resumable(steps);
  };
  return Object.assign(page, {
    pages: () => iterate(pagesFrom(first)),
    [Symbol.asyncIterator]: () => iterate(jobsFrom(first)),
  });
}

async function* pagesFrom(first: PageNode): AsyncGenerator<Step<Page>> {
  for (let node: PageNode | undefined = first; node !== undefined; ) {
    try {
      const page: Page = await node.load();
      node = node.next;
      node?.prefetch();
      yield { value: page };
    } catch (error) {
      yield { error };
    }
  }
}

async function* jobsFrom(first: PageNode): AsyncGenerator<Step<BatchJob>> {
  for await (const step of pagesFrom(first)) {
    if ("error" in step) yield step;
    else for (const value of step.value.batch_jobs) yield { value };
  }
}

/** One page and, once it is there, the next. Iterators share the nodes, and so fetch no page twice. */
class PageNode {
  /** The page after this one; `undefined` after the last, and before this one is loaded. */
  next: PageNode | undefined;
  readonly #send: SendList;
  readonly #position: Position;
  #page: Promise<Page> | undefined;

  constructor(send: SendList, position: Position) {
    this.#send = send;
    this.#position = position;
  }

  /** The page; after a failure, the next call asks anew. */
  async load(): Promise<Page> {
    this.#page ??= this.#fetch();
    const page = this.#page;
    try {
      return await page;
    } catch (error) {
      if (this.#page === page) this.#page = undefined;
      throw error;
    }
  }

  /** Asks for the page ahead of time; whoever loads it then gets its error. */
  prefetch(): void {
    this.#page ??= this.#fetch();
    this.#page.catch(() => {});
  }

  async #fetch(): Promise<Page> {
    const page = await fetchPage(this.#position.query, this.#send);
    const next = positionAfter(page, this.#position);
    this.next = next && new PageNode(this.#send, next);
    return visiblePage(page, this.#position);
  }
}
