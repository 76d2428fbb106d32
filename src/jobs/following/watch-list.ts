import { madeHere } from "../../errors.js";
import { type Checks, checkFunction, checkOptions, checkSignal } from "../../http/checks.js";
import { checkHeaders } from "../../http/headers.js";
import { Patience } from "../../http/may-pass.js";
import { onAbort, throwIfAborted } from "../../http/signals.js";
import type { BatchJob } from "../../types/batch-job.js";
import type { HeadersLike } from "../../types/http.js";
import { checkQuery } from "../listing/query.js";
import { statusesOf } from "../listing/status.js";
import type { Answers } from "./ask.js";
import { WHOLE_LIST } from "./ask-list.js";
import { Changes } from "./changes.js";
import { LiveList, type WatchListQuery } from "./live-list.js";
import { checkInterval } from "./options.js";
import { Pace, type PollEvent } from "./pace.js";
import type { JobPoller } from "./poller.js";

/** How to watch a list. It has no `timeout`: give it `signal: AbortSignal.timeout(…)`, or leave its loop. */
export interface WatchListOptions {
  /** Milliseconds between two polls, or a function of how many polls came since something last changed. Default: 500 to 10 000, growing by half each time, ± 20 %. */
  interval?: number | ((attempt: number) => number) | undefined;
  /** Ends it at once, with `signal.reason`. */
  signal?: AbortSignal | undefined;
  customHeaders?: HeadersLike | undefined;
  /** Called after each poll, also one that failed while the list is watched on; see {@link PollEvent}. What it throws, or rejects with, ends the list. */
  onPoll?: ((event: PollEvent) => void) | undefined;
}

const WATCH_LIST_OPTIONS: Checks<WatchListOptions> = {
  interval: checkInterval,
  signal: checkSignal,
  customHeaders: checkHeaders,
  onPoll: checkFunction,
};

/** What it is a list of; how each can be is checked as in any list. */
const WATCH_LIST_QUERY: Checks<WatchListQuery> = {
  id: true,
  type: true,
  status: true,
  created_at: true,
  limit: true,
  fields: true,
  expand: true,
};

/** What watching a list needs of a resource. */
export interface WatchListCalls {
  poller: JobPoller;
}

/** The rows of a list, then each change of theirs and each new row, until the caller leaves. */
export function watchList(
  calls: WatchListCalls,
  query: WatchListQuery = {},
  options: WatchListOptions = {},
): AsyncIterable<BatchJob> {
  return { [Symbol.asyncIterator]: () => iterate(() => new Watching(calls, query, options)) };
}

/**
 * Begins when it is read. (The iterator of an async generator cannot be ended while a change is waited
 * for, and a list may stay as it is for days.)
 */
function iterate(begin: () => Watching): AsyncIterator<BatchJob, undefined, undefined> {
  let watching: Watching | undefined;
  let isLeft = false;
  const leave = () => {
    isLeft = true;
    watching?.leave();
  };
  return {
    async next() {
      if (isLeft) return OVER;
      try {
        watching ??= begin();
        const value = await watching.changes.next();
        return value === undefined ? OVER : { done: false, value };
      } catch (error) {
        leave();
        throw error;
      }
    },
    async return() {
      leave();
      return OVER;
    },
  };
}

const OVER = { done: true, value: undefined } as const;

/** One reader of a list. */
class Watching {
  readonly changes = new Changes();
  readonly #list: LiveList;
  readonly #pace: Pace;
  readonly #patience = new Patience();
  readonly #ends: (() => void)[] = [];

  constructor({ poller }: WatchListCalls, query: WatchListQuery, options: WatchListOptions) {
    checkOptions("the options of watchList", options, WATCH_LIST_OPTIONS);
    checkOptions("the query of watchList", query, WATCH_LIST_QUERY);
    checkQuery(query);
    if (query.status !== undefined) statusesOf(query.status);
    const { signal, customHeaders } = options;
    throwIfAborted(signal);
    this.#list = new LiveList(query);
    this.#pace = new Pace(options);
    this.#pace.onCallbackError = (error) => this.#fail(() => error);
    const onAnswers = (answers: Answers, atLeast: number) => this.#see(answers, atLeast);
    this.#ends.push(
      poller.follow({ id: WHOLE_LIST, list: this.#list, customHeaders, onAnswers }, 0),
      onAbort(signal, (reason) => this.#fail(() => reason)),
    );
  }

  leave(): void {
    for (const end of this.#ends) end();
    this.changes.end();
  }

  #fail(failure: () => unknown): undefined {
    this.changes.fail(failure);
    this.leave();
  }

  /** @returns The pause before the next poll; `undefined` if it is over. */
  #see(answers: Answers, atLeast: number): number | undefined {
    try {
      const error = this.#show(answers);
      if (error !== undefined && !this.#patience.mayPass(error, this.#list.isStarted)) {
        return this.#fail(() => madeHere(error));
      }
      if (error === undefined) this.#patience.renew();
      const nextIn = Math.max(this.#pace.pause(), atLeast);
      this.#pace.tell({ error, nextIn });
      return nextIn;
    } catch (error) {
      return this.#fail(() => error);
    }
  }

  /** Shows what has changed, or returns why there is nothing. */
  #show(answers: Answers): unknown {
    const rows: BatchJob[] = [];
    for (const answer of answers.values()) {
      if ("error" in answer) return answer.error;
      rows.push(answer.job);
    }
    const changed = this.#list.see(rows);
    for (const job of changed) this.changes.show(job, job.id);
    if (changed.length > 0) this.#pace.quicken();
    return undefined;
  }
}
