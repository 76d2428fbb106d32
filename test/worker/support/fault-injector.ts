import type { WorkerProcess } from "./fleet.js";
import type { Exchange } from "./gate.js";
import { type Moment, type Sighting, Witness } from "./moments.js";
import type { TestQueue } from "./queue.js";

/** Kills whoever imports a file, at moments of its import that were chosen before. */
export class FaultInjector {
  readonly #queue: TestQueue;
  readonly #deaths: ReadonlyMap<string, Moment[]>;
  readonly #keyOfFile: (body: string) => string | undefined;
  readonly #witnesses = new WeakMap<WorkerProcess, Witness>();

  /**
   * @param deaths For each key the moments that are still to come, one after the other.
   * @param keyOfFile The key of the import whose file is in an upload.
   */
  constructor(
    queue: TestQueue,
    deaths: ReadonlyMap<string, Moment[]>,
    keyOfFile: (body: string) => string | undefined,
  ) {
    this.#queue = queue;
    this.#deaths = deaths;
    this.#keyOfFile = keyOfFile;
  }

  /** Looks at what passes between a worker and the shop. */
  async watch(exchange: Exchange, worker: WorkerProcess): Promise<void> {
    for (const sighting of this.#witnessOf(worker).read(exchange)) {
      if (!(await this.#isDue(sighting, worker))) continue;
      this.#deaths.get(sighting.key)?.shift();
      return worker.kill();
    }
  }

  /** Lists show everybody's jobs. */
  async #isDue({ key, moment }: Sighting, worker: WorkerProcess): Promise<boolean> {
    const isNext = () => this.#deaths.get(key)?.[0] === moment;
    if (!isNext()) return false;
    const { processedBy } = await this.#queue.job(key);
    return processedBy === worker.name && isNext();
  }

  #witnessOf(worker: WorkerProcess): Witness {
    const witness = this.#witnesses.get(worker) ?? new Witness(this.#keyOfFile);
    this.#witnesses.set(worker, witness);
    return witness;
  }
}
