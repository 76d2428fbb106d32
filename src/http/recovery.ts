import { MedusaConnectionError, messageOf } from "../errors.js";
import type { Call, Recover } from "./call.js";
import { DEFAULT_TIMEOUT_MS } from "./config.js";
import { isLimit, pause } from "./deadline.js";
import { mayPass } from "./may-pass.js";
import type { CallRecord } from "./repeat.js";
import { throwIfAborted } from "./signals.js";

/** The pause between two looks for what was lost, in milliseconds: the first, and the longest. It grows by half each time. */
export const LOOK_INTERVAL_MS = { first: 500, longest: 3_000 } as const;

/** Milliseconds that one request of such a look may take: a list can hang on a server that otherwise answers. */
export const LOOK_TIMEOUT_MS = 10_000;

/**
 * Finds out whether a request whose answer was lost was done all the same. What may be sent again is
 * looked for once, before each try; what may not, for as long as it may still be on its way.
 *
 * @returns Its result; `undefined` if it was not done, or if there is no way to know.
 * @throws MedusaConnectionError with `ambiguous` if finding out failed as well.
 */
export async function recoverLostAnswer<R>(
  call: Call<R>,
  record: CallRecord,
): Promise<R | undefined> {
  const { recover } = call;
  if (recover === undefined || !record.unresolved) return undefined;
  const began = performance.now();
  try {
    if (isOver(call, record)) return (await recover({})) ?? undefined;
    const found = await lookAgain(call, recover, began + patienceOf(call));
    if (found === undefined) record.lookedFor = performance.now() - began;
    return found ?? undefined;
  } catch (cause) {
    throwIfAborted(call.signal);
    const { detail, code } = record.failure;
    throw new MedusaConnectionError(
      `${call.method} ${call.path}: the answer was lost (${detail}), and whether the server did it could not be found out: ${messageOf(cause)}`,
      { ambiguous: true, requestId: call.requestId, code, cause },
    );
  }
}

/** What was answered, with whatever nonsense, is not on its way any more. */
function isOver<R>({ idempotent }: Call<R>, { failure }: CallRecord): boolean {
  return idempotent || failure.kind === "nonsense";
}

/** The server may take as long as the client was willing to wait, and a tick, until what it did can be seen. */
function patienceOf<R>({ timeout, tick = 0 }: Call<R>): number {
  return (isLimit(timeout) ? timeout : DEFAULT_TIMEOUT_MS) + tick;
}

/** The last look begins when the time is up, and not before. */
async function lookAgain<R>(
  { timeout, signal }: Call<R>,
  look: Recover<R>,
  end: number,
): Promise<R | null | undefined> {
  const limits = {
    timeout: isLimit(timeout) ? Math.min(timeout, LOOK_TIMEOUT_MS) : LOOK_TIMEOUT_MS,
    numberOfRetries: 0,
  };
  for (let interval: number = LOOK_INTERVAL_MS.first; ; interval *= 1.5) {
    const isLast = performance.now() >= end;
    let wait = Math.min(interval, LOOK_INTERVAL_MS.longest);
    try {
      const found = await look(limits);
      if (found !== undefined || isLast) return found;
    } catch (error) {
      if (isLast || !mayPass(error, true)) throw error;
      wait = Math.max(wait, error.retryAfter ?? 0);
    }
    await pause(Math.min(wait, end - performance.now()), signal);
  }
}
