import { MedusaError, type PollEvent } from "medusa-batch-jobs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JsonProgress } from "../../../../src/cli/progress/jsonl.js";
import { jobIn } from "../../jobs/jobs.js";

const NOON = "2026-11-26T12:00:00.000Z";
const ANSWERED: PollEvent = { attempt: 1, elapsed: 0 };

let progress: JsonProgress;
let lines: unknown[];
beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOON) });
  lines = [];
  progress = new JsonProgress({
    stderr: {
      write: (text: string) => {
        expect(text).toMatch(/^.+\n$/);
        lines.push(JSON.parse(text));
      },
    },
  });
});
afterEach(() => {
  progress.end();
  vi.useRealTimers();
});

test("each change is an object on a line, with when it was", () => {
  progress.step("Checking products.csv");
  progress.upload({ loaded: 5, total: 10 });
  progress.upload({ loaded: 7, total: 10 });
  progress.upload({ loaded: 10, total: 10 });
  progress.job(jobIn("processing", { result: { count: 4, advancement_count: 1 } }));
  progress.download({ loaded: 3, total: undefined });
  expect(lines).toEqual([
    { event: "step", at: NOON, text: "Checking products.csv" },
    { event: "upload", at: NOON, loaded: 5, total: 10 },
    { event: "upload", at: NOON, loaded: 10, total: 10 },
    {
      event: "job",
      at: NOON,
      job: {
        id: "batch_1",
        type: "product-export",
        status: "processing",
        progress: 0.25,
        summary: "in progress, 25 %: 4 products to export",
      },
    },
    { event: "download", at: NOON, loaded: 3 },
  ]);
});

test("an outage is told once, and its end", () => {
  const unanswered = { ...ANSWERED, error: new MedusaError("no connection") };
  for (const event of [ANSWERED, unanswered, unanswered, ANSWERED, ANSWERED]) progress.poll(event);
  expect(lines).toEqual([
    { event: "outage", at: NOON, over: false, message: "no connection" },
    { event: "outage", at: NOON, over: true },
  ]);
});

test("without a change there is a heartbeat every 30 seconds, which says since when", () => {
  progress.step("Checking products.csv");
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(1)).toEqual([
    { event: "heartbeat", at: "2026-11-26T12:00:30.000Z", since: NOON },
    { event: "heartbeat", at: "2026-11-26T12:01:00.000Z", since: NOON },
  ]);
});

test("nothing beats after the end, and nothing is said then", () => {
  progress.step("Checking products.csv");
  progress.end();
  progress.step("Preparing");
  expect(vi.getTimerCount()).toBe(0);
  expect(lines).toHaveLength(1);
});
