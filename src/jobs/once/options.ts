import { invalidArgument } from "../../errors.js";
import { type Checks, checkDelay, checkToken, takes } from "../../http/checks.js";

/** Milliseconds that a key is remembered, unless its options say otherwise. */
export const DEFAULT_KEY_WINDOW_MS = 24 * 60 * 60_000;

/** The longest that a job may take from its confirmation to its end, in milliseconds: one that would leave the window before is not confirmed any more. */
export const KEY_MARGIN_MS = 60 * 60_000;

/** Milliseconds after which another call takes over what its owner has prepared and not confirmed. */
export const DEFAULT_TAKE_OVER_AFTER_MS = 30_000;

/** The same where `confirm` is a function, which may ask a person. */
export const ASKING_TAKE_OVER_AFTER_MS = 2 * 60_000;

/** After what a call with a key creates once more: that the last jobs of the key failed, or were canceled. */
export type Rerun = "failed" | "canceled";

/** The key of a job, and for how long and after what it counts. */
export interface CreateKeyOptions {
  /**
   * Whoever gives a key gets the job that there is for it, whichever process created it, and a new one where there
   * is none. `"content"`: the key is made of what is to be done, the bytes of an imported file included. A
   * key is its user's, whose jobs nobody else sees, and its type's.
   */
  idempotencyKey?: string | undefined;
  /**
   * How old a job may be to count for the key, in milliseconds by the server's clock; at least two hours, the same
   * for all who use the key, `Infinity` for any age. Default: 24 hours.
   */
  window?: number | undefined;
  /**
   * After what a new job is created for the key: one that `failed`; one that was `canceled`, which is an error
   * otherwise, since someone wanted it stopped. What is applied is never done again. Default: `["failed"]`.
   */
  rerun?: readonly Rerun[] | undefined;
}

/** A key for a job that is run to its end. */
export interface KeyOptions extends CreateKeyOptions {
  /**
   * Milliseconds for which a job that is prepared is left to the call that created it, by the server's clock. After
   * that, or up to half as long again, at random, so that no two take it over at the same moment, it is confirmed,
   * or asked about, here. Default: 30 seconds; 2 minutes where `confirm` is a function, which may ask a person.
   */
  takeOverAfter?: number | undefined;
}

const checkRerun = takes(
  'an array of "failed" and "canceled"',
  (value) => Array.isArray(value) && value.every((one) => one === "failed" || one === "canceled"),
);

/** What creating with a key takes. */
export const CREATE_KEY_OPTIONS: Checks<CreateKeyOptions> = {
  idempotencyKey: checkToken,
  window: takes(
    `a number of milliseconds of at least ${2 * KEY_MARGIN_MS} (2 hours), or Infinity`,
    (value) => Number(value) >= 2 * KEY_MARGIN_MS && typeof value === "number",
  ),
  rerun: checkRerun,
};

/** What running with a key takes. */
export const KEY_OPTIONS: Checks<KeyOptions> = { ...CREATE_KEY_OPTIONS, takeOverAfter: checkDelay };

/** Milliseconds after which a run takes over what another has prepared: another number for each, so that no two do it at once. */
export function drawTakeOverAfter(options: KeyOptions & { confirm?: unknown }): number {
  const isAsking = typeof options.confirm === "function";
  const usual = isAsking ? ASKING_TAKE_OVER_AFTER_MS : DEFAULT_TAKE_OVER_AFTER_MS;
  return (options.takeOverAfter ?? usual) * (1 + Math.random() / 2);
}

/**
 * Refuses what says how a key counts where there is none.
 *
 * @throws MedusaInvalidRequestError
 */
export function checkKeyIsThere({ idempotencyKey, ...others }: KeyOptions): void {
  if (idempotencyKey !== undefined) return;
  for (const name of ["window", "rerun", "takeOverAfter"] as const) {
    if (others[name] === undefined) continue;
    throw invalidArgument(`${name} says how an idempotencyKey counts: give one, or leave it out.`);
  }
}
