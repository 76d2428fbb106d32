import { useState } from "react";
import { toError } from "../flow/errors.js";

/** What a button does, and what became of it. */
export interface Action {
  run: () => void;
  isPending: boolean;
  error: Error | undefined;
}

/** Keeps what a handler returns in sight: whether its promise is pending, and why it was rejected. */
export function useAction(handler: () => unknown): Action {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();

  async function run() {
    setPending(true);
    setError(undefined);
    try {
      await handler();
    } catch (thrown) {
      setError(toError(thrown));
    }
    setPending(false);
  }

  return { run: () => void run(), isPending, error };
}
