import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleChild } from "../support/bundle-child.js";
import type { Call, Ledger } from "./ledger.js";
import type { Errand, Measure, Order, Outcome, Report, Shop } from "./messages.js";
import type { Work } from "./work.js";

/** What a client does at once. */
const LANES = 2;
/** No call takes as long: its timeout, its requests before there is a job, all attempts of each, and their pauses. */
export const CALL_LIMIT_MS = 240_000;
/** One who is asked to measure, and does not, hangs. */
const MEASURE_LIMIT_MS = 60_000;

/** The processes that call the SDK. */
export class Clients {
  readonly all: readonly Client[];
  readonly #remove: () => Promise<void>;

  /** Their program is one file, so that they start fast. */
  static async open(shops: readonly Shop[], ledger: Ledger): Promise<Clients> {
    const { program, remove } = await bundleChild(new URL("./child.ts", import.meta.url));
    const all = shops.map((shop, i) => new Client(`client ${i + 1}`, program, shop, ledger));
    return new Clients(all, remove);
  }

  private constructor(all: readonly Client[], remove: () => Promise<void>) {
    this.all = all;
    this.#remove = remove;
  }

  /** Has them work until there is nothing to do. */
  async perform(work: Work): Promise<void> {
    await Promise.all(this.all.map((client) => client.work(work)));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((client) => client.close()));
    await this.#remove();
  }
}

/** One of them; when it is killed, another process takes its place. */
export class Client {
  readonly name: string;
  readonly #program: string;
  readonly #shop: Shop;
  readonly #ledger: Ledger;
  readonly #running = new Map<number, (outcome: Outcome) => void>();
  /** How often it has ended by itself. */
  crashes = 0;
  #measured: (measure: Measure | undefined) => void = () => {};
  #isClosed = false;
  #child: ChildProcess;

  constructor(name: string, program: string, shop: Shop, ledger: Ledger) {
    this.name = name;
    this.#program = program;
    this.#shop = shop;
    this.#ledger = ledger;
    this.#child = this.#start();
  }

  get callsInFlight(): number {
    return this.#running.size;
  }

  /** Works in lanes until there is nothing to do. */
  async work(work: Work): Promise<void> {
    const lane = async () => {
      for (let errand = work.next(); errand !== undefined; errand = work.next()) {
        await sleep(errand.rest);
        work.ended(errand, await this.perform(errand));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async perform(errand: Errand): Promise<Outcome> {
    const call = this.#ledger.begin(this.name, errand);
    const outcome = await this.#outcomeOf(call);
    this.#ledger.end(call, outcome);
    return outcome;
  }

  /** `undefined` if it is killed meanwhile, or does not answer. */
  async measure(): Promise<Measure | undefined> {
    const limit = new AbortController();
    const measure = new Promise<Measure | undefined>((resolve) => {
      this.#measured = resolve;
    });
    this.#send({ do: "measure" });
    const late = sleep(MEASURE_LIMIT_MS, undefined, limit).catch(() => undefined);
    try {
      return await Promise.race([measure, late]);
    } finally {
      limit.abort();
    }
  }

  /** Ends it in the middle of whatever it does; another one takes its place. */
  async kill(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.kill();
  }

  async #outcomeOf({ number, errand }: Call): Promise<Outcome> {
    const limit = new AbortController();
    const outcome = new Promise<Outcome>((resolve) => this.#running.set(number, resolve));
    this.#send({ do: "perform", call: number, errand });
    const hung = sleep(CALL_LIMIT_MS, { ended: "hung" } as const, limit).catch(() => outcome);
    try {
      return await Promise.race([outcome, hung]);
    } finally {
      limit.abort();
      this.#running.delete(number);
    }
  }

  #start(): ChildProcess {
    // Without the flags and the variables (proxies!) of the process that runs it.
    const child = fork(this.#program, { execArgv: ["--expose-gc"], env: {} });
    // Orders to one who was just killed.
    child.on("error", () => {});
    child.on("message", (report: Report) => {
      if (report.of === "measure") this.#measured(report.measure);
      else this.#running.get(report.call)?.(report.outcome);
    });
    child.on("exit", (_, signal) => {
      if (signal !== "SIGKILL") this.crashes += 1;
      if (!this.#isClosed) this.#child = this.#start();
      for (const resolve of this.#running.values()) resolve({ ended: "killed" });
      this.#measured(undefined);
    });
    child.send({ do: "open", shop: this.#shop } satisfies Order);
    return child;
  }

  // Who was killed does not hear it: its calls end with its exit.
  #send(order: Order): void {
    this.#child.send(order, () => {});
  }
}
