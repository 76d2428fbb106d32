import { MedusaConnectionError, messageOf } from "../errors.js";
import type { Call } from "./call.js";
import type { CallRecord } from "./repeat.js";
import { throwIfAborted } from "./signals.js";

/**
 * Finds out whether a request whose answer was lost was done all the same.
 *
 * @returns Its result; `undefined` if it was not done, or if there is no way to know.
 * @throws MedusaConnectionError with `ambiguous` if finding out failed as well.
 */
export async function recoverLostAnswer<R>(
  call: Call<R>,
  record: Readonly<CallRecord>,
): Promise<R | undefined> {
  if (call.recover === undefined || !record.unresolved) return undefined;
  try {
    return await call.recover();
  } catch (cause) {
    throwIfAborted(call.signal);
    const { detail, code } = record.failure;
    throw new MedusaConnectionError(
      `${call.method} ${call.path}: the answer was lost (${detail}), and whether the server did it could not be found out: ${messageOf(cause)}`,
      { ambiguous: true, requestId: call.requestId, code, cause },
    );
  }
}
