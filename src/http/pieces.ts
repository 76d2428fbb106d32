import { isMedusaError, MedusaConnectionError, sentences } from "../errors.js";
import type { HTTPResponse } from "../types/http.js";
import { withDeadline } from "./deadline.js";
import type { Download } from "./download.js";
import { type Failure, toFailure } from "./failure.js";
import { beginningOf, isResumable, type Rest } from "./resume.js";
import { throwIfAborted } from "./signals.js";
import { readChunk } from "./streams.js";

/** Milliseconds that a download may stand still. */
export const DOWNLOAD_STALL_TIMEOUT_MS = 60_000;

/** Bytes by which a download has to get on, so that what broke it before no longer counts. */
export const DOWNLOAD_PROGRESS_BYTES = 1_000_000;

/** Opens a file; or, after a pause and where there may be another attempt, what is to come of it still. */
export type OpenFile = (ended: AbortSignal, rest?: Rest) => Promise<Download>;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** The bytes of a file, in one answer or, where that breaks, in several which follow on each other. */
export class Pieces {
  readonly #open: OpenFile;
  readonly #size: number | undefined;
  readonly #ended: AbortSignal;
  #first: HTTPResponse | undefined;
  #reader: Reader | undefined;
  #received = 0;
  /** How many of the next bytes are here already. */
  #again = 0;
  /** How often it was opened anew since it got on, and where that was. */
  #attempts = 0;
  #gotTo = 0;

  /** @param size How many there are; `undefined` if nobody knows. */
  constructor(open: OpenFile, size: number | undefined, ended: AbortSignal) {
    this.#open = open;
    this.#size = size;
    this.#ended = ended;
  }

  /** The next of them; `undefined` when it is whole. */
  async next(): Promise<Uint8Array | undefined> {
    this.#reader ??= this.#begin(await this.#open(this.#ended));
    const reader = this.#reader;
    let chunk: Uint8Array | undefined;
    try {
      chunk = await this.#read(reader);
    } catch (error) {
      // The head may have come just when it was over.
      reader.cancel(error).catch(() => {});
      throwIfAborted(this.#ended);
      this.#reader = await this.#goOn(error);
      return this.next();
    }
    this.#received += chunk?.byteLength ?? 0;
    this.#checkSize(chunk === undefined);
    return chunk;
  }

  /** Lets go of the answer that is read. */
  cancel(reason: unknown): void {
    this.#reader?.cancel(reason).catch(() => {});
  }

  #begin({ head, body }: Download): Reader {
    this.#first = head;
    return body.getReader();
  }

  async #read(reader: Reader): Promise<Uint8Array | undefined> {
    for (;;) {
      const read = () => readChunk(reader);
      const chunk = await withDeadline(read, DOWNLOAD_STALL_TIMEOUT_MS, this.#ended);
      if (chunk === undefined && this.#isPromisedMore()) throw new Error("it ended early");
      const fresh = chunk?.subarray(this.#again);
      this.#again -= Math.min(this.#again, chunk?.byteLength ?? 0);
      if (fresh?.byteLength !== 0) return fresh;
    }
  }

  /** Not every runtime notices that an answer is shorter than its own head says. */
  #isPromisedMore(): boolean {
    const size = this.#size ?? 0;
    return this.#received < size && this.#first !== undefined && isResumable(this.#first, size);
  }

  /** Opens what is to come still; or says that the file is not whole, and why it did not go on. */
  async #goOn(error: unknown): Promise<Reader> {
    const failure = toFailure(error);
    const message = `The download is not whole: it broke off (${failure.detail}) after ${this.#received} bytes.`;
    // Where there may be no other attempt, these are the words of the error.
    const rest = this.#rest({ ...failure, said: { message, isOthersJob: false } });
    if (rest === undefined) throw new MedusaConnectionError(message, { cause: failure.cause });
    try {
      return this.#follow(await this.#open(this.#ended, rest), rest);
    } catch (error) {
      throwIfAborted(this.#ended);
      if (!isMedusaError(error) || error.message === message) throw error;
      const why = `It could not go on: ${error.message}`;
      throw new MedusaConnectionError(sentences([message, why]), { cause: error });
    }
  }

  /** What can be asked for; of what nobody has seen a byte, all. */
  #rest(failure: Failure): Rest | undefined {
    const from = this.#received;
    const first = this.#first;
    if (first === undefined || (from > 0 && !isResumable(first, this.#size))) return undefined;
    return { from, first, broke: { failure, attempt: this.#countAttempt() } };
  }

  #follow(download: Download, rest: Rest): Reader {
    if (rest.from === 0) return this.#begin(download);
    const beginning = beginningOf(download.head, rest, this.#size);
    if (typeof beginning === "string") {
      download.body.cancel().catch(() => {});
      throw new MedusaConnectionError(beginning);
    }
    this.#again = rest.from - beginning;
    return download.body.getReader();
  }

  #countAttempt(): number {
    if (this.#received >= this.#gotTo + DOWNLOAD_PROGRESS_BYTES) {
      this.#gotTo = this.#received;
      this.#attempts = 0;
    }
    return this.#attempts++;
  }

  /** More than was promised is as wrong as less: a page of the file service's, for instance. */
  #checkSize(isDone: boolean): void {
    const size = this.#size;
    const received = this.#received;
    if (size === undefined || received === size || (received < size && !isDone)) return;
    const how = isDone ? "ended" : "goes on";
    throw new MedusaConnectionError(
      `The download is not whole: it has ${size} bytes on the server, but ${how} after ${received} bytes.`,
    );
  }
}
