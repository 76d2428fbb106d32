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
  MedusaPermissionError,
} from "medusa-batch-jobs";
import type { Called } from "./called.js";
import { commandOf } from "./command.js";
import { Interruption } from "./interruption.js";
import { LimitExceeded } from "./limits.js";
import { RepeatableError } from "./repeatable-error.js";
import { isSystemError } from "./system-error.js";
import { UsageError } from "./usage-error.js";
import { WorkGoesOn } from "./work-goes-on.js";

/** What to do about an error; `undefined` where its message says it, or nobody knows. */
export function hintOf(error: unknown, called: Called): string | undefined {
  const command = commandOf(called.host, called.flags);
  if (error instanceof UsageError) return error.hint;
  if (error instanceof WorkGoesOn) return `To come back to it: ${command} ${error.wayBack}`;
  if (error instanceof Interruption || error instanceof LimitExceeded) return undefined;
  if (isBatchJobError(error)) return hintOfJob(error, command);
  if (isCsvCheckError(error)) return undefined;
  if (error instanceof RepeatableError) return hintOfCall(error.cause, command, called);
  if (isMedusaError(error)) {
    return error.ambiguous ? hintOfDoubt(command) : hintOfCall(error, command, called);
  }
  return isSystemError(error) ? undefined : hintOfBug(error, called);
}

function hintOfJob(error: BatchJobError, command: string): string | undefined {
  const { id, status } = error.job;
  if (error.applied) return "Its work took effect all the same: do not run it again.";
  if (error instanceof BatchJobFailedError) {
    return `Nothing was written. All that went wrong: ${command} errors ${id}`;
  }
  if (error instanceof BatchJobTimeoutError) {
    const look = status === "created" ? `\nIf nothing moves: ${command} doctor` : "";
    return `To wait on: ${command} wait ${id}${look}`;
  }
  return error instanceof BatchJobCanceledError ? hintOfCanceled(error) : undefined;
}

/** With a key, a job that was stopped is not done again by itself. */
function hintOfCanceled({ stopped, cause, job }: BatchJobCanceledError): string | undefined {
  const isKept = cause instanceof Interruption && job.context?.idempotency_key !== undefined;
  if (!stopped && !isKept) return undefined;
  return "To do it all the same, pass --rerun-canceled, or another --key.";
}

function hintOfDoubt(command: string): string {
  return `It may have happened: look with ${command} list before you repeat it. With the same --key it can always be run again.`;
}

function hintOfCall(error: MedusaError, command: string, called: Called): string | undefined {
  if (error instanceof MedusaAuthenticationError) return hintOfLogin(called);
  if (error instanceof MedusaPermissionError) {
    return `Log in as the user who created it. Who you are: ${command} whoami`;
  }
  return error instanceof MedusaConnectionError ? hintOfConnection(command, called) : undefined;
}

function hintOfLogin({ settings }: Called): string | undefined {
  if (settings === undefined) return undefined;
  const { url, credentials, sources } = settings;
  const who = "email" in credentials && credentials.email ? `${credentials.email} at ` : "";
  const by = [sources.apiToken, sources.email, sources.password].filter(Boolean).join(" and ");
  return `It was tried for ${who}${url}${by && `, by ${by}`}.`;
}

function hintOfConnection(command: string, { settings, isDoctor }: Called): string | undefined {
  const isDefault = settings !== undefined && settings.sources.url === undefined;
  const lines = [
    isDefault && "No --url and no MEDUSA_BACKEND_URL was given.",
    !isDoctor && `To find out what is wrong: ${command} doctor`,
  ];
  return lines.filter(Boolean).join("\n") || undefined;
}

function hintOfBug(error: unknown, { flags }: Called): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return flags.debug && stack
    ? stack
    : "This is a bug of the command. Please report it, with what --debug shows.";
}
