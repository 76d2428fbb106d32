import { invalidArgument } from "../errors.js";
import type { HttpMethod } from "../types/http.js";

/** Longer delays than this make a timer fire at once, in every runtime. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Refuses options that nobody reads: a misspelt one that is ignored in silence (`baseURL`) is worse
 * than an error.
 *
 * @param what Names the options in the message: "the configuration".
 * @throws MedusaInvalidRequestError, as all checks of this file do.
 */
export function checkKeys(
  what: string,
  given: object,
  known: Readonly<Record<string, true>>,
): void {
  if (typeof given !== "object" || given === null) {
    throw invalidArgument(`${what} must be an object.`);
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) continue;
    throw invalidArgument(
      `${what} has no option "${key}". It knows: ${Object.keys(known).join(", ")}.`,
    );
  }
}

/** Whether a timer can take a value as its delay. */
export function isMilliseconds(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MAX_TIMER_MS;
}

export function checkMilliseconds(name: string, value: number | undefined): number | undefined {
  if (value === undefined || isMilliseconds(value)) return value;
  throw invalidArgument(
    `${name} must be a number of milliseconds from 0 to ${MAX_TIMER_MS}, not ${String(value)}.`,
  );
}

/** A limit in milliseconds; 0 and `Infinity` are none, wherever a `timeout` can be given. */
export function checkTimeout(name: string, value: number | undefined): number | undefined {
  return value === Number.POSITIVE_INFINITY ? value : checkMilliseconds(name, value);
}

export function checkCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw invalidArgument(`${name} must be a whole number of at least 0, not ${String(value)}.`);
}

export function checkText(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "string" || value === "" || !/^[\x20-\x7e]+$/.test(value)) {
    throw invalidArgument(`${name} must be a non-empty string of printable ASCII characters.`);
  }
}

export function checkSignal(signal: unknown): void {
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidArgument("signal must be an AbortSignal.");
  }
}

const METHODS: Record<HttpMethod, true> = { GET: true, POST: true, DELETE: true };

export function checkMethod(method: unknown): void {
  if (typeof method === "string" && Object.hasOwn(METHODS, method)) return;
  throw invalidArgument(
    `A method must be one of ${Object.keys(METHODS).join(", ")}, not ${JSON.stringify(method)}.`,
  );
}
