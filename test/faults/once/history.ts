import fc from "fast-check";
import type { Operation } from "../tiny-medusa.js";

/** What a process is told to do, with one key. */
export const METHODS = ["create", "run", "importFile", "exportFile"] as const;
export type Method = (typeof METHODS)[number];

/** Milliseconds that the callers give an attempt. */
export const TIMEOUT_MS = 400;

/** In what delays are counted: a quarter of the timeout. */
export const QUARTER_MS = TIMEOUT_MS / 4;

/** Where a process can die on the way of a request, in the order of the way. */
export const BOUNDARIES = [
  "before it is sent",
  "sent, not acted",
  "acted, not answered",
  "answered",
] as const;
export type Boundary = (typeof BOUNDARIES)[number];

/** What befalls one request. */
export interface Fate {
  /** Whose it is: the first process's, or that of the one beside it, if there is one; their reruns count as theirs. */
  of: 0 | 1;
  operation: Operation | "any";
  /** The how-manieth of its operation: 0 is the first. */
  nth: number;
  end:
    | "answer"
    | "reset"
    | "502"
    | "504"
    | "kill"
    | "kill before it is sent"
    | "kill when answered";
  /** Whether, and when, the server does what is asked: before the end, after it, or not at all. */
  acts: "at once" | "late" | "never";
  /** In quarters of the timeout: when the server acts, if it does so late; else when it answers. */
  delay: number;
}

/** How long the server takes for the steps of a job, in quarters of the timeout. */
export interface Pace {
  prepares: number;
  works: number;
}

/** What happens to those who share a key, until each of them holds the job. */
export interface History {
  method: Method;
  /** How many processes there are at once. */
  processes: 1 | 2;
  /** Quarters of the timeout between their starts. */
  apart: number;
  /** Quarters of the timeout between the end of a process, or of a call that failed, and its rerun. */
  pause: number;
  /** Milliseconds that `confirm` takes to say yes; `undefined`: nobody is asked. */
  asks: number | undefined;
  /** Milliseconds. */
  takeOverAfter: number;
  /** One a job, in the order of their creation; over again where there are more jobs. */
  paces: Pace[];
  fates: Fate[];
}

/** What matters most comes more often. */
const OF_ALL: Operation[] = ["list", "create", "create"];
const OF_RUNS: Operation[] = [...OF_ALL, "retrieve", "confirm", "confirm", "cancel"];
const OPERATIONS: Record<Method, Operation[]> = {
  create: OF_ALL,
  run: OF_RUNS,
  importFile: [...OF_RUNS, "upload", "delete file"],
  exportFile: [...OF_RUNS, "download url"],
};

/** Those that take a `confirm`. */
const ASKING: readonly Method[] = ["run", "importFile"];

/** Up to three timeouts. */
const quarters = fc.nat(12);

/** Half of all is death; that on the way of a request has two boundaries. */
const ends = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Fate["end"][]>("answer", "reset", "502", "504") },
  { weight: 2, arbitrary: fc.constant<Fate["end"]>("kill") },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Fate["end"][]>("kill before it is sent", "kill when answered"),
  },
);

/** Most requests are the only one of their kind. */
const nths = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);

function fatesOf(method: Method): fc.Arbitrary<Fate> {
  const what = {
    of: fc.constantFrom<Fate["of"][]>(0, 1),
    end: ends,
    acts: fc.constantFrom<Fate["acts"][]>("at once", "late", "late", "never"),
    delay: quarters,
  };
  return fc.oneof(
    fc.record({ ...what, operation: fc.constantFrom(...OPERATIONS[method]), nth: nths }),
    fc.record({ ...what, operation: fc.constant<Fate["operation"]>("any"), nth: fc.nat(9) }),
  );
}

function historiesOf(method: Method): fc.Arbitrary<History> {
  return fc.record({
    method: fc.constant(method),
    // A create does not claim: of two at once each may make a job. Its processes come one after the other.
    processes: method === "create" ? fc.constant(1) : fc.constantFrom(1 as const, 2 as const),
    // Who comes much later finds what there is; who comes at the same time does not.
    apart: fc.oneof(fc.nat(1), quarters),
    pause: quarters,
    asks: ASKING.includes(method)
      ? fc.constantFrom(undefined, 0, TIMEOUT_MS)
      : fc.constant(undefined),
    takeOverAfter: fc.constantFrom(200, 20, 1000),
    paces: fc.array(fc.record({ prepares: fc.nat(6), works: fc.nat(6) }), {
      minLength: 1,
      maxLength: 3,
    }),
    fates: fc.array(fatesOf(method), { maxLength: 4, size: "max" }),
  });
}

/** All that can happen. */
export const HISTORIES: fc.Arbitrary<History> = fc.oneof(
  { weight: 1, arbitrary: historiesOf("create") },
  { weight: 3, arbitrary: historiesOf("run") },
  { weight: 3, arbitrary: historiesOf("importFile") },
  { weight: 2, arbitrary: historiesOf("exportFile") },
);

/** The processes by name, as transcripts call them. */
export const NAMES = ["A", "B"] as const;

/** Where a fate kills; `undefined` if it does not. */
export function boundaryOf({ end, acts }: Fate): Boundary | undefined {
  if (end === "kill before it is sent") return "before it is sent";
  if (end === "kill when answered") return "answered";
  if (end !== "kill") return undefined;
  return acts === "at once" ? "acted, not answered" : "sent, not acted";
}

/** A history in words, one line each. */
export function describeHistory(history: History): string {
  const { method, processes, apart, pause, asks, takeOverAfter, paces, fates } = history;
  const both = processes === 2 ? `, and ${ms(apart)} later by a second process` : "";
  const asked = asks === undefined ? "" : `, confirm takes ${asks} ms to say yes`;
  const jobs = paces.map((pace) => `${ms(pace.prepares)}, then ${ms(pace.works)}`);
  const lines = [
    `${method} by one process${both}; reruns after ${ms(pause)}, takeOverAfter ${takeOverAfter} ms${asked}`,
    `the server takes for a job ${jobs.join("; for the next one ")}`,
    ...fates.map((fate) => describeFate(fate, processes)),
  ];
  return lines.join("\n");
}

/** A fate in words. */
export function describeFate(
  { of, operation, nth, end, acts, delay }: Fate,
  processes: number,
): string {
  const name = NAMES[of % processes];
  const request = `${operation === "any" ? "request" : operation} ${nth + 1} of ${name}`;
  if (end === "kill before it is sent" || end === "kill when answered") return `${request}: ${end}`;
  const acted = acts === "late" ? `acted ${ms(delay)} later` : `acted ${acts}`;
  if (end !== "answer") return `${request}: ${end}, ${acted}`;
  const answered = {
    "at once": `answered ${ms(delay)} later`,
    late: "then answered",
    never: "never answered",
  };
  return `${request}: ${acted}, ${answered[acts]}`;
}

function ms(count: number): string {
  return `${count * QUARTER_MS} ms`;
}
