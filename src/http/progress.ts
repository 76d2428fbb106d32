import type { UploadProgress } from "../types/uploads.js";
import { withDeadline } from "./deadline.js";
import { abortWith, onAbort, throwIfAborted } from "./signals.js";

/** Is told how far an upload is. */
export type OnProgress = (progress: UploadProgress) => void;

/**
 * Runs a call that tells of its progress. If who is told throws, or its promise rejects, the call ends
 * with that error: an abort of its own, which is no failure that could be made up for.
 */
export async function withProgress<T>(
  tell: OnProgress | undefined,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal | undefined, onProgress: OnProgress | undefined) => Promise<T>,
): Promise<T> {
  if (tell === undefined) return run(signal, undefined);
  throwIfAborted(signal);
  const ending = new AbortController();
  const end = (reason: unknown) => abortWith(ending, reason);
  const unsubscribe = onAbort(signal, end);
  let told: Promise<unknown> = Promise.resolve();
  const onProgress: OnProgress = ({ loaded, total }) => {
    if (ending.signal.aborted) return;
    try {
      told = Promise.all([told, tell({ loaded, total })]);
      told.catch(end);
    } catch (error) {
      end(error);
    }
  };
  try {
    const result = await run(ending.signal, onProgress);
    await withDeadline(() => told, 0, ending.signal);
    return result;
  } finally {
    unsubscribe();
  }
}
