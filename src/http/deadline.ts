import { onAbort, throwIfAborted } from "./signals.js";

/** The reason with which {@link withDeadline} rejects when the time is up. */
export const TIMED_OUT = Symbol("timed out");

/**
 * Runs something that has to end: by itself, when `timeout` milliseconds are over, or
 * when `signal` aborts; and even if what runs ignores the signal that it is given. Leaves no timer
 * and no listener behind.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  throwIfAborted(signal);
  const controller = new AbortController();
  let unsubscribe = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (reason: unknown) => {
        reject(reason);
        // Without the reason: axios's fetch adapter makes a message of it, and throws for a symbol.
        controller.abort();
      };
      if (isLimit(timeout)) timer = setTimeout(stop, timeout, TIMED_OUT);
      unsubscribe = onAbort(signal, stop);
      run(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}

/** Waits for so many milliseconds, or until `signal` aborts; leaves no timer and no listener behind. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await withDeadline(() => new Promise<never>(() => {}), Math.max(1, Math.ceil(ms)), signal);
  } catch (error) {
    if (error !== TIMED_OUT) throw error;
  }
}

/** Whether a timeout ever ends: 0 and `Infinity` mean no limit. */
export function isLimit(timeout: number): boolean {
  return timeout > 0 && timeout !== Number.POSITIVE_INFINITY;
}
