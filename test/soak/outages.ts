import { setTimeout as sleep } from "node:timers/promises";
import type { Backend } from "../backend/spawn.mjs";
import type { Client } from "./clients.js";
import type { Ledger } from "./ledger.js";
import type { Outage, Part } from "./plan.js";

/** What became of one part. */
export interface Downtime {
  kills: number;
  /** From the kill to the moment at which it serves again. */
  ms: number;
}

/** The parts of a shop of so many Medusas. */
export function medusasOf(instances: number): Part[] {
  return Array.from({ length: instances }, (_, i): Part => `medusa-${i + 1}`);
}

/** Kills and restarts, one part after the other; at the end all is whole. */
export class Outages {
  readonly downtimes = new Map<Part, Downtime>();
  /** The part that is down now. */
  down: Part | undefined;
  /** When the last one was over, by the ledger. */
  endedAt = 0;
  readonly #backend: Backend;
  readonly #victim: Client;
  readonly #ledger: Ledger;
  readonly #medusas: Part[];
  #last: Part | undefined;

  constructor(backend: Backend, victim: Client, ledger: Ledger) {
    this.#backend = backend;
    this.#victim = victim;
    this.#ledger = ledger;
    this.#medusas = medusasOf(backend.urls.length);
  }

  /** As planned, until the time is up; but each part once, however long a busy machine takes to start them. */
  async play(plan: readonly Outage[], until: number): Promise<void> {
    for (const outage of plan) {
      if (this.#ledger.now > until && this.downtimes.has(outage.part)) return;
      await sleep(outage.after);
      await this.#cause(outage);
    }
  }

  /** As whoever runs the shop would: once Redis was away, Medusa may hand out no event any more until it is started again. */
  async restartMedusa(): Promise<void> {
    const others = this.#medusas.filter((part) => part !== this.#last);
    for (const part of others) await this.#cause({ part, after: 0, lasts: 0 });
  }

  async #cause({ part, lasts }: Outage): Promise<void> {
    const killedAt = performance.now();
    this.down = part;
    this.#last = part;
    this.#ledger.note(`kill ${part}`);
    if (part === "client") await this.#victim.kill();
    else {
      await this.#backend.kill(part);
      await sleep(lasts);
      await this.#backend.restart(part);
    }
    this.#ledger.note(`serves again: ${part}`);
    this.down = undefined;
    this.endedAt = this.#ledger.now;
    const { kills, ms } = this.downtimes.get(part) ?? { kills: 0, ms: 0 };
    this.downtimes.set(part, { kills: kills + 1, ms: ms + performance.now() - killedAt });
  }
}
