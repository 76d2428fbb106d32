import { expect, test } from "vitest";
import { isOutdated, keepNewest } from "../../../src/react/live/snapshots.js";
import { jobIn } from "../../unit/jobs/jobs.js";

const AT = "2026-11-26T10:00:05.000Z";
const created = jobIn("created");
const prepared = jobIn("created", { status: "pre_processed", pre_processed_at: AT });
const canceled = jobIn("created", { status: "canceled", canceled_at: AT });

test.each([
  { promise: "the same is not", seen: created, cached: created, outdated: false },
  { promise: "one that lacks a time is", seen: created, cached: prepared, outdated: true },
  { promise: "one that has a time more is not", seen: prepared, cached: created, outdated: false },
  // The server answers a cancel that it then loses with a job that is canceled.
  {
    promise: "one that has gone on elsewhere is not",
    seen: prepared,
    cached: canceled,
    outdated: false,
  },
])("of snapshots, $promise outdated", ({ seen, cached, outdated }) => {
  expect(isOutdated(seen, cached)).toBe(outdated);
});

test("an outdated job, and an outdated row of a page, leave what is known", () => {
  const page = (row: typeof created) => ({ batch_jobs: [row], count: 1, offset: 0, limit: 10 });
  expect(keepNewest(prepared, created)).toBe(prepared);
  const known = page(prepared);
  expect(keepNewest(known, page(created))).toBe(known);
  expect(keepNewest(page(created), known)).toEqual(known);
});

test("what has not changed stays the same object", () => {
  const known = jobIn("created", { context: { a: 1 } });
  expect(keepNewest(known, structuredClone(known))).toBe(known);
  expect(keepNewest(known, { ...structuredClone(known), status: "failed" })).toMatchObject({
    context: known.context,
  });
});

test("what is neither a job nor a page is taken as it is", () => {
  expect(keepNewest(undefined, created)).toBe(created);
  expect(keepNewest(["products"], ["orders"])).toEqual(["orders"]);
});
