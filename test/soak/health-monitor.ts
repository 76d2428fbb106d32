import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./clients.js";
import { type Health, healthOf, isAtRest } from "./health.js";
import type { Measure } from "./messages.js";

const EVERY_MS = 5_000;
/** Sockets that are kept alive close after five seconds, on either side. */
const REST_LIMIT_MS = 60_000;
const REST_LOOK_MS = 1_000;

/** Measures clients that live from the beginning to the end, now and then. */
export class HealthMonitor {
  readonly #clients: readonly Client[];
  readonly #before: readonly (Measure | undefined)[];
  readonly #heaps = new Map<Client, number[]>();
  readonly #end = new AbortController();
  readonly #rounds: Promise<void>;

  static async open(clients: readonly Client[]): Promise<HealthMonitor> {
    return new HealthMonitor(clients, await Promise.all(clients.map((client) => client.measure())));
  }

  private constructor(clients: readonly Client[], before: readonly (Measure | undefined)[]) {
    this.#clients = clients;
    this.#before = before;
    this.#rounds = this.#goRound();
  }

  /** Measures them once more when they hold nothing any more, or too long. */
  async close(): Promise<Health[]> {
    this.#end.abort();
    await this.#rounds;
    const all = this.#clients.map(async (client, i) => {
      const before = this.#before[i];
      const after = before && (await atRest(client, before));
      if (before === undefined || after === undefined) throw new Error(`${client.name} hangs.`);
      return healthOf(client.name, this.#heaps.get(client) ?? [], before, after);
    });
    return Promise.all(all);
  }

  async #goRound(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
      for (const client of this.#clients) {
        const measure = await client.measure();
        if (measure === undefined) continue;
        this.#heaps.set(client, [...(this.#heaps.get(client) ?? []), measure.heap]);
      }
    }
  }
}

async function atRest(client: Client, before: Measure): Promise<Measure | undefined> {
  const until = performance.now() + REST_LIMIT_MS;
  for (;;) {
    const after = await client.measure();
    if (after === undefined || isAtRest(after, before) || performance.now() > until) return after;
    await sleep(REST_LOOK_MS);
  }
}
