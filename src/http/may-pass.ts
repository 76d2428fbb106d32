import {
  isMedusaError,
  type MedusaError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
} from "../errors.js";

/**
 * Whether a question that failed is worth repeating.
 *
 * @param wasSeen What is asked for was there before: a 404 that is not Medusa's own is of a proxy, or of a
 *   Medusa that is starting, before it has its routes.
 */
export function mayPass(error: unknown, wasSeen: boolean): error is MedusaError {
  return isTransient(error) || (wasSeen && isForeign404(error));
}

/** Credentials that are refused and jobs that are not there stay so. */
function isTransient(error: unknown): error is MedusaError {
  if (!isMedusaError(error)) return false;
  if (error instanceof MedusaInvalidRequestError) return TRANSIENT.has(error.status);
  return error.status !== 401 && error.status !== 403 && error.type !== "not_allowed";
}

/** A proxy's own timeout, a transaction that Postgres refused, a proxy that is too early. */
const TRANSIENT = new Set<number | undefined>([408, 409, 425]);

function isForeign404(error: unknown): error is MedusaError {
  return error instanceof MedusaNotFoundError && error.type !== "not_found";
}
