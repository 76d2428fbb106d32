import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  isMedusaError,
  jobApplied,
  jobProgress,
  jobSummary,
  needsConfirmation,
} from "medusa-batch-jobs";
import type { CheckReport } from "medusa-batch-jobs/csv";
import { toError } from "../flow/errors.js";
import type { ImportPhase, ImportState } from "./import-flow.js";

/** How an import can end. */
export type ImportEnd = Extract<ImportPhase, "done" | "failed" | "canceled" | "unknown">;

/** What is known of an import; all that is shown of it follows. */
export interface ImportFacts {
  /** What this page does until there is a job: with all of the file `sent`, the job may be made any moment. */
  step: "idle" | "checking" | "uploading" | "sent";
  fileName: string | undefined;
  report: CheckReport | undefined;
  /** Of the upload, 0 to 1; `undefined` where nobody tells. */
  sent: number | undefined;
  job: BatchJob | undefined;
  /** The job had ended before this page saw it. */
  isOld: boolean;
  end: ImportEnd | undefined;
  error: Error | undefined;
  isConnected: boolean;
  isConfirming: boolean;
  isCanceling: boolean;
}

/** Before there is an import. */
export const NO_IMPORT: ImportFacts = {
  step: "idle",
  fileName: undefined,
  report: undefined,
  sent: undefined,
  job: undefined,
  isOld: false,
  end: undefined,
  error: undefined,
  isConnected: true,
  isConfirming: false,
  isCanceling: false,
};

const NO_PROBLEMS: ImportState["problems"] = [];

/** What is shown of an import. */
export function toImportState(facts: ImportFacts): ImportState {
  const { fileName, report, job, end, error, isConnected, isCanceling } = facts;
  const phase = phaseOf(facts);
  return {
    phase,
    fileName,
    report,
    problems: report?.problems ?? NO_PROBLEMS,
    job,
    summary: job && jobSummary(job),
    progress: progressOf(phase, facts),
    error,
    applied: appliedOf(end, job),
    isConnected,
    isCanceling,
  };
}

function phaseOf({ step, job, end, isConfirming }: ImportFacts): ImportPhase {
  if (end !== undefined) return end;
  if (job === undefined) return step === "sent" ? "preparing" : step;
  if (needsConfirmation(job)) return isConfirming ? "processing" : "awaiting-confirmation";
  return isConfirmed(job) ? "processing" : "preparing";
}

function isConfirmed({ confirmed_at, processing_at, status }: BatchJob): boolean {
  return (
    Boolean(confirmed_at || processing_at) || status === "confirmed" || status === "processing"
  );
}

function progressOf(phase: ImportPhase, { sent, job }: ImportFacts): number | undefined {
  if (phase === "uploading") return sent;
  return phase === "processing" || phase === "done" ? job && jobProgress(job) : undefined;
}

function appliedOf(end: ImportEnd | undefined, job: BatchJob | undefined): boolean | undefined {
  if (end === undefined) return undefined;
  const isApplied = job !== undefined && jobApplied(job);
  return end === "unknown" && !isApplied ? undefined : isApplied;
}

/** What an import comes to that ends with an error. */
export function endOf(
  thrown: unknown,
  facts: ImportFacts,
): Pick<ImportFacts, "end"> & Partial<Pick<ImportFacts, "error">> {
  const error = toError(thrown);
  if (thrown instanceof BatchJobFailedError) return { end: "failed", error };
  // Who cancels needs no error to know it.
  if (thrown instanceof BatchJobCanceledError)
    return { end: "canceled", error: facts.isCanceling ? undefined : error };
  if (mayGoOn(thrown, facts)) return { end: "unknown", error };
  return facts.isCanceling ? { end: "canceled", error: undefined } : { end: "failed", error };
}

/** Whether there is a job, or may be, about which the error says nothing. */
function mayGoOn(thrown: unknown, { job, step, sent }: ImportFacts): boolean {
  if (job !== undefined || step === "idle") return true;
  const isAmbiguous = isMedusaError(thrown) && thrown.ambiguous;
  // The answer of an upload can be lost as well, and then there is no job.
  return isAmbiguous && (sent === undefined || sent === 1);
}

/** Whether an import is on its way, so that another has to wait. */
export function isUnderWay({ step, job, end }: ImportFacts): boolean {
  return end === undefined && (step !== "idle" || job !== undefined);
}

/** Whether the server is about to create the job, or to do what `importFile` was answered. */
export function isAsking({ step, job, isConfirming, isCanceling }: ImportFacts): boolean {
  if (job === undefined) return step === "sent";
  return needsConfirmation(job) && (isConfirming || isCanceling);
}

/** Whether there is no such job, or none for this user. */
export function isGone(error: unknown): boolean {
  if (!isMedusaError(error)) return false;
  return (
    ["not_found", "not_allowed"].includes(error.type ?? "") || error.code === "invalid_argument"
  );
}
