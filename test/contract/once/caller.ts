import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleChild } from "../../support/bundle-child.js";
import type { Order, Outcome, Report, Stop, Task } from "./messages.js";

/** When a process is killed. */
export interface Kill {
  operation: string;
  nth: number;
  /** Before the request is sent; or so many milliseconds after that, the server being at it; or when its answer has come. */
  when: "before" | "after" | number;
}

type Environment = Readonly<Record<string, string>>;

/** Processes that call the SDK. To start one costs a fifth of a second, so who survived a call gets another one. */
export class Callers {
  readonly #program: string;
  readonly #remove: () => Promise<void>;
  readonly #env: Environment;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();

  /**
   * Their program is one file, so that they start fast. They have these variables and no others: not the proxies
   * and flags of the process that runs the tests.
   */
  static async open(env: Environment = {}): Promise<Callers> {
    const { program, remove } = await bundleChild(new URL("./child.ts", import.meta.url));
    return new Callers(program, remove, env);
  }

  private constructor(program: string, remove: () => Promise<void>, env: Environment) {
    this.#program = program;
    this.#remove = remove;
    this.#env = env;
  }

  /** Has a process perform a task. Resolves with `undefined` if it was killed on the way. */
  async perform(
    task: Task,
    onStop: (stop: Stop) => void,
    kill?: Kill,
  ): Promise<Outcome | undefined> {
    const child = this.#idle.pop() ?? this.#start();
    const outcome = await performed(child, task, onStop, kill);
    const hasEnded = child.killed || child.exitCode !== null;
    if (hasEnded) this.#all.delete(child);
    else this.#idle.push(child);
    return outcome;
  }

  async close(): Promise<void> {
    for (const child of this.#all) child.kill("SIGKILL");
    await this.#remove();
  }

  #start(): ChildProcess {
    const child = fork(this.#program, { execArgv: [], env: this.#env });
    // Orders to one who was just killed.
    child.on("error", () => {});
    this.#all.add(child);
    return child;
  }
}

function performed(
  child: ChildProcess,
  task: Task,
  onStop: (stop: Stop) => void,
  kill?: Kill,
): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    let isOver = false;
    const order = (what: Order) => child.send(what, () => {});
    const end = () => {
      isOver = true;
      child.kill("SIGKILL");
    };
    const onReport = async (report: Report) => {
      // The last words of one who was killed are not heard.
      if (isOver) return;
      if (!("at" in report)) {
        isOver = true;
        child.off("message", onReport).off("exit", onExit);
        resolve(report);
        return;
      }
      onStop(report);
      const isThere = report.operation === kill?.operation && report.nth === kill.nth;
      if (isThere && report.at === kill.when) return end();
      order("go");
      if (!isThere || report.at === "after" || typeof kill.when === "string") return;
      await sleep(kill.when);
      if (!isOver) end();
    };
    const onExit = (_: unknown, signal: string | null) => {
      resolve(signal === "SIGKILL" ? undefined : { error: "Its process has ended by itself." });
    };
    child.on("message", onReport).on("exit", onExit);
    order(task);
  });
}
