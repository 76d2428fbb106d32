import { type Dispatcher, Pool } from "undici";
import { type ProxyRoute, throughProxy } from "./proxy.js";

/** The use of a pool for one request. */
export interface Lease {
  dispatcher: Dispatcher;
  /** To be called when the answer is read to its end, or has failed; further calls do nothing. */
  end(failed: boolean): void;
}

interface Entry {
  pool: Dispatcher;
  inFlight: number;
  /** A request has failed: there may be connections that nobody asked for. */
  suspect: boolean;
}

/** A pool of connections for each origin, and for each way there. */
export class Pools {
  readonly #connections: number;
  readonly #entries = new Map<string, Entry>();

  constructor(connections: number) {
    this.#connections = connections;
  }

  lease(origin: string, proxy: ProxyRoute | undefined): Lease {
    const key = proxy === undefined ? origin : JSON.stringify([origin, proxy]);
    const entry = this.#entries.get(key) ?? this.#open(key, origin, proxy);
    entry.inFlight += 1;
    let ended = false;
    const end = (failed: boolean) => {
      if (ended) return;
      ended = true;
      entry.inFlight -= 1;
      entry.suspect ||= failed;
      if (entry.suspect && entry.inFlight === 0) this.#discard(key, entry);
    };
    return { dispatcher: entry.pool, end };
  }

  async close(): Promise<void> {
    const pools = [...this.#entries.values()].map(({ pool }) => pool);
    this.#entries.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }

  #open(key: string, origin: string, proxy: ProxyRoute | undefined): Entry {
    // The SDK's deadline ends an attempt; limits of the pool's own would only cut it short.
    const limits = { connections: this.#connections, headersTimeout: 0, bodyTimeout: 0 };
    const pool = proxy === undefined ? new Pool(origin, limits) : throughProxy(proxy, limits);
    const entry = { pool, inFlight: 0, suspect: false };
    this.#entries.set(key, entry);
    return entry;
  }

  /** After a request that was aborted, undici opens a new connection, for nobody. */
  #discard(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    entry.pool.destroy().catch(() => {});
  }
}
