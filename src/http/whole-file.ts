import { type OpenFile, Pieces } from "./pieces.js";
import { abortWith, onAbort, throwIfAborted } from "./signals.js";
import { streamOf } from "./streams.js";

/**
 * A download that is whole, or errs. Whatever ends it, its connection does not stay open.
 *
 * @param open Opens it, when it is read.
 * @param size How many bytes it has; `undefined` if nobody knows.
 * @param signals Each of them ends it.
 */
export function wholeFile(
  open: OpenFile,
  size: number | undefined,
  ...signals: (AbortSignal | undefined)[]
): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  const { signal: ended } = ending;
  let subscriptions: (() => void)[] | undefined;
  const unsubscribe = () => {
    for (const end of subscriptions ?? []) end();
  };
  const pieces = new Pieces(open, size, ended);
  ended.addEventListener("abort", () => {
    unsubscribe();
    pieces.cancel(ended.reason);
  });
  const next = async () => {
    try {
      if (subscriptions === undefined) {
        signals.forEach(throwIfAborted);
        subscriptions = signals.map((signal) =>
          onAbort(signal, (reason) => abortWith(ending, reason)),
        );
      }
      const chunk = await pieces.next();
      if (chunk === undefined) unsubscribe();
      return chunk;
    } catch (error) {
      abortWith(ending, error);
      throw error;
    }
  };
  return streamOf(next, async (reason) => abortWith(ending, reason), ended);
}
