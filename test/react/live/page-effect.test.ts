import type { AdminGetBatchParams, BatchJob } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { type PageEffect, pageEffect } from "../../../src/react/live/page-effect.js";
import { jobIn } from "../../unit/jobs/jobs.js";

const at = (second: number) => new Date(1_000 * second).toISOString();
const created = (id: string, second: number) => jobIn("created", { id, created_at: at(second) });
const prepared = (was: BatchJob) => ({
  ...was,
  status: "pre_processed" as const,
  pre_processed_at: at(100),
});
const failed = (was: BatchJob) => ({ ...was, status: "failed" as const, failed_at: at(100) });

const row = created("on-page", 10);
const older = created("older", 5);
const newer = created("newer", 20);

interface Case {
  promise: string;
  query?: AdminGetBatchParams;
  seen: BatchJob;
  before?: BatchJob;
  isFromTheStart?: boolean;
  offset?: number;
  effect: PageEffect;
}

const CASES: Case[] = [
  { promise: "a row that has moved is replaced", seen: prepared(row), effect: "replace" },
  {
    promise: "a row whose progress has moved is replaced, also under a status",
    query: { status: "created" },
    seen: { ...row, result: { progress: 0.5 } },
    effect: "replace",
  },
  {
    promise: "a row that has moved may leave the status",
    query: { status: "created" },
    seen: prepared(row),
    effect: "refetch",
  },
  {
    promise: "a row that has moved may leave the time",
    query: { failed_at: null },
    seen: failed(row),
    effect: "refetch",
  },
  {
    promise: "a row that has moved may change its place",
    query: { order: "-completed_at" },
    seen: prepared(row),
    effect: "refetch",
  },
  {
    promise: "a row that another has replaced already counts as what was seen of it",
    query: { status: "created" },
    seen: row,
    before: prepared(row),
    effect: "refetch",
  },
  { promise: "a job that appears has the page asked for", seen: newer, effect: "refetch" },
  {
    promise: "a job that appears late has it asked for too",
    seen: older,
    effect: "refetch",
  },
  {
    promise: "a job that appears moves the second page on",
    seen: newer,
    offset: 10,
    effect: "refetch",
  },
  {
    promise: "a job that appears in another status is none of its business",
    query: { status: "failed" },
    seen: newer,
    effect: "none",
  },
  {
    promise: "a job that appears is active",
    query: { status: ["active", "failed"] },
    seen: newer,
    effect: "refetch",
  },
  {
    promise: "a job that comes to the status has it asked for",
    query: { status: "failed" },
    seen: failed(older),
    before: older,
    effect: "refetch",
  },
  {
    promise: "a job that leaves the status from another page changes the count",
    query: { status: "created" },
    seen: failed(older),
    before: older,
    effect: "refetch",
  },
  {
    promise: "a job of another page that has moved is none of its business",
    seen: prepared(older),
    before: older,
    effect: "none",
  },
  {
    promise: "a job of another page that has not moved is none of its business",
    query: { status: "created" },
    seen: { ...older, result: { progress: 0.5 } },
    before: older,
    effect: "none",
  },
  {
    promise: "what was there when following began is no news",
    seen: older,
    isFromTheStart: true,
    effect: "none",
  },
  {
    promise: "what came between the page and the following is news",
    seen: newer,
    isFromTheStart: true,
    effect: "refetch",
  },
  {
    promise: "to the second page, all of the first is newer",
    seen: newer,
    isFromTheStart: true,
    offset: 10,
    effect: "none",
  },
  {
    promise: "what came between, in another status, is none of its business",
    query: { status: "failed" },
    seen: newer,
    isFromTheStart: true,
    effect: "none",
  },
];

describe("of what was seen of a job, a page", () => {
  test.each(CASES)("$promise: $effect", (given) => {
    const { query = {}, seen, before, isFromTheStart = false, offset = 0, effect } = given;
    const page = { batch_jobs: [row], count: 1, offset, limit: 10 };
    expect(pageEffect({ job: seen, before, isFromTheStart }, page, query)).toBe(effect);
  });
});
