import { describe, expect, test } from "vitest";
import type { AdminGetBatchParams } from "../../../../src/index.js";
import { compileStatus } from "../../../../src/jobs/listing/status.js";
import { statusOf, TIMESTAMPS, type Timestamp } from "../jobs.js";

const EPOCH = { gte: "1970-01-01T00:00:00.000Z" };

type Timestamps = Record<Timestamp, boolean>;

/** Every combination of set and unset timestamps that leaves the order of the lifecycle. */
function everyJob(): Timestamps[] {
  return Array.from({ length: 2 ** TIMESTAMPS.length }, (_, bits) => {
    const job = Object.fromEntries(TIMESTAMPS.map((name, i) => [name, Boolean(bits & (1 << i))]));
    return job as Timestamps;
  }).filter((job) => (!job.processing_at && !job.completed_at) || job.confirmed_at);
}

function matches(job: Timestamps, query: AdminGetBatchParams): boolean {
  return TIMESTAMPS.every((name) => {
    const filter: unknown = Reflect.get(query, name);
    if (filter === undefined) return true;
    return filter === null ? !job[name] : job[name];
  });
}

const found = (status: NonNullable<AdminGetBatchParams["status"]>) =>
  everyJob().flatMap((job) =>
    compileStatus({ status })
      .filter((query) => matches(job, query))
      .map(() => job),
  );

describe("a status as the server can filter it", () => {
  test.each(["created", "completed", "canceled", "failed"] as const)("%s is exact", (status) => {
    expect(found(status)).toEqual(everyJob().filter((job) => statusOf(job) === status));
  });

  test("pre_processed is exact", () => {
    const wanted = everyJob().filter((job) => statusOf(job) === "pre_processed");
    expect(found("pre_processed")).toEqual(wanted);
  });

  test.each(["confirmed", "processing"] as const)("%s comes with its neighbour", (status) => {
    const wanted = everyJob().filter((job) => /^(?:confirmed|processing)$/.test(statusOf(job)));
    expect(found(status)).toEqual(wanted);
  });

  test("active is what has not ended, in one query", () => {
    expect(compileStatus({ status: "active" })).toEqual([
      { completed_at: null, canceled_at: null, failed_at: null },
    ]);
  });

  test.each([
    [["failed", "canceled"]],
    [["created", "completed", "failed"]],
    [["active", "failed"]],
    [["confirmed", "processing"]],
    [["failed", "failed"]],
  ] as const)("%j finds each job of theirs once", (statuses) => {
    const named: readonly string[] = statuses;
    const active = ["created", "pre_processed", "confirmed", "processing"];
    const wanted = everyJob().filter(
      (job) =>
        named.includes(statusOf(job)) ||
        (named.includes("active") && active.includes(statusOf(job))),
    );
    expect(found(statuses)).toHaveLength(wanted.length);
  });
});

describe("beside the caller's own filters", () => {
  test("narrows them", () => {
    const completed_at = { gte: "2026-01-01T00:00:00.000Z" };
    expect(compileStatus({ status: "completed", completed_at, type: "x" })).toEqual([
      { type: "x", completed_at, canceled_at: null, failed_at: null },
    ]);
    expect(compileStatus({ status: "failed" })).toEqual([{ failed_at: EPOCH }]);
  });

  test("contradicting them, finds nothing", () => {
    expect(compileStatus({ status: "completed", completed_at: null })).toEqual([]);
    expect(compileStatus({ status: "completed", canceled_at: EPOCH })).toEqual([]);
    expect(compileStatus({ status: [] })).toEqual([]);
  });

  test("absent, leaves the query alone", () => {
    expect(compileStatus({ type: "x", failed_at: null })).toEqual([{ type: "x", failed_at: null }]);
  });
});

test.each(["done", "", "constructor"])("%j is refused, with what there is", (status) => {
  const query: object = { status };
  expect(() => compileStatus(query)).toThrow(/no status of a batch job\. There are: created, /);
});
