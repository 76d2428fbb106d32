import type { FakeMedusa } from "../../../src/testing/index.js";
import { type Pace, QUARTER_MS } from "./history.js";

/** Who does the server's work on jobs, each at a pace of its own: who is created first is not always prepared first. */
export class Workers {
  readonly #fake: FakeMedusa;
  readonly #paces: readonly Pace[];
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #known = new Set<string>();

  /** @param sleep Rejects when the server is closed. */
  constructor(fake: FakeMedusa, paces: readonly Pace[], sleep: (ms: number) => Promise<void>) {
    this.#fake = fake;
    this.#paces = paces;
    this.#sleep = sleep;
  }

  /** Hears of jobs that have something to be done. */
  look(): void {
    for (const [index, { id, confirmed_at }] of this.#fake.jobs.entries()) {
      const pace = this.#paces[index % this.#paces.length];
      const ms = ((confirmed_at ? pace?.works : pace?.prepares) ?? 0) * QUARTER_MS;
      const what = `${id} ${confirmed_at ? "works" : "prepares"}`;
      if (this.#known.has(what)) continue;
      this.#known.add(what);
      this.#sleep(ms).then(
        () => this.#workOn(id),
        () => {},
      );
    }
  }

  #workOn(id: string): void {
    const job = this.#fake.job(id);
    if (job === undefined || job.failed_at) return;
    if (job.confirmed_at) this.#fake.settle(id);
    else if (!job.pre_processed_at) this.#fake.advance(id);
    this.look();
  }
}
