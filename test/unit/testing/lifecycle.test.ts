import { describe, expect, it } from "vitest";
import {
  canceled,
  confirmed,
  failed,
  jobError,
  newJob,
  nextStep,
  preProcessed,
  processed,
  reported,
  statusOf,
} from "../../../src/testing/lifecycle.js";

const AT = Date.UTC(2026, 0, 1);
const TIME = "2026-01-01T00:00:00.000Z";
const GIVEN = { id: "batch_1", type: "t", created_by: "usr_1", context: {}, dry_run: false };

const created = newJob(GIVEN, AT);
const waiting = preProcessed(newJob({ ...GIVEN, dry_run: true }, AT), {}, AT);
const running = preProcessed(created, {}, AT);
const completed = processed(running, {}, AT);

describe("statusOf", () => {
  it.each([
    [{}, "created"],
    [{ pre_processed_at: TIME }, "pre_processed"],
    [{ pre_processed_at: TIME, confirmed_at: TIME }, "confirmed"],
    [{ confirmed_at: TIME, processing_at: TIME }, "processing"],
    [{ processing_at: TIME, completed_at: TIME }, "completed"],
    [{ completed_at: TIME, canceled_at: TIME }, "canceled"],
    [{ completed_at: TIME, canceled_at: TIME, failed_at: TIME }, "failed"],
  ] as const)("%o is %s", (stamps, status) => {
    expect(statusOf(stamps)).toBe(status);
  });
});

describe("preProcessed", () => {
  it("confirms in the same transaction what is not a dry run", () => {
    expect(running).toMatchObject({
      status: "confirmed",
      pre_processed_at: TIME,
      confirmed_at: TIME,
    });
  });

  it("lets a dry run wait for a confirmation", () => {
    expect(waiting).toMatchObject({ status: "pre_processed", confirmed_at: null });
    expect(nextStep(waiting)).toBeUndefined();
  });

  it("merges what the strategy found into context and result, key by key", () => {
    const job = newJob({ ...GIVEN, context: { a: 1, b: 1 } }, AT);
    const { context, result } = preProcessed(job, { context: { b: 2 }, result: { count: 3 } }, AT);
    expect({ context, result }).toEqual({ context: { a: 1, b: 2 }, result: { count: 3 } });
  });

  it("refuses a canceled job, which is still in the queue", () => {
    const job = canceled(created, AT);
    expect(nextStep(job)).toBe("pre-process");
    expect(() => preProcessed(job, {}, AT)).toThrow(
      "Cannot mark a batch job as pre processed if it is not in created status",
    );
  });
});

describe("confirmed", () => {
  it("sends a waiting job on its way", () => {
    const job = confirmed(waiting, AT);
    expect(job.status).toBe("confirmed");
    expect(nextStep(job)).toBe("process");
  });

  it.each([
    ["created", created],
    ["confirmed", running],
    ["completed", completed],
    ["canceled", canceled(waiting, AT)],
    ["failed", failed(created, "no", AT)],
  ])("is refused for a job that is %s", (_, job) => {
    expect(() => confirmed(job, AT)).toThrow(
      "Cannot confirm processing for a batch job that is not pre processed",
    );
  });
});

describe("canceled", () => {
  it.each([
    ["created", created, "canceled"],
    ["pre_processed", waiting, "canceled"],
    ["confirmed", running, "canceled"],
    ["canceled", canceled(created, AT), "canceled"],
    ["failed", failed(created, "no", AT), "failed"],
  ])("%s becomes %s", (_, job, status) => {
    expect(canceled(job, AT)).toMatchObject({ status, canceled_at: TIME });
  });

  it("is refused for a completed job", () => {
    expect(() => canceled(completed, AT)).toThrow("Cannot cancel completed batch job");
  });
});

describe("failed", () => {
  it("keeps the result and the timestamps, and adds to the errors", () => {
    const job = failed(failed(completed, "one", AT), "two", AT);
    expect(job).toMatchObject({ status: "failed", completed_at: TIME });
    expect(job.result?.errors).toEqual(["one", "two"]);
  });

  it("writes an error with a code as an object, and once more as a text", () => {
    const job = failed(running, { message: "no", code: "unknown" }, AT);
    expect(job.result?.errors).toEqual([{ message: "no", code: "unknown", err: {} }]);
    expect(nextStep(job)).toBe("report");
    const later = reported(job, AT);
    expect(later.result?.errors?.[1]).toBe("no");
    expect(nextStep(later)).toBeUndefined();
  });
});

describe("jobError", () => {
  it.each([
    [new Error("no"), "no"],
    [Object.assign(new Error("no"), { code: 5 }), { message: "no", code: 5 }],
    ["no", "no"],
  ])("%o is %o", (thrown, error) => {
    expect(jobError(thrown)).toEqual(error);
  });
});
