import { createServer, type Server, type Socket } from "node:net";
import type { Fault, Late } from "./faults.js";
import { tally } from "./tally.js";
import {
  type Operation,
  operationOf,
  TinyMedusa,
  type WireAnswer,
  type WireRequest,
} from "./tiny-medusa.js";
import { readRequest, writeAnswer } from "./wire.js";

/** Which requests fail, and how. */
export interface Script {
  /** One a request, in the order of arrival. */
  faults?: readonly Fault[];
  /** What comes when all have been played: good behaviour (the default), or the last one again and again. */
  afterwards?: "behave" | "repeat";
  /** Only requests of this operation fail. */
  only?: Operation;
  /** So many requests come before the first that fails. Default: 0. */
  after?: number;
}

/** A request that was read and will be acted on later. */
interface PutOff {
  request: WireRequest;
  late: Late;
}

/**
 * A Medusa that misbehaves on purpose, over a real socket: one request a connection, so that
 * connections count what a client tried to send.
 */
export class FaultServer {
  readonly medusa = new TinyMedusa();
  /** What was read, in the order of arrival. */
  readonly requests: WireRequest[] = [];
  /** Told of each request before it is acted on, and of each connection that is never read. */
  onArrival: (request?: WireRequest) => void = () => {};
  /** Decides on a fault by itself, in place of the script. */
  chooseFault: (operation: Operation) => Fault | undefined = (operation) => this.#next(operation);
  connections = 0;
  /** The most confirms of one job that were open at once. */
  confirmsAtOnce = 0;
  #putOff: PutOff[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #openConfirms = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #script: Script;
  #played = 0;

  static async start(script: Script = {}, port = 0): Promise<FaultServer> {
    const server = new FaultServer(script);
    await new Promise<void>((resolve, reject) => {
      server.#server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    return server;
  }

  private constructor(script: Script) {
    this.#script = script;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The server is closed.");
    return address.port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** How often an operation was asked for, be it answered or not. */
  asked(operation: Operation): number {
    return this.requests.filter((request) => operationOf(request) === operation).length;
  }

  /** Does all that was put off. */
  catchUp(): void {
    this.#actOn(() => true);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    for (const timer of this.#timers) clearTimeout(timer);
    tally.requests += this.connections;
    tally.jobs += this.medusa.acted("create");
    tally.duplicates += this.medusa.duplicates;
  }

  #accept(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    // A client that leaves is what many of these tests are about.
    socket.on("error", () => {});
    const unread = this.#nextUnread();
    if (unread === undefined) {
      readRequest(socket, (request) => this.#serve(socket, request));
      return;
    }
    this.onArrival();
    unread.play(socket, NO_ANSWER, NO_REQUEST);
  }

  #serve(socket: Socket, request: WireRequest): void {
    this.requests.push(request);
    const operation = operationOf(request);
    if (operation === "confirm") this.#watchConfirm(socket, request.path);
    const fault = this.chooseFault(operation);
    this.onArrival(request);
    // This request may be read before the end of the connection before it is seen.
    this.#actOn(({ late }) => late === "when given up");
    const answer = actsAtOnce(fault) ? this.medusa.act(request) : NO_ANSWER;
    this.#actOn((one) => isDueAfter(operation, one));
    if (fault?.late !== undefined) this.#putOffUntil(fault.late, request, socket);
    if (fault === undefined) writeAnswer(socket, answer);
    else fault.play(socket, answer, request);
  }

  #putOffUntil(late: Late, request: WireRequest, socket: Socket): void {
    const one = { request, late };
    this.#putOff.push(one);
    const act = () => this.#actOn((other) => other === one);
    if (late === "when given up") socket.on("close", act);
    if (typeof late === "number")
      socket.on("close", () => this.#timers.push(setTimeout(act, late)));
  }

  #actOn(isDue: (one: PutOff) => boolean): void {
    const due = this.#putOff.filter(isDue);
    this.#putOff = this.#putOff.filter((one) => !due.includes(one));
    for (const { request } of due) this.medusa.act(request);
  }

  #watchConfirm(socket: Socket, path: string): void {
    const open = (this.#openConfirms.get(path) ?? 0) + 1;
    this.#openConfirms.set(path, open);
    this.confirmsAtOnce = Math.max(this.confirmsAtOnce, open);
    socket.on("close", () => {
      this.#openConfirms.set(path, (this.#openConfirms.get(path) ?? 0) - 1);
    });
  }

  #next(operation: Operation): Fault | undefined {
    const { only = operation } = this.#script;
    return only === operation ? this.#take() : undefined;
  }

  #nextUnread(): Fault | undefined {
    return this.#upcoming()?.unread ? this.#take() : undefined;
  }

  #take(): Fault | undefined {
    const fault = this.#upcoming();
    if (fault !== undefined) this.#played += 1;
    return fault;
  }

  #upcoming(): Fault | undefined {
    const { faults = [], afterwards = "behave", after = 0 } = this.#script;
    if (this.connections <= after) return undefined;
    return faults[this.#played] ?? (afterwards === "repeat" ? faults.at(-1) : undefined);
  }
}

function actsAtOnce(fault: Fault | undefined): boolean {
  return fault === undefined || (fault.acts && fault.late === undefined);
}

function isDueAfter(operation: Operation, { request, late }: PutOff): boolean {
  if (late === "after the next try") return operationOf(request) === operation;
  return late === "after the next request";
}

/** A server that nobody should ever talk to. */
export async function startTrap(): Promise<FaultServer> {
  return FaultServer.start();
}

const NO_ANSWER: WireAnswer = { status: 200, headers: {}, body: "{}" };
const NO_REQUEST: WireRequest = {
  method: "",
  path: "",
  query: new URLSearchParams(),
  headers: {},
  body: "",
};
