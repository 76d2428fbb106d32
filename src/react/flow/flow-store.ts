import { replaceEqualDeep } from "@tanstack/react-query";

/** A flow outside of React: all that is known is in its facts, and what is shown of it follows from them. */
export abstract class FlowStore<TSurroundings, TFacts, TState, TActions> {
  /** What it works with, as of the last rendering. */
  surroundings: TSurroundings;
  /** What users can do: the same functions for ever. */
  abstract readonly actions: TActions;
  #facts: TFacts;
  #state: TState;
  readonly #first: TState;
  readonly #toState: (facts: TFacts) => TState;
  readonly #listeners = new Set<() => void>();
  #isShown = false;

  constructor(surroundings: TSurroundings, facts: TFacts, toState: (facts: TFacts) => TState) {
    this.surroundings = surroundings;
    this.#facts = facts;
    this.#toState = toState;
    this.#state = this.#first = toState(facts);
  }

  get facts(): TFacts {
    return this.#facts;
  }

  readonly getState = (): TState => this.#state;

  /** As long as nothing has happened: what a server renders, and a page hydrates. */
  readonly getFirstState = (): TState => this.#first;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A page shows it. Returns what is to be called when it does not any more. */
  enter(): () => void {
    this.#isShown = true;
    this.entered();
    return () => {
      this.#isShown = false;
      // React's StrictMode leaves and enters again at once: nothing has to end for that.
      queueMicrotask(() => this.#isShown || this.left());
    };
  }

  /** The state stays the same object where nothing is new. */
  update(news: Partial<TFacts>): void {
    const facts = replaceEqualDeep(this.#facts, { ...this.#facts, ...news });
    if (facts === this.#facts) return;
    this.#facts = facts;
    this.#state = this.#toState(facts);
    for (const listener of this.#listeners) listener();
  }

  protected abstract entered(): void;
  protected abstract left(): void;
}
