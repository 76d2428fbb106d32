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

/**
 * {@link mayPass} for who asks again and again: credentials with which it was seen before are refused when they
 * are refused twice in a row. Once, Medusa does so while Postgres goes away from under it: an API token that
 * could not be looked up is one that there is not.
 */
export class Patience {
  #isDoubted = false;

  /** There was an answer. */
  renew(): void {
    this.#isDoubted = false;
  }

  mayPass(error: unknown, wasSeen: boolean): error is MedusaError {
    const isRefused = wasSeen && isMedusaError(error) && error.status === 401;
    const isFirst = isRefused && !this.#isDoubted;
    this.#isDoubted = isRefused;
    return isFirst || mayPass(error, wasSeen);
  }
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
