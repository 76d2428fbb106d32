import { createWriteStream, type WriteStream } from "node:fs";
import type { Errand, Outcome } from "./messages.js";

/** One call of one client, from before it began. */
export interface Call {
  number: number;
  client: string;
  errand: Errand;
  /** Milliseconds since the soak began. */
  beganAt: number;
  endedAt?: number;
  /** Missing until it has ended. */
  outcome?: Outcome;
}

/** What was asked for and what was said, in the order of time: in memory, and as JSON lines in a file. */
export class Ledger {
  readonly calls: Call[] = [];
  readonly path: string;
  #startedAt = performance.now();
  readonly #file: WriteStream;

  constructor(path: string) {
    this.path = path;
    this.#file = createWriteStream(path);
  }

  /** Milliseconds since the soak began. */
  get now(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  /** The soak begins now. */
  start(): void {
    this.#startedAt = performance.now();
  }

  begin(client: string, errand: Errand): Call {
    const call: Call = { number: this.calls.length, client, errand, beganAt: this.now };
    this.calls.push(call);
    this.#write({ began: call });
    return call;
  }

  end(call: Call, outcome: Outcome): void {
    call.endedAt = this.now;
    call.outcome = outcome;
    this.#write({ ended: call.number, at: call.endedAt, outcome });
  }

  /** What happened to the shop. */
  note(event: string): void {
    this.#write({ event, at: this.now });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#file.end(resolve));
  }

  #write(line: object): void {
    this.#file.write(`${JSON.stringify(line)}\n`);
  }
}
