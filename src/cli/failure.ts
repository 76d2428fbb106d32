import {
  type BatchJobError,
  BatchJobFailedError,
  BatchJobTimeoutError,
  isBatchJobError,
  isCsvCheckError,
  isMedusaError,
  MedusaAuthenticationError,
  MedusaConnectionError,
  type MedusaError,
  MedusaInvalidRequestError,
  MedusaPermissionError,
} from "medusa-batch-jobs";
import type { Exit } from "./exit-codes.js";
import { Interruption } from "./interruption.js";
import { LimitExceeded } from "./limits.js";
import { UsageError } from "./usage-error.js";
import { WorkGoesOn } from "./work-goes-on.js";

/** What went wrong, for people and for programs, and what the command exits with. */
export interface Failure {
  exit: Exit;
  /** One word before the message. */
  title: string;
  message: string;
  /** What to do. */
  hint?: string | undefined;
  /** What `--json` shows beside. */
  details: object;
}

/**
 * What an error comes to.
 *
 * @param command How to call this command again.
 */
export function toFailure(error: unknown, command: string): Failure {
  const exit = exitOf(error);
  return {
    exit,
    title: titleOf(error, exit),
    message: error instanceof Error ? error.message : String(error),
    hint: hintOf(error, command),
    details: detailsOf(error),
  };
}

function titleOf(error: unknown, exit: Exit): string {
  if (error instanceof WorkGoesOn) return "note";
  return exit === "done" ? "warning" : "error";
}

function exitOf(error: unknown): Exit {
  if (error instanceof Interruption || error instanceof WorkGoesOn) return error.exit;
  if (error instanceof UsageError) return "usage";
  if (error instanceof LimitExceeded) return "canceled";
  if (isBatchJobError(error)) return exitOfJob(error);
  if (isCsvCheckError(error)) return "refused";
  if (isMedusaError(error)) return exitOfCall(error);
  return "failed";
}

/** A job that is applied is done, whatever became of it later: who would run it again would do it twice. */
function exitOfJob(error: BatchJobError): Exit {
  if (error.cause instanceof Interruption) return error.cause.exit;
  if (error.applied) return "done";
  if (error instanceof BatchJobFailedError) return "failed";
  if (error instanceof BatchJobTimeoutError) return "running";
  return "canceled";
}

function exitOfCall(error: MedusaError): Exit {
  if (error.ambiguous) return "ambiguous";
  if (error instanceof MedusaAuthenticationError || error instanceof MedusaPermissionError) {
    return "denied";
  }
  if (error instanceof MedusaConnectionError || isBusy(error.status)) return "unreachable";
  return error instanceof MedusaInvalidRequestError ? "usage" : "failed";
}

/** Too many requests, or a proxy without its server. */
function isBusy(status: number | undefined): boolean {
  return status !== undefined && [429, 502, 503, 504].includes(status);
}

function hintOf(error: unknown, command: string): string | undefined {
  if (error instanceof UsageError) return error.hint;
  if (error instanceof BatchJobTimeoutError) return `To wait on: ${command} wait ${error.job.id}`;
  if (error instanceof WorkGoesOn) return `To come back to it: ${command} ${error.wayBack}`;
  return undefined;
}

function detailsOf(error: unknown): object {
  if (error instanceof WorkGoesOn) return { job: error.job };
  if (isBatchJobError(error) || isMedusaError(error)) return error.toJSON();
  return {};
}
