import { MedusaConnectionError } from "../errors.js";
import { withDeadline } from "./deadline.js";
import type { Download } from "./download.js";
import { toFailure } from "./failure.js";
import { abortWith, onAbort, throwIfAborted } from "./signals.js";
import { readChunk, streamOf } from "./streams.js";

/** Milliseconds that a download may stand still. */
export const DOWNLOAD_STALL_TIMEOUT_MS = 60_000;

/**
 * A download that is whole, or errs. Whatever ends it, its connection does not stay open.
 *
 * @param open Opens it, when it is read.
 * @param size How many bytes it has; `undefined` if nobody knows.
 * @param signals Each of them ends it.
 */
export function wholeFile(
  open: (ended: AbortSignal) => Promise<Download>,
  size: number | undefined,
  ...signals: (AbortSignal | undefined)[]
): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  const { signal: ended } = ending;
  let subscriptions: (() => void)[] = [];
  const unsubscribe = () => {
    for (const end of subscriptions) end();
  };
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let received = 0;
  ended.addEventListener("abort", () => {
    unsubscribe();
    reader?.cancel(ended.reason).catch(() => {});
  });
  const next = async () => {
    try {
      if (reader === undefined) {
        signals.forEach(throwIfAborted);
        subscriptions = signals.map((signal) =>
          onAbort(signal, (reason) => abortWith(ending, reason)),
        );
        reader = (await open(ended)).body.getReader();
      }
      const chunk = await nextChunk(reader, received, ended);
      received += chunk?.byteLength ?? 0;
      checkSize(received, size, chunk === undefined);
      if (chunk === undefined) unsubscribe();
      return chunk;
    } catch (error) {
      abortWith(ending, error);
      throw error;
    }
  };
  return streamOf(next, async (reason) => abortWith(ending, reason), ended);
}

/** More than was promised is as wrong as less: a page of the file service's, for instance. */
function checkSize(received: number, size: number | undefined, done: boolean): void {
  if (size === undefined || received === size || (received < size && !done)) return;
  throw brokenOff(
    `it has ${size} bytes on the server, but ${done ? "ended" : "goes on"}`,
    received,
  );
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  received: number,
  ended: AbortSignal,
) {
  try {
    return await withDeadline(() => readChunk(reader), DOWNLOAD_STALL_TIMEOUT_MS, ended);
  } catch (error) {
    // The head may have come just when it was over.
    reader.cancel(error).catch(() => {});
    throwIfAborted(ended);
    const { detail, cause } = toFailure(error);
    throw brokenOff(`it broke off (${detail})`, received, cause);
  }
}

function brokenOff(how: string, received: number, cause?: unknown): MedusaConnectionError {
  const message = `The download is not whole: ${how} after ${received} bytes.`;
  return new MedusaConnectionError(message, { cause });
}
