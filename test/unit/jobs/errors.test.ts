import { describe, expect, test } from "vitest";
import {
  BatchJobCanceledError,
  BatchJobError,
  BatchJobFailedError,
  isBatchJobError,
} from "../../../src/index.js";
import { endError } from "../../../src/jobs/errors.js";
import { jobIn } from "./jobs.js";

const AT = "2026-11-23T10:00:00.000Z";

describe("the error of a canceled job", () => {
  const applied = jobIn("canceled", { completed_at: AT, canceled_at: AT });

  test.each<[string, BatchJobCanceledError, string]>([
    [
      "as such",
      new BatchJobCanceledError(jobIn("canceled")),
      "The product-export batch_1 was canceled.",
    ],
    [
      "that confirm declined",
      new BatchJobCanceledError(jobIn("canceled"), { declined: true }),
      "The product-export batch_1 was canceled, since confirm said no.",
    ],
    [
      "that took effect",
      new BatchJobCanceledError(applied),
      "The product-export batch_1 was canceled while it was processing: its work took effect.",
    ],
  ])("says why: %s", (_, error, message) => {
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(BatchJobError);
    expect(isBatchJobError(error)).toBe(true);
  });

  test("carries its cause, and whether the caller's own confirm said no", () => {
    const error = new BatchJobCanceledError(applied, { cause: "enough", declined: true });
    expect(error).toMatchObject({ cause: "enough", declined: true, applied: true });
    const bare = new BatchJobCanceledError(jobIn("canceled"));
    expect(bare.declined).toBe(false);
    expect("cause" in bare).toBe(false);
  });
});

test("a job that ended otherwise than completed has an error, others have none", () => {
  expect(endError(jobIn("failed"))).toBeInstanceOf(BatchJobFailedError);
  expect(endError(jobIn("canceled"), { cause: "enough" })).toMatchObject({ cause: "enough" });
  for (const status of ["created", "pre_processed", "processing", "completed"] as const)
    expect(endError(jobIn(status))).toBe(undefined);
});

describe("in logs", () => {
  const failed = jobIn("failed", {
    completed_at: AT,
    result: { errors: ["  no space left  ", { message: "disk", code: 28 }] },
  });

  test("an error of a job has its name, its message, and whether the work took effect", () => {
    expect(JSON.parse(JSON.stringify(new BatchJobFailedError(failed)))).toEqual({
      name: "BatchJobFailedError",
      message: "The product-export batch_1 failed: no space left; disk",
      applied: true,
      errors: [{ message: "no space left" }, { message: "disk", code: 28 }],
      job: JSON.parse(JSON.stringify(failed)),
    });
    const canceled = new BatchJobCanceledError(jobIn("canceled"), { declined: true });
    expect(JSON.parse(JSON.stringify({ canceled }))).toMatchObject({
      canceled: { name: "BatchJobCanceledError", applied: false, declined: true },
    });
  });
});
