import { brand } from "./brand.js";
import type { ErrorResponse } from "./types/http.js";

/** What is known of an error beside its message. */
export interface MedusaErrorDetails {
  /** The HTTP status; undefined where no answer came. */
  status?: number | undefined;
  /** The server's error type, such as `not_found` or `invalid_data`. */
  type?: string | undefined;
  /** The server's or the runtime's error code; `invalid_argument` for what was refused before sending. */
  code?: string | undefined;
  /** The answer, as `error.response.{status,data}` of medusa-js; to an argument that was refused before sending, what Medusa would have answered. */
  response?: ErrorResponse<unknown> | undefined;
  /** One id for one call, sent as `x-request-id` (outside browsers) and found in the server's log. */
  requestId?: string | undefined;
  /** Milliseconds that the server asked to wait before the next try. */
  retryAfter?: number | undefined;
  /** The server may have done what was asked, although this error came instead of its answer. */
  ambiguous?: boolean | undefined;
  cause?: unknown;
}

/**
 * What every failed call rejects with; its subclasses say what kind of failure it was. No error of
 * the SDK holds a token, a cookie or a password.
 *
 * @example
 * ```ts
 * import { isMedusaError, Medusa } from "medusa-batch-jobs";
 *
 * const medusa = new Medusa({ baseUrl: "http://localhost:9000", apiKey: "my-token" });
 * try {
 *   await medusa.admin.batchJobs.retrieve("batch_01");
 * } catch (error) {
 *   if (isMedusaError(error)) console.error(error.status, error.message);
 * }
 * ```
 */
export class MedusaError extends Error {
  declare readonly status?: number;
  declare readonly type?: string;
  declare readonly code?: string;
  declare readonly response?: ErrorResponse;
  declare readonly requestId?: string;
  declare readonly retryAfter?: number;
  /** The server may have done what was asked, although this error came instead of its answer. */
  readonly ambiguous: boolean;

  constructor(message: string, { cause, ambiguous = false, ...details }: MedusaErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.ambiguous = ambiguous;
    for (const [key, value] of Object.entries(details)) {
      if (value !== undefined) Object.assign(this, { [key]: value });
    }
    if (details.code === INVALID_ARGUMENT && details.response === undefined) {
      Object.defineProperty(this, "response", { value: refusal(message) });
    }
  }

  /**
   * `axios.isAxiosError(error)` holds, as for the errors of medusa-js. There is a `response` where one came
   * and where an argument was refused, and none where the connection failed; never a `config` or a `request`.
   */
  get isAxiosError(): true {
    return true;
  }

  /** For logs: name and message too, which `JSON.stringify` leaves out of other errors. */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}

/** The request was wrong (400, 404, 409, 413, 422 …), or was refused before it was sent (`code: "invalid_argument"`). */
export class MedusaInvalidRequestError extends MedusaError {}

/** 404: no such job, no such job type, or no such path. */
export class MedusaNotFoundError extends MedusaInvalidRequestError {}

/** 401: no credentials, or none that the server accepts. */
export class MedusaAuthenticationError extends MedusaError {}

/** 403, or the job belongs to another user (a 400 on Medusa). */
export class MedusaPermissionError extends MedusaError {}

/** The server could not (429, 5xx), redirected elsewhere, or answered with something else than its API promises. */
export class MedusaAPIError extends MedusaError {}

/** No answer came, or it broke off. */
export class MedusaConnectionError extends MedusaError {}

/** No answer came within the timeout. */
export class MedusaTimeoutError extends MedusaConnectionError {}

const CLASSES = {
  MedusaError,
  MedusaInvalidRequestError,
  MedusaNotFoundError,
  MedusaAuthenticationError,
  MedusaPermissionError,
  MedusaAPIError,
  MedusaConnectionError,
  MedusaTimeoutError,
};

brand(CLASSES);

/**
 * Whether a value is an error of this SDK, also of another copy of it (a bundle's beside a
 * dependency's, ESM's beside CJS's).
 */
export function isMedusaError(value: unknown): value is MedusaError {
  return value instanceof MedusaError;
}

/**
 * The same error, made anew: the stack of one that went by values, or that several wait for, ends in the
 * SDK; that of this one names whoever awaits it.
 */
export function madeHere(error: unknown): unknown {
  if (!isMedusaError(error)) return error;
  const Same = Object.values(CLASSES).find((errorClass) => errorClass === error.constructor);
  return Same === undefined ? error : new Same(error.message, { ...error, cause: error.cause });
}

/** Sentences one after the other. What others wrote may lack its full stop. */
export function sentences(parts: readonly (string | false | undefined)[]): string {
  const said = parts.filter((part) => typeof part === "string" && part !== "");
  return said
    .map((part, i) => (i + 1 < said.length ? `${part}`.replace(/[^.!?]$/, "$&.") : part))
    .join(" ");
}

/** What an error says, whatever was thrown, and in whichever realm. */
export function messageOf(error: unknown): string {
  return String(Object(error).message ?? error);
}

/** The error for an argument that was refused before anything was sent. */
export function invalidArgument(message: string): MedusaInvalidRequestError {
  return new MedusaInvalidRequestError(message, { code: INVALID_ARGUMENT });
}

export const INVALID_ARGUMENT = "invalid_argument";

/**
 * Code written for medusa-js shows `error.response.data.message`, often unguarded, and takes an error
 * without a response for a lost connection: to be tried again, or offline. What is refused here in place of
 * the server must read there as the server's own refusal. It is not printed: nothing was answered.
 */
function refusal(message: string): ErrorResponse {
  const data = { type: "invalid_data", code: INVALID_ARGUMENT, message };
  return { status: 400, statusText: "Bad Request", headers: {}, data };
}

/**
 * The error for a value that is not what was expected.
 *
 * @param given The value, unless it may be a secret; and what to do, where more can be said.
 */
export function mustBe(
  name: string,
  expected: string,
  ...given: [value?: unknown, advice?: string]
): MedusaInvalidRequestError {
  const not = given.length > 0 ? `, not ${show(given[0])}` : "";
  const advice = given[1] ? ` ${given[1]}` : "";
  return invalidArgument(`${name} must be ${expected}${not}.${advice}`);
}

/** A value as a message names it. */
export function show(value: unknown): string {
  if (typeof value === "string") return `${JSON.stringify(value.slice(0, 80))} (a string)`;
  if (typeof value === "function" || (typeof value === "object" && value !== null)) {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    return `${/^[AEIO]/.test(kind) ? "an" : "a"} ${/^(?:Object|Array|Function)$/.test(kind) ? kind.toLowerCase() : kind}`;
  }
  return String(value);
}
