import type { Flow } from "./use-flow.js";

/** A flow as a plain class: all that is known is in its facts, and what is shown of it follows from them. */
export abstract class FlowStore<TSurroundings, TFacts extends object, TState, TActions>
  implements Flow<TSurroundings, TState, TActions>
{
  /** What it works with, as of the last rendering. */
  surroundings: TSurroundings;
  /** What users can do: the same functions for ever. */
  abstract readonly actions: TActions;
  #facts: TFacts;
  #state: TState;
  readonly #toState: (facts: TFacts) => TState;
  readonly #listeners = new Set<() => void>();
  #isShown = false;

  constructor(surroundings: TSurroundings, facts: TFacts, toState: (facts: TFacts) => TState) {
    this.surroundings = surroundings;
    this.#facts = facts;
    this.#state = toState(facts);
    this.#toState = toState;
  }

  readonly getState = (): TState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A page shows it. Returns what is to be called when it does not any more. */
  readonly enter = (): (() => void) => {
    this.#isShown = true;
    this.entered();
    return () => {
      this.#isShown = false;
      // React's StrictMode leaves and enters again at once: nothing has to end for that.
      queueMicrotask(() => this.#isShown || this.left());
    };
  };

  protected abstract entered(): void;
  protected abstract left(): void;

  protected get facts(): TFacts {
    return this.#facts;
  }

  /** The state stays the same object where nothing is new. */
  protected update(news: Partial<TFacts>): void {
    const isKnown = Object.entries(news).every(
      ([name, value]) => Reflect.get(this.#facts, name) === value,
    );
    if (isKnown) return;
    this.#facts = { ...this.#facts, ...news };
    this.#state = this.#toState(this.#facts);
    for (const listener of [...this.#listeners]) listener();
  }
}
