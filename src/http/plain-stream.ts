/**
 * What this SDK needs of a `ReadableStream`, where there is none (jsdom, React Native): it can be read,
 * iterated over, and canceled.
 *
 * @param next Gives a chunk; `undefined` at the end.
 * @param cancel Ends what the chunks come from.
 */
export function plainStream(
  next: () => Promise<Uint8Array | undefined>,
  cancel: (reason: unknown) => Promise<void>,
): ReadableStream<Uint8Array> {
  let done = false;
  let turn: Promise<unknown> = Promise.resolve();
  const take = async () => {
    const value = done ? undefined : await next();
    done ||= value === undefined;
    return { done, value };
  };
  const read = () => {
    // One at a time, and none after one that failed.
    turn = turn.then(take);
    return turn;
  };
  const end = async (reason?: unknown) => {
    if (!done) await cancel(reason);
    done = true;
  };
  const stream = {
    [Symbol.toStringTag]: "ReadableStream",
    locked: false,
    cancel: end,
    getReader() {
      if (stream.locked) throw new TypeError("The stream is being read by someone else.");
      stream.locked = true;
      const releaseLock = () => {
        stream.locked = false;
      };
      return { read, cancel: end, releaseLock };
    },
  };
  return stream as unknown as ReadableStream<Uint8Array>;
}
