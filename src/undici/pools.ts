import { type Dispatcher, Pool } from "undici";

/** The use of a pool for one request. */
export interface Lease {
  dispatcher: Dispatcher;
  /** To be called when the answer is read to its end, or has failed; further calls do nothing. */
  end(failed: boolean): void;
}

interface Entry {
  pool: Pool;
  inFlight: number;
  /** A request has failed: there may be connections that nobody asked for. */
  suspect: boolean;
}

/** A pool of connections for each origin. */
export class PoolsByOrigin {
  readonly #connections: number;
  readonly #entries = new Map<string, Entry>();

  constructor(connections: number) {
    this.#connections = connections;
  }

  lease(origin: string): Lease {
    const entry = this.#entryFor(origin);
    entry.inFlight += 1;
    let ended = false;
    const end = (failed: boolean) => {
      if (ended) return;
      ended = true;
      entry.inFlight -= 1;
      entry.suspect ||= failed;
      if (entry.suspect && entry.inFlight === 0) this.#discard(origin, entry);
    };
    return { dispatcher: entry.pool, end };
  }

  async close(): Promise<void> {
    const pools = [...this.#entries.values()].map(({ pool }) => pool);
    this.#entries.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }

  #entryFor(origin: string): Entry {
    const known = this.#entries.get(origin);
    if (known !== undefined) return known;
    const limits = { connections: this.#connections, headersTimeout: 0, bodyTimeout: 0 };
    // The SDK's deadline ends an attempt; limits of the pool's own would only cut it short.
    const entry = { pool: new Pool(origin, limits), inFlight: 0, suspect: false };
    this.#entries.set(origin, entry);
    return entry;
  }

  /** After a request that was aborted, undici opens a new connection, for nobody. */
  #discard(origin: string, entry: Entry): void {
    if (this.#entries.get(origin) === entry) this.#entries.delete(origin);
    entry.pool.destroy().catch(() => {});
  }
}
