import { expect, test } from "vitest";
import { isStuck, jobDuration, jobState } from "../../../src/react/panel/job-state.js";
import { ago, JOBS, jobWith, NOW } from "./support/jobs.js";

test("a job's state is of its timestamps, and a word for each", () => {
  const states = Object.entries(JOBS).map(([name, job]) => [name, jobState(job)]);
  expect(Object.fromEntries(states)).toEqual({
    preparing: "preparing",
    waiting: "waiting",
    running: "running",
    stuck: "preparing",
    halfway: "running",
    exported: "completed",
    failed: "failed",
    imported: "completed",
    canceled: "canceled",
    canceledTooLate: "canceled",
  });
});

test("a job that failed because it was canceled is canceled", () => {
  const job = jobWith({ status: "failed", canceled_at: ago(2), failed_at: ago(1) });
  expect(jobState(job)).toBe("canceled");
});

test("the time that a person took to confirm, or did not, is not the job's", () => {
  expect(jobDuration(JOBS.imported, NOW)).toBe(18_000);
  expect(jobDuration(JOBS.waiting, NOW)).toBeUndefined();
  expect(jobDuration(JOBS.canceled, NOW)).toBeUndefined();
});

test("a job that goes on takes until now, and no less than nothing", () => {
  expect(jobDuration(JOBS.running, NOW)).toBe(72_000);
  expect(jobDuration(jobWith({ created_at: ago(-1) }), NOW)).toBe(0);
});

test("only a job that has not begun is stuck, after two minutes", () => {
  expect(isStuck(jobWith({ created_at: ago(2) }), NOW)).toBe(false);
  expect(isStuck(jobWith({ created_at: ago(2, 1) }), NOW)).toBe(true);
  expect(isStuck(JOBS.running, NOW)).toBe(false);
  expect(isStuck(JOBS.failed, NOW)).toBe(false);
});
