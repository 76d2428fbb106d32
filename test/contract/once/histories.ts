import fc from "fast-check";
import type { Kill } from "./caller.js";
import type { Method } from "./messages.js";
import type { Round } from "./rounds.js";

const METHODS: Method[] = ["importFile", "run", "exportFile"];

/** The requests at which a process is killed: the how-manieth of which operation. */
const OF_ALL: Pick<Kill, "operation" | "nth">[] = [
  { operation: "GET batch-jobs", nth: 0 },
  { operation: "POST batch-jobs", nth: 0 },
  { operation: "GET batch-jobs", nth: 1 },
  { operation: "GET batch-jobs", nth: 2 },
  { operation: "POST batch-jobs/id/confirm", nth: 0 },
  { operation: "GET batch-jobs/id", nth: 0 },
];

const REQUESTS: Record<Method, Pick<Kill, "operation" | "nth">[]> = {
  run: OF_ALL,
  importFile: [...OF_ALL, { operation: "POST uploads/protected", nth: 0 }],
  exportFile: [...OF_ALL, { operation: "POST uploads/download-url", nth: 0 }],
};

/** A moment while the server is at it, in milliseconds since the request was sent. */
const onTheWay = fc.nat(25);

/** One process that dies at each boundary of each request, and on its way; a third of them beside another one. */
export function deathsOf(seed: number): Round[] {
  const plans = METHODS.flatMap((method) =>
    REQUESTS[method].flatMap((request) => [
      { method, ...request, when: "before" as const },
      { method, ...request, when: undefined },
      { method, ...request, when: "after" as const },
    ]),
  );
  const moments = fc.sample(onTheWay, { numRuns: plans.length, seed });
  const alone = plans.map(({ method, operation, nth, when = moments.pop() ?? 0 }): Round => {
    return { method, kills: [{ operation, nth, when }], apart: 0 };
  });
  // Of each request another moment.
  const beside = alone.filter((_, index) => (index + Math.floor(index / 3)) % 3 === seed % 3);
  return [
    ...alone,
    ...beside.map(({ kills, ...round }) => ({ ...round, kills: [...kills, undefined], apart: 30 })),
  ];
}

/** Two to five processes at once; in a third of the rounds, one of them dies. */
export function crowdsOf(seed: number, numRuns: number): Round[] {
  const crowd = fc.constantFrom(...METHODS).chain((method) => {
    const kill = fc.record({
      operation: fc.constantFrom(...REQUESTS[method].map(({ operation }) => operation)),
      nth: fc.nat(1),
      when: fc.oneof(fc.constantFrom("before" as const, "after" as const), onTheWay),
    });
    return fc.record({
      method: fc.constant(method),
      kills: fc
        .tuple(
          fc.oneof(kill, fc.constant(undefined), fc.constant(undefined)),
          fc.array(fc.constant(undefined), { minLength: 1, maxLength: 4, size: "max" }),
        )
        .map(([first, others]) => [first, ...others]),
      apart: fc.constantFrom(0, 1, 10, 100),
    });
  });
  return fc.sample(crowd, { numRuns, seed });
}
