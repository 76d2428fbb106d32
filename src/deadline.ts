/** The reason with which {@link withDeadline} rejects when the time is up. */
export const TIMED_OUT = Symbol("timed out");

/**
 * Runs something that has to end: by itself, when `timeout` milliseconds are over (0: never), or
 * when `signal` aborts; and even if what runs ignores the signal that it is given. Leaves no timer
 * and no listener behind.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const timer = timeout > 0 ? setTimeout(() => controller.abort(TIMED_OUT), timeout) : undefined;
  signal?.addEventListener("abort", abort, { once: true });
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
  });
  try {
    return await Promise.race([run(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
