import { MedusaConnectionError } from "../errors.js";
import type { Call } from "./call.js";

/**
 * Finds out whether a request whose answer was lost was done all the same.
 *
 * @returns Its result; `undefined` if it was not done, or if there is no way to know.
 * @throws MedusaConnectionError with `ambiguous` if finding out failed as well.
 */
export async function recoverLostAnswer<R>(call: Call<R>): Promise<R | undefined> {
  if (call.recover === undefined || !call.unresolved) return undefined;
  try {
    const found = await call.recover();
    call.unresolved = false;
    return found;
  } catch (cause) {
    call.signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const { detail, code } = call.failure ?? {};
    throw new MedusaConnectionError(
      `${call.method} ${call.path}: the answer was lost (${detail}), and whether the server did it could not be found out: ${reason}`,
      { ambiguous: true, requestId: call.requestId, code, cause },
    );
  }
}
