import { madeHere } from "../errors.js";
import { withDeadline } from "./deadline.js";

/** A call that several callers wait for. Each leaves by its own signal; when the last one has left, it is aborted. */
export class SharedCall<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  readonly #onEnd: () => void;
  #callers = 0;

  /** @param onEnd Nobody waits for it any more: whoever comes now begins another. */
  constructor(begin: (signal: AbortSignal) => Promise<T>, onEnd: () => void) {
    this.#result = begin(this.#controller.signal);
    this.#onEnd = onEnd;
  }

  /**
   * @param timeout Milliseconds that this caller waits at most. Default: no limit.
   * @throws `signal.reason`, `TIMED_OUT`, or what the call came to.
   */
  async join(signal: AbortSignal | undefined, timeout = 0): Promise<T> {
    this.#callers += 1;
    try {
      return await withDeadline(() => this.#result, timeout, signal);
    } catch (error) {
      throw madeHere(error);
    } finally {
      this.#callers -= 1;
      if (this.#callers === 0) {
        this.#onEnd();
        this.#controller.abort();
      }
    }
  }
}
