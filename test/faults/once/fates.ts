import { type Operation, operationOf } from "../tiny-medusa.js";
import type { Fate, History } from "./history.js";

/** What is still to befall the requests of a history. */
export class Fates {
  readonly #processes: number;
  readonly #left: Fate[];
  readonly #seen = new Map<string, number>();

  constructor({ processes, fates }: History) {
    this.#processes = processes;
    this.#left = [...fates];
  }

  /** What befalls the next request of a caller. */
  take(of: number, operation: Operation): Fate | undefined {
    const numbers = { any: this.#count(of, "any"), [operation]: this.#count(of, operation) };
    const index = this.#left.findIndex(
      (fate) => fate.of % this.#processes === of && numbers[fate.operation] === fate.nth,
    );
    return index < 0 ? undefined : this.#left.splice(index, 1)[0];
  }

  #count(of: number, operation: Fate["operation"]): number {
    const key = `${of} ${operation}`;
    const seen = this.#seen.get(key) ?? 0;
    this.#seen.set(key, seen + 1);
    return seen;
  }
}

/** What a request asks for. */
export function operationAt(method: string, url: string): Operation {
  const { pathname: path, searchParams: query } = new URL(url, "http://server");
  return operationOf({ method, path, query, headers: {}, body: "" });
}
