/** What an iteration comes to next: a value, or an error after which it can go on. */
export type Step<T> = { value: T } | { error: unknown };

/**
 * An iterator whose `next()` rejects with an error and, asked again, goes on where it was. (An async
 * generator that throws is over.)
 */
export function resumable<T>(steps: AsyncGenerator<Step<T>>): AsyncIterableIterator<T> {
  return {
    async next() {
      const { done, value: step } = await steps.next();
      if (done) return { done, value: undefined };
      if ("error" in step) throw step.error;
      return { done: false, value: step.value };
    },
    async return() {
      await steps.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
