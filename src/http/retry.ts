import { type Failure, mayHaveActed, wasRefused } from "./failure.js";

/** How often a failed attempt is repeated, unless the configuration says otherwise. */
export const DEFAULT_MAX_RETRIES = 2;

/** Longest pause between two attempts in milliseconds, unless the configuration says otherwise. */
export const DEFAULT_MAX_RETRY_DELAY_MS = 30_000;

/** Upper bound of the first pause in milliseconds; it doubles with each further attempt. */
export const FIRST_RETRY_DELAY_MS = 500;

/** What the policy must know of a request. */
export interface RetryableRequest {
  /** Doing it twice is the same as doing it once: it may be sent again whatever became of it. */
  idempotent: boolean;
  /** Its body can be read a second time. */
  replayable: boolean;
}

/** The limits of the policy. */
export interface RetryLimits {
  maxRetries: number;
  maxRetryDelay: number;
  /** 0 (inclusive) to 1. Default: `Math.random`. */
  random?: () => number;
}

/** Whether an attempt is repeated: after which pause (ms), or why not. */
export type RetryDecision = { retry: true; delay: number } | { retry: false; why: RetryRefusal };

/** Why an attempt is not repeated. */
export type RetryRefusal =
  | "not_transient"
  | "may_have_acted"
  | "not_replayable"
  | "retries_exhausted"
  | "retry_after_too_long";

/**
 * Decides whether a failed attempt is sent again.
 *
 * @param attempt How many attempts were repetitions so far: 0 after the first one failed.
 */
export function decideRetry(
  failure: Failure,
  request: RetryableRequest,
  attempt: number,
  limits: RetryLimits,
): RetryDecision {
  if (!isTransient(failure)) return { retry: false, why: "not_transient" };
  if (mayHaveActed(failure) && !request.idempotent) return { retry: false, why: "may_have_acted" };
  if (!request.replayable) return { retry: false, why: "not_replayable" };
  if (attempt >= limits.maxRetries) return { retry: false, why: "retries_exhausted" };
  if (failure.retryAfter === undefined) return { retry: true, delay: backoff(attempt, limits) };
  if (failure.retryAfter > limits.maxRetryDelay) {
    return { retry: false, why: "retry_after_too_long" };
  }
  return { retry: true, delay: failure.retryAfter };
}

/** Success that makes no sense, and errors of Medusa's own, will be the same the next time. */
function isTransient(failure: Failure): boolean {
  if (failure.kind === "nonsense") return false;
  return failure.kind !== "status" || wasRefused(failure) || mayHaveActed(failure);
}

/** Exponential with full jitter: many clients that failed together do not come back together. */
function backoff(attempt: number, { maxRetryDelay, random = Math.random }: RetryLimits): number {
  return random() * Math.min(maxRetryDelay, FIRST_RETRY_DELAY_MS * 2 ** attempt);
}

const SECONDS = /^\d+$/;

/** The three forms of an HTTP date (RFC 9110, section 5.6.7): a day, a date, a time, and GMT or a year. */
const HTTP_DATE = /^[A-Z]\w{2,8},? [\w -]{6,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/;

/**
 * Reads a `Retry-After` header strictly: `Date.parse` alone would take "5 apples" for a month of May.
 *
 * @param header The header's value: seconds or an HTTP date.
 * @param now The server's clock, or ours, in milliseconds since 1970.
 * @returns Milliseconds from now; `undefined` where the header is missing or makes no sense.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? "";
  if (SECONDS.test(value)) return Number(value) * 1000;
  if (!HTTP_DATE.test(value)) return undefined;
  // The asctime form names no zone; it is UTC like the others.
  const date = Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
