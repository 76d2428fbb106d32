import type { BatchJob } from "medusa-batch-jobs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Interruption } from "../../../src/cli/interruption.js";
import { Leave, type LeaveOptions } from "../../../src/cli/leave.js";
import { WorkGoesOn } from "../../../src/cli/work-goes-on.js";
import { jobOf } from "./support/job.js";

const AT = "2026-11-01T06:00:00.000Z";
const CREATED = jobOf({ status: "created" });
const PREPARED = jobOf({ status: "pre_processed", pre_processed_at: AT });
const CONFIRMED = jobOf({ status: "confirmed", pre_processed_at: AT, confirmed_at: AT });
const COMPLETED = jobOf({ status: "completed", completed_at: AT });

/** How far a job is. */
const PHASES = {
  unknown: () => {},
  created: (leave) => leave.see(CREATED),
  prepared: (leave) => leave.see(PREPARED),
  confirming: (leave) => {
    leave.see(PREPARED);
    leave.confirms();
  },
  confirmed: (leave) => {
    leave.see(PREPARED);
    leave.confirms();
    leave.see(CONFIRMED);
  },
  ended: (leave) => leave.see(COMPLETED),
} satisfies Record<string, (leave: Leave) => void>;

type Phase = keyof typeof PHASES;
type End = "waits" | "cancels" | "goes on";

const IMPORT = { goesOn: (job: BatchJob) => job.confirmed_at !== null };
const EXPORT = { goesOn: () => true };

/** What becomes of the work when the signal comes, or without one. */
async function endOf(
  options: Omit<LeaveOptions, "interrupted">,
  phase: Phase,
  signal?: "SIGINT" | "SIGTERM",
): Promise<{ end: End; error?: unknown }> {
  const interrupting = new AbortController();
  const leave = new Leave({ ...options, interrupted: interrupting.signal });
  let error: unknown;
  leave.of(new Promise(() => {})).catch((reason: unknown) => {
    error = reason;
  });
  PHASES[phase](leave);
  if (signal) interrupting.abort(new Interruption(signal));
  await new Promise(setImmediate);
  if (leave.signal.aborted) return { end: "cancels", error: leave.signal.reason };
  return { end: error instanceof WorkGoesOn ? "goes on" : "waits", error };
}

type Row = Record<Phase, End>;

describe("a signal", () => {
  const table: [string, Omit<LeaveOptions, "interrupted">, Row][] = [
    [
      "leaves an import that is confirmed, and has one canceled that is not",
      IMPORT,
      row("cancels", "cancels", "cancels", "waits", "goes on", "cancels"),
    ],
    [
      "leaves an export, and has one canceled that nobody knows",
      EXPORT,
      row("cancels", "goes on", "goes on", "waits", "goes on", "cancels"),
    ],
    [
      "has everything canceled where that is wanted",
      { ...EXPORT, cancels: true },
      row("cancels", "cancels", "cancels", "cancels", "cancels", "cancels"),
    ],
    [
      "has everything canceled where that is wanted, but what was left before",
      { ...IMPORT, cancels: true, detaches: true },
      row("cancels", "cancels", "cancels", "cancels", "cancels", "cancels"),
    ],
  ];
  test.each(table)("%s", async (_name, options, expected) => {
    for (const [phase, end] of Object.entries(expected)) {
      expect([phase, (await endOf(options, phase as Phase, "SIGINT")).end]).toEqual([phase, end]);
    }
  });

  test.each([
    ["SIGINT", "interrupted"],
    ["SIGTERM", "terminated"],
  ] as const)("%s is what the command exits with", async (signal, exit) => {
    expect((await endOf(EXPORT, "created", signal)).error).toMatchObject({
      exit,
      job: CREATED,
      wayBack: "wait batch_01",
    });
    expect((await endOf(EXPORT, "unknown", signal)).error).toMatchObject({ exit });
  });

  test("that came before the work began counts", async () => {
    const interrupted = AbortSignal.abort(new Interruption("SIGINT"));
    const leave = new Leave({ ...EXPORT, interrupted });
    leave.see(CREATED);
    await expect(leave.of(new Promise(() => {}))).rejects.toThrow("batch_01 goes on");
  });

  test("while a job is being confirmed is kept until it is seen what became of it", async () => {
    const interrupting = new AbortController();
    const leave = new Leave({ ...IMPORT, interrupted: interrupting.signal });
    const work = leave.of(new Promise(() => {}));
    PHASES.confirming(leave);
    interrupting.abort(new Interruption("SIGINT"));
    expect(leave.signal.aborted).toBe(false);
    leave.see(CONFIRMED);
    await expect(work).rejects.toMatchObject({ exit: "interrupted", job: CONFIRMED });
    expect(leave.signal.aborted).toBe(false);
  });
});

describe("without a signal", () => {
  test.each<[string, Omit<LeaveOptions, "interrupted">, Row]>([
    [
      "a command waits for the end",
      EXPORT,
      row("waits", "waits", "waits", "waits", "waits", "waits"),
    ],
    [
      "an import is left when it is confirmed",
      { ...IMPORT, detaches: true },
      row("waits", "waits", "waits", "waits", "goes on", "waits"),
    ],
    [
      "an export is left when it is created",
      { ...EXPORT, detaches: true },
      row("waits", "goes on", "goes on", "goes on", "goes on", "waits"),
    ],
    [
      "what would cancel it does nothing",
      { ...EXPORT, detaches: true, cancels: true },
      row("waits", "goes on", "goes on", "goes on", "goes on", "waits"),
    ],
  ])("%s", async (_name, options, expected) => {
    for (const [phase, end] of Object.entries(expected)) {
      expect([phase, (await endOf(options, phase as Phase)).end]).toEqual([phase, end]);
    }
  });

  test("a job that is left is still running", async () => {
    const { error } = await endOf({ ...EXPORT, detaches: true, fetches: true }, "created");
    expect(error).toMatchObject({ exit: "running", wayBack: "download batch_01" });
  });
});

test("an interrupted download leads back to the file", async () => {
  const interrupting = new AbortController();
  const leave = new Leave({ ...EXPORT, fetches: true, interrupted: interrupting.signal });
  const download = new Promise((_resolve, reject) => {
    leave.signal.addEventListener("abort", () => reject(leave.signal.reason));
  });
  const work = leave.of(download);
  leave.see(COMPLETED);
  interrupting.abort(new Interruption("SIGINT"));
  await expect(work).rejects.toMatchObject({
    message: "The product-import batch_01 is completed, but its file was not fetched.",
    exit: "interrupted",
    wayBack: "download batch_01",
  });
});

test("whoever waits for an answer after a signal is told so, and nobody else", async () => {
  const told: string[] = [];
  const interrupting = new AbortController();
  const options = { ...EXPORT, interrupted: interrupting.signal };
  const leave = new Leave({ ...options, tell: (words) => told.push(words) });
  let answer = () => {};
  const work = leave.of(new Promise<void>((resolve) => (answer = resolve)));
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  interrupting.abort(new Interruption("SIGINT"));
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([
    "Interrupted: waiting for the server's answer. Press Ctrl-C again to leave at once.",
  ]);
  answer();
  await work;
  const quick = new Leave({ ...options, tell: (words) => told.push(words) });
  quick.see(CREATED);
  await expect(quick.of(new Promise(() => {}))).rejects.toThrow("goes on");
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(1);
});

test("work that ends is its result, and leaves no listener behind", async () => {
  const interrupting = new AbortController();
  const leave = new Leave({ ...EXPORT, interrupted: interrupting.signal });
  await expect(leave.of(Promise.resolve(1))).resolves.toBe(1);
  interrupting.abort(new Interruption("SIGINT"));
  expect(leave.signal.aborted).toBe(false);
});

function row(...[unknown, created, prepared, confirming, confirmed, ended]: [...Ends]): Row {
  return { unknown, created, prepared, confirming, confirmed, ended };
}

type Ends = [End, End, End, End, End, End];
