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
  MedusaPermissionError,
} from "medusa-batch-jobs";
import type { Called } from "./failure.js";
import { Interruption } from "./interruption.js";
import { LimitExceeded } from "./limits.js";
import { UsageError } from "./usage-error.js";
import { WorkGoesOn } from "./work-goes-on.js";

/** What to do about an error; `undefined` where its message says it, or nobody knows. */
export function hintOf(error: unknown, called: Called): string | undefined {
  if (error instanceof UsageError) return error.hint;
  if (error instanceof WorkGoesOn) return `To come back to it: ${called.command} ${error.wayBack}`;
  if (error instanceof Interruption || error instanceof LimitExceeded) return undefined;
  if (isBatchJobError(error)) return hintOfJob(error, called);
  if (isCsvCheckError(error)) return undefined;
  if (isMedusaError(error)) return hintOfCall(error, called);
  return isOfTheSystem(error) ? undefined : hintOfBug(error, called);
}

function hintOfJob(error: BatchJobError, { command }: Called): string | undefined {
  const { id, status } = error.job;
  if (error.applied) return "Its work took effect all the same: do not run it again.";
  if (error instanceof BatchJobFailedError) {
    return `Nothing was written. All that went wrong: ${command} errors ${id}`;
  }
  if (error instanceof BatchJobTimeoutError) {
    const look = status === "created" ? `\nIf nothing moves: ${command} doctor` : "";
    return `To wait for longer: ${command} wait ${id} --timeout 2h${look}`;
  }
  return undefined;
}

function hintOfCall(error: MedusaError, called: Called): string | undefined {
  const { command, sources } = called;
  if (error.ambiguous) {
    return `It may have happened: look with ${command} list before you repeat it. With the same --key it can always be run again.`;
  }
  if (error instanceof MedusaAuthenticationError) {
    const given = Object.values({ ...sources, url: undefined }).filter(Boolean);
    return given.length > 0 ? `It is that of ${given.join(" and ")}.` : undefined;
  }
  if (error instanceof MedusaPermissionError) {
    return `Log in as the user who created it. Who you are: ${command} whoami`;
  }
  return error instanceof MedusaConnectionError ? hintOfConnection(called) : undefined;
}

function hintOfConnection({ command, sources, isDoctor }: Called): string | undefined {
  const isDefault = sources !== undefined && sources.url === undefined;
  const lines = [
    isDefault && "No --url and no MEDUSA_BACKEND_URL was given.",
    !isDoctor && `To find out what is wrong: ${command} doctor`,
  ];
  return lines.filter(Boolean).join("\n") || undefined;
}

/** A disk that is full, a folder that nobody may write to. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function hintOfBug(error: unknown, { debug }: Called): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return debug && stack
    ? stack
    : "This is a bug of the command. Please report it, with what --debug shows.";
}
