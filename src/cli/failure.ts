import {
  BatchJobCanceledError,
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
import type { Called } from "./called.js";
import type { Exit } from "./exit-codes.js";
import { hintOf } from "./hints.js";
import { Interruption } from "./interruption.js";
import { LimitExceeded } from "./limits.js";
import { RepeatableError } from "./repeatable-error.js";
import { UsageError } from "./usage-error.js";
import { messageOf } from "./words.js";
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

/** What an error comes to. */
export function toFailure(error: unknown, called: Called): Failure {
  const exit = exitOf(error);
  return {
    exit,
    title: titleOf(error, exit),
    message: messageOf(error, called),
    hint: hintOf(error, called),
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
  if (error instanceof RepeatableError) return exitOfCall(error.cause);
  if (isMedusaError(error)) return error.ambiguous ? "ambiguous" : exitOfCall(error);
  return "failed";
}

/** A job that is applied is done, whatever became of it later: who would run it again would do it twice. */
function exitOfJob(error: BatchJobError): Exit {
  if (error.cause instanceof Interruption) return error.cause.exit;
  if (error.applied) return "done";
  if (error instanceof BatchJobFailedError) return "failed";
  if (error instanceof BatchJobTimeoutError) return "running";
  // Where its cancel failed, or came perhaps too late, it may yet be found written.
  const isForSure = error instanceof BatchJobCanceledError && error.applied === false;
  return isForSure ? "canceled" : "ambiguous";
}

function exitOfCall(error: MedusaError): Exit {
  const { status } = error;
  if (error instanceof MedusaAuthenticationError || error instanceof MedusaPermissionError) {
    return "denied";
  }
  if (error instanceof MedusaConnectionError || isBusy(status)) return "unreachable";
  return error instanceof MedusaInvalidRequestError || isRedirect(status) ? "usage" : "failed";
}

/** Too many requests, or a proxy without its server. */
function isBusy(status: number | undefined): boolean {
  return status !== undefined && [429, 502, 503, 504].includes(status);
}

/** The URL of the settings is another one's. */
function isRedirect(status: number | undefined): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

/** No answer as a whole: its headers and its pages tell a program nothing, and may hold what is nobody's business. */
function detailsOf(error: unknown): object {
  if (error instanceof RepeatableError) return { ...detailsOf(error.cause), ambiguous: false };
  const name = error instanceof Error ? error.name : undefined;
  if (error instanceof WorkGoesOn) return { name, job: error.job };
  if (!isBatchJobError(error) && !isMedusaError(error)) return { name };
  const { message: _message, response: _response, ...details } = Object(error.toJSON());
  return details;
}
