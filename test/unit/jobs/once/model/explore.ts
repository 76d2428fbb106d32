/** Something that can happen: in words, what comes of it, and the promise that it breaks. */
export interface Event<S> {
  label: string;
  next: S;
  breach?: string | undefined;
  /** It may as well never happen: nobody can rely on it. */
  isOptional?: boolean;
}

export interface Model<S> {
  start: S;
  /** The same for states that differ in nothing that matters. */
  keyOf(state: S): string;
  eventsIn(state: S): Iterable<Event<S>>;
  /** What is wrong with a state in which nothing more has to happen. */
  wrongAtEnd(state: S): string | undefined;
}

export interface Exploration {
  states: number;
  /** The promise that is broken; `undefined` if none is, in no state that can be reached. */
  breach: string | undefined;
  /** The shortest way there. */
  trace: string[];
}

/** Visits every state that can be reached, the nearest first, up to the first broken promise. */
export function explore<S>(model: Model<S>): Exploration {
  const keys = [model.keyOf(model.start)];
  const indices = new Map(keys.map((key, index) => [key, index]));
  const parents = [-1];
  const edges: [from: number[], to: number[]] = [[], []];
  const found = (index: number, breach: string, last: string[] = []) => {
    const way: string[] = [];
    for (let at = index; at > 0; at = parents[at] ?? 0) way.unshift(keys[at] ?? "");
    return { states: keys.length, breach, trace: [...replay(model, way), ...last] };
  };

  let index = 0;
  for (let front = [model.start], next: S[] = []; front.length > 0; front = next, next = []) {
    for (const state of front) {
      let ends = true;
      for (const { label, next: after, breach, isOptional } of model.eventsIn(state)) {
        if (breach !== undefined) return found(index, breach, [label]);
        const key = model.keyOf(after);
        let target = indices.get(key);
        if (target === undefined) {
          target = keys.push(key) - 1;
          indices.set(key, target);
          parents.push(index);
          next.push(after);
        }
        // To look and to see nothing new is no event.
        if (target === index) continue;
        if (!isOptional) ends = false;
        edges[0].push(index);
        edges[1].push(target);
      }
      const breach = ends ? model.wrongAtEnd(state) : undefined;
      if (breach !== undefined) return found(index, breach);
      index++;
    }
  }
  const endless = findEndless(keys.length, ...edges);
  return endless === undefined
    ? { states: keys.length, breach: undefined, trace: [] }
    : found(endless, "it may go on for ever");
}

/** A state from which some run never ends: it remains when all are taken away whose ways have ended. */
function findEndless(states: number, from: number[], to: number[]): number | undefined {
  const open = new Int32Array(states);
  const latest = new Int32Array(states).fill(-1);
  const earlier = new Int32Array(from.length);
  for (const [edge, target] of to.entries()) {
    const source = from[edge] ?? 0;
    open[source] = (open[source] ?? 0) + 1;
    earlier[edge] = latest[target] ?? -1;
    latest[target] = edge;
  }
  const ended = [...open.keys()].filter((state) => open[state] === 0);
  for (let state = ended.pop(); state !== undefined; state = ended.pop()) {
    for (let edge = latest[state] ?? -1; edge >= 0; edge = earlier[edge] ?? -1) {
      const source = from[edge] ?? 0;
      open[source] = (open[source] ?? 0) - 1;
      if (open[source] === 0) ended.push(source);
    }
  }
  const endless = open.findIndex((count) => count > 0);
  return endless < 0 ? undefined : endless;
}

/** What happens on a way that is known by its keys. */
function replay<S>(model: Model<S>, way: string[]): string[] {
  let state = model.start;
  return way.map((key) => {
    const event = [...model.eventsIn(state)].find(({ next }) => model.keyOf(next) === key);
    if (event === undefined) throw new Error("keyOf hides something that matters.");
    state = event.next;
    return event.label;
  });
}
