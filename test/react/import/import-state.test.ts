import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  MedusaInvalidRequestError,
} from "medusa-batch-jobs";
import { FakeMedusa } from "medusa-batch-jobs/testing";
import { expect, test } from "vitest";
import {
  endOf,
  type ImportFacts,
  isUnderWay,
  NO_IMPORT,
  toImportState,
} from "../../../src/react/import/import-state.js";

const at = "2026-11-26T12:00:00.000Z";
const created = await newJob();
const prepared: BatchJob = { ...created, pre_processed_at: at, status: "pre_processed" };
const confirmed: BatchJob = { ...prepared, confirmed_at: at, status: "confirmed" };
const completed: BatchJob = { ...confirmed, completed_at: at, status: "completed" };
const appliedAndCanceled: BatchJob = { ...completed, canceled_at: at, status: "canceled" };

const uploading: Partial<ImportFacts> = { step: "uploading" };

test.each<[Partial<ImportFacts>, Partial<ReturnType<typeof toImportState>>]>([
  [{}, { phase: "idle", progress: undefined, applied: undefined }],
  [{ step: "checking" }, { phase: "checking", progress: undefined }],
  [
    { ...uploading, sent: 0.5 },
    { phase: "uploading", progress: 0.5 },
  ],
  [
    { step: "sent", sent: 1 },
    { phase: "preparing", progress: undefined },
  ],
  [
    { step: "sent", job: created },
    { phase: "preparing", applied: undefined },
  ],
  [{ job: prepared }, { phase: "awaiting-confirmation", progress: undefined }],
  [
    { job: prepared, isCanceling: true },
    { phase: "awaiting-confirmation", isCanceling: true },
  ],
  [{ job: prepared, isConfirming: true }, { phase: "processing" }],
  [{ job: confirmed }, { phase: "processing", applied: undefined }],
  // That it has ended is news only when its errors are read.
  [{ job: { ...confirmed, failed_at: at, status: "failed" } }, { phase: "processing" }],
  [
    { job: completed, end: "done" },
    { phase: "done", progress: 1, applied: true },
  ],
  [
    { job: appliedAndCanceled, end: "canceled" },
    { phase: "canceled", applied: true },
  ],
  [
    { job: { ...created, canceled_at: at, status: "canceled" }, end: "canceled" },
    { phase: "canceled", applied: false },
  ],
  [
    { job: { ...confirmed, canceled_at: at, status: "canceled" }, end: "canceled" },
    { phase: "canceled", applied: undefined },
  ],
  [
    { ...uploading, end: "failed" },
    { phase: "failed", applied: false, progress: undefined },
  ],
  [
    { job: confirmed, end: "unknown" },
    { phase: "unknown", applied: undefined },
  ],
  [
    { job: completed, end: "unknown" },
    { phase: "unknown", applied: true },
  ],
])("what is shown of %o", (facts, shown) => {
  expect(toImportState({ ...NO_IMPORT, ...facts })).toMatchObject(shown);
});

const refused = new MedusaInvalidRequestError("no");
const lost = new MedusaConnectionError("lost", { ambiguous: true });
const loggedOut = new MedusaAuthenticationError("who?", { status: 401 });

test.each<[string, unknown, Partial<ImportFacts>, ImportFacts["end"]]>([
  ["a failed job", new BatchJobFailedError(confirmed), { job: confirmed }, "failed"],
  ["a canceled job", new BatchJobCanceledError(confirmed), { job: confirmed }, "canceled"],
  ["a wait that is over", new BatchJobTimeoutError(created, 1), { job: created }, "unknown"],
  ["a login that is over", loggedOut, { job: created }, "unknown"],
  ["a login that is over after a reload", loggedOut, { step: "idle" }, "unknown"],
  ["a login that is over before", loggedOut, uploading, "failed"],
  ["a file that is refused", refused, { step: "checking" }, "failed"],
  ["a job that is refused", refused, { step: "sent", sent: 1 }, "failed"],
  [
    "a job that is refused, and was canceled",
    refused,
    { step: "sent", isCanceling: true },
    "canceled",
  ],
  ["a create that is lost", lost, { step: "sent", sent: 1 }, "unknown"],
  ["a create that is lost, where no progress is told", lost, uploading, "unknown"],
  ["an upload that is lost", lost, { ...uploading, sent: 0.5 }, "failed"],
  ["a text that is thrown", "oh", uploading, "failed"],
])("%s ends the import as it should", (_, thrown, facts, end) => {
  const came = endOf(thrown, { ...NO_IMPORT, ...facts });
  expect(came.end).toBe(end);
  expect(came.error?.message).toBe(facts.isCanceling ? undefined : messageOf(thrown));
});

test("who cancels is told of no error", () => {
  const error = new BatchJobCanceledError(prepared, { declined: true });
  const facts = { ...NO_IMPORT, job: prepared };
  expect(endOf(error, { ...facts, isCanceling: true })).toEqual({ end: "canceled" });
  expect(endOf(error, facts)).toEqual({ end: "canceled", error });
});

test("an import is under way from its start to its end", () => {
  expect(isUnderWay(NO_IMPORT)).toBe(false);
  expect(isUnderWay({ ...NO_IMPORT, step: "checking" })).toBe(true);
  expect(isUnderWay({ ...NO_IMPORT, job: prepared })).toBe(true);
  expect(isUnderWay({ ...NO_IMPORT, step: "sent", end: "unknown" })).toBe(false);
});

async function newJob(): Promise<BatchJob> {
  const fake = new FakeMedusa({ tick: Number.POSITIVE_INFINITY });
  await fake.fetch(
    new Request(`${fake.baseUrl}/admin/batch-jobs`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-medusa-access-token": "test_api_token_admin",
      },
      body: JSON.stringify({ type: "product-import", context: { fileKey: "a" }, dry_run: true }),
    }),
  );
  const [job] = fake.jobs;
  if (job === undefined) throw new Error("There is no job.");
  return job;
}

function messageOf(thrown: unknown): string {
  return Object(thrown).message ?? String(thrown);
}
