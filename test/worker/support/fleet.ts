import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Served } from "../../support/listen.js";
import { type Exchange, openGate } from "./gate.js";

/** The folder of the example. */
export const EXAMPLE = join(import.meta.dirname, "../../../examples/worker");

/** Where the example's processes find what they need. */
export interface Place {
  redisUrl: string;
  shopUrl: string;
  token: string;
  /** How long a worker may stand still, in milliseconds. Default: the example's, which no busy machine comes to. */
  standstill?: number;
}

/** What a worker's requests, and their answers, are shown to; the worker may be killed by it. */
export type Watcher = (exchange: Exchange, worker: WorkerProcess) => Promise<void>;

/** A process of the example that imports. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  /** Resolves to its exit code and the signal that ended it. */
  readonly exited: Promise<[code: number | null, signal: string | null]>;

  /** Starts one whose way to the shop is watched. */
  static async start(place: Place, watcher: Watcher = async () => {}): Promise<WorkerProcess> {
    const gate = await openGate(place.shopUrl, async (exchange) => {
      await watcher(exchange, worker);
      return worker.isAlive;
    });
    const worker = new WorkerProcess(gate, run("worker", [], { ...place, shopUrl: gate.url }));
    return worker;
  }

  private constructor(gate: Served, child: ChildProcess) {
    this.#child = child;
    child.stdout?.resume();
    this.exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        gate.close();
        resolve([code, signal]);
      });
    });
  }

  /** By which the queue knows it. */
  get name(): string {
    return `${hostname()}-${this.#child.pid}`;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Asks it to end, as a host does that is shut down. */
  terminate(): void {
    this.#child.kill("SIGTERM");
  }

  /** Ends it as `kill -9` does, and resolves when it is dead. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.exited;
  }
}

/** Workers of which there are always as many as at the start: one that was killed is replaced. */
export class Fleet {
  readonly #start: () => Promise<WorkerProcess>;
  readonly #workers = new Set<WorkerProcess>();
  readonly #posts: Promise<void>[];
  #isOver = false;

  constructor(size: number, place: Place, watcher: Watcher) {
    this.#start = () => WorkerProcess.start(place, watcher);
    this.#posts = Array.from({ length: size }, () => this.#man());
  }

  /** Kills all of them. */
  async stop(): Promise<void> {
    this.#isOver = true;
    for (const worker of this.#workers) worker.kill();
    await Promise.all(this.#posts);
  }

  async #man(): Promise<void> {
    while (!this.#isOver) {
      const worker = await this.#start();
      this.#workers.add(worker);
      if (this.#isOver) await worker.kill();
      await worker.exited;
      this.#workers.delete(worker);
    }
  }
}

/** Adds files to the queue by the example's command. Resolves to their jobs' ids, in the same order. */
export async function add(place: Place, ...args: string[]): Promise<string[]> {
  const child = run("add", args, place);
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`add.ts ended with ${code}.`);
  return said
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
}

function run(program: "add" | "worker", args: readonly string[], place: Place) {
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: place.redisUrl,
    MEDUSA_BACKEND_URL: place.shopUrl,
    MEDUSA_API_TOKEN: place.token,
    STANDSTILL_MS: place.standstill?.toString(),
  };
  return spawn(process.execPath, [`dist/${program}.js`, ...args], {
    cwd: EXAMPLE,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}
