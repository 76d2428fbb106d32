import { hashKey, type Query, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { MedusaAPIError, MedusaConnectionError, type PollEvent } from "medusa-batch-jobs";
import { whileShown } from "./while-shown.js";

/** A query of the cache that is to be kept up to date, and how. */
export interface LiveQuery<TData> {
  queryClient: QueryClient;
  queryKey: QueryKey;
  /** Whether there is anything to follow: of what is known, or of nothing while it is loaded. */
  isWanted(data: TData | undefined, isPending: boolean): boolean;
  /** Writes what happens into the cache, until the signal aborts, or there is nothing more to come. */
  follow(following: Following): Promise<void>;
  /** Told of what the cache has, at first and whenever it may have changed. */
  onData?: ((data: TData) => void) | undefined;
  onPoll?: ((event: PollEvent) => void) | undefined;
}

/** What a follower is given. */
export interface Following {
  signal: AbortSignal;
  /** To be told of each poll. */
  onPoll(event: PollEvent): void;
  /** Asks for the query itself, unless that has been done since the last poll. */
  refetch(): void;
}

/** Follows a query while the page is shown and online. Returns what ends it. */
export function keepLive<TData>(live: LiveQuery<TData>): () => void {
  const keeper = new Keeper(live);
  return keeper.start();
}

class Keeper<TData> {
  readonly #live: LiveQuery<TData>;
  readonly #hash: string;
  /** While the page is shown and online. */
  #shown: AbortSignal | undefined;
  #followed: AbortSignal | undefined;
  /** The server has refused to answer; that is not asked again until the query has succeeded. */
  #isRefused = false;
  #isAsked = false;

  constructor(live: LiveQuery<TData>) {
    this.#live = live;
    this.#hash = hashKey(live.queryKey);
  }

  start(): () => void {
    const leave = whileShown((signal) => {
      this.#shown = signal;
      this.#look();
    });
    const unsubscribe = this.#live.queryClient.getQueryCache().subscribe((event) => {
      if (event.query.queryHash !== this.#hash) return;
      if (event.type === "updated" && event.action.type === "fetch") this.#isAsked = true;
      this.#look();
    });
    return () => {
      unsubscribe();
      leave();
    };
  }

  get #query(): Query<TData> | undefined {
    return this.#live.queryClient.getQueryCache().get<TData>(this.#hash);
  }

  #look(): void {
    const state = this.#query?.state;
    if (state?.data !== undefined) this.#live.onData?.(state.data);
    const shown = this.#shown;
    if (state === undefined || shown === undefined || shown.aborted) return;
    if (this.#followed === shown || this.#isRefused || isRefusal(state.error)) return;
    if (this.#live.isWanted(state.data, state.status === "pending")) void this.#follow(shown);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    this.#followed = signal;
    let wasAnswered = false;
    const onPoll = (event: PollEvent) => {
      if (event.error === undefined) {
        wasAnswered = true;
        this.#isAsked = false;
        // Of what has not changed, nothing is written: its error would stay.
        if (this.#query?.state.status === "error") this.#refetch();
      }
      this.#live.onPoll?.(event);
    };
    try {
      await this.#live.follow({ signal, onPoll, refetch: () => this.#refetch() });
    } catch {
      if (!signal.aborted) await this.#showRefusal(wasAnswered);
    }
    if (signal.aborted) return;
    this.#followed = undefined;
    this.#look();
  }

  /** The query's own error says why. It may succeed all the same, and then only who was answered before goes on. */
  async #showRefusal(wasAnswered: boolean): Promise<void> {
    this.#isRefused = true;
    await this.#ask({ cancelRefetch: false });
    this.#isRefused = !wasAnswered && this.#query?.state.status === "success";
  }

  #refetch(): void {
    if (!this.#isAsked) void this.#ask({ cancelRefetch: true });
  }

  #ask(options: { cancelRefetch: boolean }): Promise<void> {
    const { queryClient, queryKey } = this.#live;
    return queryClient.refetchQueries({ queryKey, exact: true }, options);
  }
}

/** What cannot be answered now may be later. */
function isRefusal(error: Error | null): boolean {
  if (error === null) return false;
  return !(error instanceof MedusaConnectionError || error instanceof MedusaAPIError);
}
