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
import { hintOf } from "./hints.js";
import { Interruption } from "./interruption.js";
import { LimitExceeded } from "./limits.js";
import type { Settings } from "./settings/settings.js";
import { UsageError } from "./usage-error.js";
import { inCliWords } from "./words.js";
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

/** What was called when something went wrong. */
export interface Called {
  /** How to call this command again. */
  command: string;
  /** Unknown where the settings are what is wrong. */
  sources?: Settings["sources"] | undefined;
  debug?: boolean | undefined;
  /** It is `doctor` itself. */
  isDoctor?: boolean | undefined;
}

/** What an error comes to. */
export function toFailure(error: unknown, called: Called): Failure {
  return {
    exit: exitOf(error),
    title: titleOf(error),
    message: messageOf(error, called),
    hint: hintOf(error, called),
    details: detailsOf(error),
  };
}

function titleOf(error: unknown): string {
  if (error instanceof WorkGoesOn) return "note";
  return isBatchJobError(error) && exitOf(error) === "done" ? "warning" : "error";
}

function messageOf(error: unknown, { sources }: Called): string {
  const message = error instanceof Error ? error.message : String(error);
  return isMedusaError(error) || isBatchJobError(error) ? inCliWords(message, sources) : message;
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
  const { status } = error;
  if (error.ambiguous) return "ambiguous";
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
  const name = error instanceof Error ? error.name : undefined;
  if (error instanceof WorkGoesOn) return { name, job: error.job };
  if (!isBatchJobError(error) && !isMedusaError(error)) return { name };
  const { message: _message, response: _response, ...details } = Object(error.toJSON());
  return details;
}
