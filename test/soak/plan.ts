import fc from "fast-check";

/** What a client is told to do; those that end in `Once` and `Shared` have a key. */
export const KINDS = [
  "importOnce",
  "importShared",
  "importPlain",
  "importDeclined",
  "importAborted",
  "exportOnce",
  "exportPlain",
  "wait",
  "watch",
  "watchList",
  "cancel",
] as const;
export type Kind = (typeof KINDS)[number];

/** One piece of work for one client. */
export interface Task {
  kind: Kind;
  /** What it is known by in the shop: the handle of the product, the key, the mark in the job's context. */
  work: string;
  /** How long the client rests before it, in milliseconds. */
  rest: number;
  /** When an `importAborted` is aborted, in milliseconds after its start. */
  abortAfter: number;
}

/** What can be killed: a part of the shop, or one of its clients. */
export type Part = "redis" | "storage" | "postgres" | "client" | `medusa-${number}`;

/** That a part is dead for a while. */
export interface Outage {
  part: Part;
  /** How long the shop is whole before it, in milliseconds. */
  after: number;
  /** How long the part is dead, in milliseconds; its start comes on top. */
  lasts: number;
}

/** How often a kind comes. */
const WEIGHTS: Record<Kind, number> = {
  importOnce: 6,
  importShared: 1,
  importPlain: 4,
  importDeclined: 2,
  importAborted: 2,
  exportOnce: 2,
  exportPlain: 3,
  wait: 2,
  watch: 2,
  watchList: 1,
  cancel: 2,
};
/** How many clients are given a key that is shared. */
const SHARERS = 3;
const REST_MS = { min: 500, max: 5_000 };
const ABORT_MS = { max: 3_000 };
/** Long enough that an import gets through, short enough that most meet an outage. */
const WHOLE_MS = { min: 4_000, max: 14_000 };
/** From less than the pauses of a client that tries again to more than all of them. */
const DEAD_MS = { min: 300, max: 9_000 };

/** What the clients do, in this order, whoever is free; the same for the same seed. */
export function tasksOf(seed: number, count: number): Task[] {
  const kind = fc.oneof(
    ...KINDS.map((kind) => ({ weight: WEIGHTS[kind], arbitrary: fc.constant(kind) })),
  );
  const draft = fc.record({ kind, rest: fc.integer(REST_MS), abortAfter: fc.nat(ABORT_MS) });
  return fc
    .sample(draft, { seed, numRuns: count })
    .map((task, index) => ({ ...task, work: `soak-${index}` }))
    .flatMap((task) => (task.kind === "importShared" ? Array(SHARERS).fill(task) : [task]))
    .slice(0, count);
}

/** Kills each part once, in an order of its own, then all of them again, for so many milliseconds. */
export function outagesOf(seed: number, parts: readonly Part[], ms: number): Outage[] {
  const order = fc.shuffledSubarray([...parts], { minLength: parts.length });
  const times = fc.array(fc.record({ after: fc.integer(WHOLE_MS), lasts: fc.integer(DEAD_MS) }), {
    minLength: parts.length,
    maxLength: parts.length,
  });
  const round = fc
    .tuple(order, times)
    .map(([order, times]) =>
      times.flatMap((time, i) => order.slice(i, i + 1).map((part) => ({ part, ...time }))),
    );
  const shortest = parts.length * (WHOLE_MS.min + DEAD_MS.min);
  const outages = fc.sample(round, { seed, numRuns: Math.ceil(ms / shortest) }).flat();
  return within(ms, outages);
}

function within(ms: number, outages: readonly Outage[]): Outage[] {
  let left = ms;
  return outages.filter(({ after, lasts }) => {
    left -= after + lasts;
    return left >= 0;
  });
}
