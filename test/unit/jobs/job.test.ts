import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type BatchJob,
  type BatchJobResult,
  isFinished,
  jobApplied,
  jobErrors,
  jobOutcome,
  jobProgress,
  needsConfirmation,
} from "../../../src/index.js";
import { checkId } from "../../../src/jobs/job.js";
import { jobIn } from "./jobs.js";

/** Jobs as recorded from a running server; the last one of a sequence. */
function recorded(name: string): BatchJob {
  const path = join(import.meta.dirname, "../../fixtures", `${name}.json`);
  const content = JSON.parse(readFileSync(path, "utf8"));
  const last = Array.isArray(content) ? content.at(-1) : content;
  return last.batch_job ?? last.job ?? last.final ?? last;
}

describe("recorded jobs", () => {
  test.each<
    [string, ReturnType<typeof jobOutcome>, boolean | undefined, number | undefined, number]
  >([
    ["create-import-dry", undefined, undefined, undefined, 0],
    ["import-pre_processed", undefined, false, 0, 0],
    ["import-confirmed", undefined, undefined, 0, 0],
    ["import-completed", "completed", true, 1, 0],
    ["import-350-statuses", "completed", true, 1, 0],
    ["product-export-completed", "completed", true, 1, 0],
    ["order-export-completed", "completed", true, 1, 0],
    ["price-list-pre_processed", undefined, false, 0, 0],
    ["price-list-completed", "completed", true, 1, 0],
    ["cancel-before-processing", "canceled", false, 0, 1],
    ["cancel-while-processing", "canceled", true, 1, 0],
    ["product-export-badfilter", "failed", false, undefined, 1],
    ["export-failed-processing", "failed", false, undefined, 1],
    ["import-err-badcol", "failed", false, undefined, 1],
    ["import-err-dupsku", "failed", false, 0, 1],
    ["import-err-empty", "completed", true, 1, 0],
    ["import-err-headeronly", "completed", true, 1, 0],
    ["import-err-nohandle", "failed", false, undefined, 1],
    ["import-err-region", "failed", false, undefined, 1],
  ])("%s: %s, applied %s, progress %s, %i errors", (name, outcome, applied, progress, errors) => {
    const job = recorded(name);
    expect(jobOutcome(job)).toBe(outcome);
    expect(isFinished(job)).toBe(outcome !== undefined);
    expect(jobApplied(job)).toBe(applied);
    expect(jobProgress(job)).toBe(progress);
    expect(jobErrors(job)).toHaveLength(errors);
  });

  test("one waits for its confirmation", () => {
    expect(needsConfirmation(recorded("import-pre_processed"))).toBe(true);
    expect(needsConfirmation(recorded("price-list-pre_processed"))).toBe(true);
    expect(needsConfirmation(recorded("import-confirmed"))).toBe(false);
    expect(needsConfirmation(recorded("create-import-dry"))).toBe(false);
    expect(needsConfirmation(recorded("import-completed"))).toBe(false);
  });

  test("an error is one line", () => {
    expect(jobErrors(recorded("import-err-dupsku"))).toEqual([
      {
        message:
          'Error while processing row with [(product id: null), (product handle: e2-1), (variant id: null), (variant sku: e2-sku-0)]: duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"',
      },
    ]);
  });
});

describe("jobOutcome", () => {
  const [earlier, later] = ["2026-11-23T10:00:00.000Z", "2026-11-23T10:00:05.000Z"];

  test("of a job that the server failed because it had been canceled is canceled", () => {
    expect(jobOutcome(jobIn("failed", { canceled_at: earlier, failed_at: later }))).toBe(
      "canceled",
    );
  });

  test("of a failed job that someone cancels afterwards stays failed", () => {
    expect(jobOutcome(jobIn("failed", { failed_at: earlier, canceled_at: later }))).toBe("failed");
  });

  test("of a job that was confirmed twice is failed, and its work applied", () => {
    const job = jobIn("failed", { completed_at: earlier, failed_at: later });
    expect([jobOutcome(job), jobApplied(job)]).toEqual(["failed", true]);
  });
});

describe("jobApplied", () => {
  const at = "2026-11-23T10:00:00.000Z";

  test.each<[string, BatchJob, boolean | undefined]>([
    ["is created", jobIn("created"), undefined],
    ["is a dry run that waits", jobIn("pre_processed"), false],
    ["is confirmed", jobIn("confirmed"), undefined],
    ["is completed", jobIn("completed"), true],
    ["has failed", jobIn("failed"), false],
    ["was canceled as a dry run", jobIn("canceled"), false],
    [
      "was canceled in created",
      jobIn("canceled", { dry_run: false, pre_processed_at: null }),
      false,
    ],
    [
      "was canceled when it was prepared, and no dry run",
      jobIn("canceled", { dry_run: false }),
      undefined,
    ],
    ["was canceled when it was confirmed", jobIn("canceled", { confirmed_at: at }), undefined],
    ["was canceled when it was processing", jobIn("canceled", { processing_at: at }), undefined],
    ["was canceled, and failed since", jobIn("failed", { canceled_at: at }), false],
    ["was canceled while it was processing", jobIn("canceled", { completed_at: at }), true],
  ])("of a job that %s", (_, job, applied) => {
    expect(jobApplied(job)).toBe(applied);
  });
});

describe("jobProgress", () => {
  test.each<[BatchJobResult, number | undefined]>([
    [{ progress: 0.5 }, 0.5],
    [{ progress: 1.2 }, 1],
    [{ progress: -1 }, 0],
    [{ count: 700, advancement_count: 350 }, 0.5],
    [{ count: 0, advancement_count: 0 }, undefined],
    [{ count: 700 }, undefined],
    [{}, undefined],
  ])("of %j is %j", (result, progress) => {
    expect(jobProgress(jobIn("processing", { result }))).toBe(progress);
  });

  test("of a completed job is 1, also where the server stops counting before", () => {
    expect(jobProgress(jobIn("completed", { result: { progress: 0.9928 } }))).toBe(1);
  });
});

test("jobErrors are each once, whatever their form", () => {
  const errors = [
    " a\n  b ",
    "a b",
    { message: "c", code: 5 },
    { message: "c", code: 5 },
    { message: "d", code: "X", err: {} },
  ];
  expect(jobErrors(jobIn("failed", { result: { errors } }))).toEqual([
    { message: "a b" },
    { message: "c", code: 5 },
    { message: "d", code: "X" },
  ]);
});

describe("a mock without timestamps or status", () => {
  const bare: BatchJob = JSON.parse('{"id": "batch_1", "type": "product-export"}');

  test("crashes nothing", () => {
    expect(jobOutcome(bare)).toBe(undefined);
    expect(jobApplied(bare)).toBe(undefined);
    expect(jobProgress(bare)).toBe(undefined);
    expect(jobErrors(bare)).toEqual([]);
    expect(isFinished(bare)).toBe(false);
    expect(needsConfirmation(bare)).toBe(false);
  });

  test("is believed its status", () => {
    const of = (status: string): BatchJob => ({
      ...bare,
      ...JSON.parse(`{"status": "${status}"}`),
    });
    expect(jobOutcome(of("completed"))).toBe("completed");
    expect(jobOutcome(of("failed"))).toBe("failed");
    expect(needsConfirmation(of("pre_processed"))).toBe(true);
    expect(jobOutcome(of("something-new"))).toBe(undefined);
  });
});

describe("a job's id", () => {
  test.each(["batch_01M84AR86KH1761MF045ASMP5S", "batch-1", "1", "x".repeat(255)])(
    "%s is one",
    (id) => {
      expect(() => checkId(id)).not.toThrow();
    },
  );

  test.each([
    "",
    " ",
    "../users",
    "a/b",
    "a%2Fb",
    "a?b",
    "a#b",
    "batch_1\n",
    "x".repeat(256),
    undefined,
    null,
    5,
    {},
  ])("%j is none", (id) => {
    expect(() => checkId(id)).toThrow(/must be a string like "batch_01HXYZ"/);
  });

  test("that is absurdly long is not repeated in full", () => {
    const message: string[] = [];
    try {
      checkId("x".repeat(20_000));
    } catch (error) {
      message.push(String(error));
    }
    expect(message).toHaveLength(1);
    expect(message[0]?.length).toBeLessThan(500);
  });
});
