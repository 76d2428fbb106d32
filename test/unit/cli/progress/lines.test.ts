import { type BatchJob, MedusaError, type PollEvent } from "medusa-batch-jobs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LineProgress } from "../../../../src/cli/progress/lines.js";
import { jobIn } from "../../jobs/jobs.js";

const ANSWERED: PollEvent = { attempt: 1, elapsed: 0 };
const UNANSWERED: PollEvent = { ...ANSWERED, error: new MedusaError("no connection") };
const PREPARED: Partial<BatchJob> = {
  type: "product-import",
  dry_run: true,
  result: { operations: { PRODUCT_CREATE: 3 } },
};
const IMPORT: Partial<BatchJob> = { type: "product-import" };

let progress: LineProgress;
let written: string;
beforeEach(() => {
  vi.useFakeTimers();
  written = "";
  progress = new LineProgress({
    stderr: {
      write: (text: string) => {
        written += text;
      },
    },
  });
});
afterEach(() => {
  progress.end();
  vi.useRealTimers();
});

test("an import is a line for each change, and its id stands there once", () => {
  progress.step("Checking products.csv");
  progress.upload({ loaded: 10, total: 372_000 });
  progress.upload({ loaded: 372_000, total: 372_000 });
  progress.job(jobIn("created", IMPORT));
  vi.advanceTimersByTime(3000);
  progress.job(jobIn("pre_processed", PREPARED));
  progress.job(jobIn("confirmed", IMPORT));
  progress.job(jobIn("processing", IMPORT));
  vi.advanceTimersByTime(9000);
  progress.job(jobIn("completed", PREPARED));
  expect(written).toBe(`Checking products.csv
Uploading 372 kB
batch_1: Preparing
Waits for confirmation: 3 products to create
Importing
Completed after 12 s
`);
});

test("what takes long is told every 30 seconds, with what goes on and for how long", () => {
  progress.step("Checking products.csv");
  vi.advanceTimersByTime(29_999);
  progress.job(jobIn("processing", IMPORT));
  vi.advanceTimersByTime(29_999);
  expect(written).toBe("Checking products.csv\nbatch_1: Importing\n");
  vi.advanceTimersByTime(60_001);
  expect(written).toBe(`Checking products.csv
batch_1: Importing
batch_1: Importing, for 30 s now
batch_1: Importing, for 1 min now
batch_1: Importing, for 1 min 30 s now
`);
});

test("how far a transfer is, is told every 10 seconds at most", () => {
  for (let loaded = 1; loaded <= 25; loaded++) {
    progress.download({ loaded: loaded * 1e6, total: 25e6 });
    vi.advanceTimersByTime(1000);
  }
  expect(written).toBe(`Downloading 25 MB
Downloading, 11 MB of 25 MB
Downloading, 21 MB of 25 MB
`);
});

test("an outage is told once, and its end", () => {
  progress.job(jobIn("processing", IMPORT));
  progress.poll(ANSWERED);
  progress.poll(UNANSWERED);
  vi.advanceTimersByTime(5000);
  progress.poll(UNANSWERED);
  vi.advanceTimersByTime(25_000);
  progress.poll(ANSWERED);
  progress.poll(ANSWERED);
  expect(written).toBe(`batch_1: Importing
No answer from the server, trying on: no connection
batch_1: Importing, for 30 s now, and the server does not answer
The server answers again, after 30 s
`);
});

test("of several jobs each line has the id, and a heartbeat counts those that go on", () => {
  progress.job(jobIn("processing", { id: "batch_1" }));
  progress.job(jobIn("created", { id: "batch_2", type: "shop-sync" }));
  progress.job(jobIn("processing", { id: "batch_2", type: "shop-sync" }));
  progress.job(jobIn("completed", { id: "batch_1" }));
  vi.advanceTimersByTime(30_000);
  expect(written).toBe(`batch_1: Exporting
batch_2: Preparing
batch_2: Running
batch_1: Completed
1 of 2 jobs go on, for 30 s now
`);
});

test("a strategy that tells how far it is, is heard", () => {
  const half = { count: 10, advancement_count: 5 };
  progress.job(jobIn("processing", { type: "shop-sync" }));
  progress.job(jobIn("processing", { type: "shop-sync", result: half }));
  expect(written).toBe("batch_1: Running\nRunning, 50 %\n");
});

test("a job that has ended ends once, whatever the server adds to it", () => {
  progress.job(jobIn("failed", { result: { errors: ["a"] } }));
  vi.advanceTimersByTime(1500);
  progress.job(jobIn("failed", { result: { errors: ["a", "b"] } }));
  expect(written).toBe("batch_1: Failed\n");
});

test("nothing beats while a person is asked, or after the end, and nothing is said then", () => {
  progress.step("Checking products.csv");
  progress.pause();
  expect(vi.getTimerCount()).toBe(0);
  progress.step("Uploading");
  expect(vi.getTimerCount()).toBe(1);
  progress.end();
  progress.step("Preparing");
  expect(vi.getTimerCount()).toBe(0);
  expect(written).toBe("Checking products.csv\nUploading\n");
});
