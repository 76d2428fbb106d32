import { type ChildProcess, fork } from "node:child_process";
import type { Order, Outcome, Report, Task } from "./messages.js";

/** Who decides about a caller's requests. */
export interface Watcher {
  /** Before it is sent; `false`: it never is. */
  leaves(id: string, method: string, path: string): boolean;
  answered(id: string): void;
}

/** A process that performs one task after the other, until it is killed. */
export class Caller {
  /** When it can be told what to do. */
  readonly isReady: Promise<void>;
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;
  #watcher: Watcher | undefined;
  #task: string | undefined;
  #onReady: () => void = () => {};
  #onOutcome: (outcome: Outcome) => void = () => {};

  constructor(program: string) {
    // Without the flags and the variables (proxies!) of the process that runs the tests.
    this.#process = fork(program, { execArgv: [], env: {} });
    this.#exited = new Promise((resolve) => this.#process.once("exit", resolve));
    this.isReady = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#exited.then(() => reject(new Error("A process died before it began.")));
    });
    this.#process.on("message", (report: Report) => this.#hear(report));
    // Orders to one who was just killed.
    this.#process.on("error", () => {});
  }

  get isAlive(): boolean {
    const { killed, exitCode, signalCode } = this.#process;
    return !killed && exitCode === null && signalCode === null;
  }

  /** Performs a task. Resolves with `undefined` if the process dies on the way. */
  async perform(task: Task, watcher: Watcher): Promise<Outcome | undefined> {
    this.#watcher = watcher;
    this.#task = task.name;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#onOutcome = resolve;
    });
    this.#order({ task });
    const ended = await Promise.race([outcome, this.#exited.then(() => undefined)]);
    this.#watcher = undefined;
    return ended;
  }

  /** Ends it as `kill -9` does: it does not come to say anything. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#exited;
  }

  #hear(report: Report): void {
    // Its last words are not heard.
    if (!this.isAlive) return;
    if ("ready" in report) this.#onReady();
    else if ("outcome" in report) {
      if (report.task === this.#task) this.#onOutcome(report.outcome);
    } else if ("ask" in report) {
      const { ask, method, path } = report;
      if (this.#watcher?.leaves(ask, method, path)) this.#order({ go: ask });
    } else this.#watcher?.answered(report.answered);
  }

  #order(order: Order): void {
    if (this.isAlive) this.#process.send(order);
  }
}

/** More at a time would take the processor from those that are at work. */
const STARTS_AT_ONCE = 2;

/** Processes at hand: to start one costs a fifth of a second, so who survived a task gets another one. */
export class Callers {
  readonly #program: string;
  readonly #all = new Set<Caller>();
  readonly #idle: Caller[] = [];
  readonly #waiting: { resolve: (caller: Caller) => void; reject: (error: unknown) => void }[] = [];
  #starting = 0;

  constructor(program: string) {
    this.#program = program;
  }

  /** @param isRerun What has begun comes before what has yet to begin. */
  async take(isRerun: boolean): Promise<Caller> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const taken = new Promise<Caller>((resolve, reject) => {
      if (isRerun) this.#waiting.unshift({ resolve, reject });
      else this.#waiting.push({ resolve, reject });
    });
    this.#startSome();
    return taken;
  }

  giveBack(caller: Caller): void {
    if (!caller.isAlive) {
      this.#all.delete(caller);
      return;
    }
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(caller);
    else next.resolve(caller);
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((caller) => caller.kill()));
  }

  #startSome(): void {
    while (this.#starting < Math.min(STARTS_AT_ONCE, this.#waiting.length)) this.#start();
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    const caller = new Caller(this.#program);
    this.#all.add(caller);
    try {
      await caller.isReady;
      this.giveBack(caller);
    } catch (error) {
      this.#waiting.shift()?.reject(error);
    }
    this.#starting -= 1;
    this.#startSome();
  }
}
