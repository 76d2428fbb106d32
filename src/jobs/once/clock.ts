import type { HTTPResponse } from "../../types/http.js";

/**
 * The server's clock, by the `Date` of its answers, to the second. It is our own where that cannot be read:
 * before the first answer, and on pages of another origin.
 */
export class ServerClock {
  #ahead: number | undefined;

  /** Whether it has been read off an answer. */
  get isSet(): boolean {
    return this.#ahead !== undefined;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return Date.now() + (this.#ahead ?? 0);
  }

  read({ headers }: HTTPResponse): void {
    const at = Date.parse(headers.date ?? "");
    if (!Number.isNaN(at)) this.#ahead = at - Date.now();
  }
}
