import {
  type BatchJob,
  BatchJobCanceledError,
  BatchJobFailedError,
  isMedusaError,
  jobApplied,
  jobProgress,
} from "medusa-batch-jobs";
import { toError } from "../flow/errors.js";
import type { ExportPhase, ExportState } from "./export-flow.js";

/** How an export can end. */
export type ExportEnd = Extract<ExportPhase, "done" | "failed" | "canceled" | "unknown">;

/** What is known of an export; all that is shown of it follows. */
export interface ExportFacts {
  isStarted: boolean;
  job: BatchJob | undefined;
  end: ExportEnd | undefined;
  error: Error | undefined;
  isConnected: boolean;
  isCanceling: boolean;
}

/** Before there is an export. */
export const NO_EXPORT: ExportFacts = {
  isStarted: false,
  job: undefined,
  end: undefined,
  error: undefined,
  isConnected: true,
  isCanceling: false,
};

/** What is shown of an export. */
export function toExportState({
  isStarted,
  job,
  end,
  error,
  isConnected,
  isCanceling,
}: ExportFacts): ExportState {
  const phase = end ?? (isStarted ? phaseOf(job) : "idle");
  const progress = job && phase !== "preparing" ? jobProgress(job) : undefined;
  return { phase, job, progress, error, isConnected, isCanceling };
}

/** What an export comes to that ends with an error. */
export function endOf(
  thrown: unknown,
  { job, isCanceling }: ExportFacts,
): Pick<ExportFacts, "end" | "error"> {
  const error = toError(thrown);
  if (thrown instanceof BatchJobFailedError) return { end: "failed", error };
  if (thrown instanceof BatchJobCanceledError)
    return { end: "canceled", error: isCanceling ? undefined : error };
  // There is a file, whose address could not be had: a download asks for it anew.
  if (job?.result?.file_key && jobApplied(job)) return { end: "done", error: undefined };
  const isRefused = job === undefined ? !mayExist(thrown) : jobApplied(job);
  return { end: isRefused ? "failed" : "unknown", error };
}

function mayExist(thrown: unknown): boolean {
  return isMedusaError(thrown) && thrown.ambiguous;
}

function phaseOf(job: BatchJob | undefined): ExportPhase {
  if (job === undefined || job.status === "created") return "preparing";
  return "processing";
}
