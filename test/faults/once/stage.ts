import { within } from "../support.js";
import type { Operation } from "../tiny-medusa.js";
import type { Caller, Callers } from "./caller.js";
import { Fates, operationAt } from "./fates.js";
import {
  type Boundary,
  boundaryOf,
  describeFate,
  type Fate,
  type History,
  TIMEOUT_MS,
} from "./history.js";
import type { Remains } from "./judge.js";
import type { Outcome } from "./messages.js";
import { type Answer, type Director, OnceServer } from "./once-server.js";
import { IMPORTED_HANDLE, Restock } from "./shop.js";
import { Transcript } from "./transcript.js";

const KEY = "the-key";

/** No call takes longer, whatever happens to it, and however busy this machine is. */
const LIFE_MS = 90_000;

/** One process's try at the task. */
interface Life {
  caller: Caller;
  /** What it asked the server for. */
  asked: Operation[];
}

/** A server, and those who call it: where a history is played. */
export class Stage implements Director {
  readonly transcript = new Transcript();
  /** Where processes were killed. */
  readonly kills: Boundary[] = [];
  /** How many fates have befallen a request. */
  fates = 0;
  requests = 0;
  readonly #history: History;
  readonly #callers: Callers;
  readonly #server: OnceServer;
  readonly #work: Restock;
  readonly #coming: Fates;
  readonly #fateOf = new Map<string, Fate>();
  readonly #lives = new Map<string, Life>();
  #isClosed = false;

  static async open(history: History, callers: Callers): Promise<Stage> {
    const work = new Restock();
    const server = await OnceServer.open(history.paces, [work]);
    return new Stage(history, callers, server, work);
  }

  private constructor(history: History, callers: Callers, server: OnceServer, work: Restock) {
    this.#history = history;
    this.#callers = callers;
    this.#server = server;
    this.#work = work;
    this.#coming = new Fates(history);
    server.director = this;
  }

  /** Ends what is still under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#lives.values()].map(({ caller }) => caller.kill()));
    await this.#server.close();
  }

  /**
   * Has a process perform the task.
   *
   * @param name Who it is, and in which life.
   * @param of Whose fates are its own.
   * @returns How it ended, `undefined` if it was killed, and what it asked the server for.
   */
  async live(name: string, of: number): Promise<{ outcome?: Outcome; asked: Operation[] }> {
    if (this.#isClosed) throw new Error("It is over.");
    const { method, asks, takeOverAfter } = this.#history;
    const task = { name, method, asks, takeOverAfter, key: KEY, timeout: TIMEOUT_MS };
    const caller = await this.#callers.take(this.requests > 0);
    this.transcript.note(name, "begins");
    const asked: Operation[] = [];
    this.#lives.set(name, { caller, asked });
    const performed = caller.perform(
      { ...task, baseUrl: this.#server.url },
      {
        leaves: (id, verb, path) => this.#leaves(id, of, operationAt(verb, path)),
        answered: (id) => this.#answered(id),
      },
    );
    const outcome = await within(LIFE_MS, performed).catch(() => {
      throw new Error(`${name} hangs: it has not settled within ${LIFE_MS} ms`);
    });
    this.#lives.delete(name);
    this.#callers.giveBack(caller);
    this.transcript.note(name, describeOutcome(outcome));
    return { outcome, asked };
  }

  /** When the server has done all that it was late with. */
  async isUpToDate(): Promise<void> {
    await this.#server.isUpToDate();
  }

  /** What there is when, besides, each job has come as far as it comes by itself. */
  async remains(): Promise<Remains> {
    const { fake } = this.#server;
    await this.isUpToDate();
    for (const { id } of fake.jobs) fake.settle(id);
    return { jobs: fake.jobs, worked: this.#worked() };
  }

  fateOf(id: string): Fate | undefined {
    return this.#fateOf.get(id);
  }

  acted(id: string, request: Request, answer: Answer): void {
    this.transcript.noteAct(lifeOf(id), operationAt(request.method, request.url), answer);
  }

  async kill(id: string): Promise<void> {
    const fate = this.#fateOf.get(id);
    const boundary = fate && boundaryOf(fate);
    const life = this.#lives.get(lifeOf(id));
    // It had given up on this request, and gone on to its end, before it could be killed.
    if (boundary === undefined || life === undefined) return;
    this.kills.push(boundary);
    await life.caller.kill();
  }

  #leaves(id: string, of: number, operation: Operation): boolean {
    const name = lifeOf(id);
    this.#lives.get(name)?.asked.push(operation);
    this.requests += 1;
    const fate = this.#coming.take(of, operation);
    if (fate === undefined) return true;
    this.fates += 1;
    this.#fateOf.set(id, fate);
    this.transcript.note(
      name,
      `${operation}, to which happens: ${describeFate(fate, this.#history.processes)}`,
    );
    if (fate.end !== "kill before it is sent") return true;
    this.kill(id);
    return false;
  }

  #answered(id: string): void {
    if (this.#fateOf.get(id)?.end === "kill when answered") this.kill(id);
  }

  /** How often the shop was changed, as far as that can be seen. */
  #worked(): number | undefined {
    const { products } = this.#server.fake;
    switch (this.#history.method) {
      case "exportFile":
        return undefined;
      case "importFile":
        return products.filter(({ handle }) => handle === IMPORTED_HANDLE).length;
      default:
        return this.#work.times;
    }
  }
}

/** The caller's name is the first part of its requests'. */
function lifeOf(id: string): string {
  return id.split(".")[0] ?? id;
}

function describeOutcome(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "is dead";
  if ("error" in outcome) return `rejects: ${outcome.error}`;
  return `resolves${outcome.replayed ? ", replayed" : ""}`;
}
