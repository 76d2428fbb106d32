import { invalidArgument, mustBe, show } from "../errors.js";
import type { RequestOptions } from "../types/http.js";
import { isSignal, tagOf } from "./kinds.js";

/** Longer delays than this make a timer fire at once, in every runtime. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Refuses a value that is given for an option, unless it makes sense.
 *
 * @throws MedusaInvalidRequestError, as all checks of this file do.
 */
export type Check = (name: string, value: unknown) => void;

/** The options that there are, and what each can be; `true` for what is checked elsewhere. */
export type Checks<T = Record<string, unknown>> = Readonly<Record<keyof T, Check | true>>;

/**
 * Checks options, and refuses those that nobody reads: a misspelt one that is ignored in silence
 * (`baseURL`) is worse than an error. What is undefined is not given.
 *
 * @param what Names the options in the message: "the configuration".
 */
export function checkOptions(what: string, given: unknown, checks: Checks): void {
  if (!isOptions(given)) {
    throw invalidArgument(`${what} must be an object of options, not ${kindOf(given)}.`);
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(checks, key)) continue;
    throw invalidArgument(
      `${what} has no option "${key}". It knows: ${Object.keys(checks).join(", ")}.`,
    );
  }
  checkValues(given, checks);
}

/** An `AbortSignal`, say, has no options of its own, and would be taken for none. */
export function isOptions(given: unknown): given is object {
  return tagOf(given) === "Object";
}

/** Checks what is given, where there is a check for it. */
export function checkValues(given: object, checks: Checks): void {
  for (const [key, check] of Object.entries(checks)) {
    const value: unknown = Reflect.get(given, key);
    if (value !== undefined && check !== true) check(key, value);
  }
}

/** A check by a condition. Its message shows the value. */
export function takes(expected: string, fits: (value: unknown) => boolean, advice?: string): Check {
  return (name, value) => {
    if (!fits(value)) throw mustBe(name, expected, value, advice);
  };
}

/** Whether a timer can take a value as its delay. */
export function isMilliseconds(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MAX_TIMER_MS;
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export function oneOf(...values: unknown[]): Check {
  return takes(`one of ${values.join(", ")}`, (value) => values.includes(value));
}

export function wholeNumber(least: number, advice?: string): Check {
  return takes(
    `a whole number of at least ${least}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= least,
    advice,
  );
}

export const checkMedusaVersion = takes('a version of Medusa v1, as "1.20"', (value) =>
  /^1\.\d+(\.\d+)?$/.test(String(value)),
);

const DELAY = `a number of milliseconds from 0 to ${MAX_TIMER_MS}`;

export const checkDelay = takes(DELAY, isMilliseconds);

/** A limit in milliseconds; 0 and `Infinity` are none, wherever a `timeout` can be given. */
export const checkTimeout = takes(
  DELAY,
  (value) => value === Number.POSITIVE_INFINITY || isMilliseconds(value),
);

/** What is sent as a header's value, and may be a secret: it is not shown. */
export function checkToken(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") {
    throw invalidArgument(`${name} must be a non-empty string, not ${kindOf(value)}.`);
  }
  if (/^[\x20-\x7e]+$/.test(value)) return;
  throw invalidArgument(`${name} must be of printable ASCII characters.${atItsEnd(value)}`);
}

/** A key that may be left out, as by a variable that is not set: the first call that needs it says so. */
export function checkKey(name: string, value: unknown): void {
  if (value !== null && value !== undefined && value !== "") checkToken(name, value);
}

/** What is wrong with a text that must not be shown, if it is what is seen most often. */
export function atItsEnd(text: string): string {
  return /\s$/.test(text)
    ? " It ends in a line break, as what is read from a file does: trim() it."
    : "";
}

/** The kind of a value that must not be shown. */
function kindOf(value: unknown): string {
  return /^[snb]/.test(typeof value) ? `a ${typeof value}` : show(value);
}

export const checkSignal = takes("an AbortSignal", isSignal);

export const checkFunction = takes("a function", (value) => typeof value === "function");

export const checkMethod = oneOf("GET", "POST", "DELETE");

/** The options of one call. */
export const REQUEST_OPTIONS: Checks<RequestOptions> = {
  timeout: checkTimeout,
  numberOfRetries: wholeNumber(0),
  signal: checkSignal,
  idempotencyKey: checkToken,
  customHeaders: true,
};
