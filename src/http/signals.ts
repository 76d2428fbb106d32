/** What is done when a signal aborts. The runtime warns of a leak at eleven listeners; so it sees one. */
const LISTENING = new WeakMap<AbortSignal, Listening>();

interface Listening {
  acts: Set<(reason: unknown) => void>;
  listener: () => void;
}

/**
 * Does something, with the reason, when a signal aborts that has not aborted yet. However many wait for one signal, it
 * has one listener, and none when nobody waits any more.
 *
 * @returns What ends that.
 */
export function onAbort(
  signal: AbortSignal | undefined,
  act: (reason: unknown) => void,
): () => void {
  if (signal === undefined) return () => {};
  const { acts, listener } = LISTENING.get(signal) ?? listen(signal);
  const own = (reason: unknown) => act(reason);
  acts.add(own);
  return () => {
    if (!acts.delete(own) || acts.size > 0) return;
    signal.removeEventListener("abort", listener);
    LISTENING.delete(signal);
  };
}

/** Ends what a caller has ended already. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

/** Why a signal has aborted. React Native's keep no reason: they get one here. */
export function reasonOf(signal: AbortSignal): unknown {
  if (signal.reason === undefined) keepReason(signal, abortError());
  return signal.reason;
}

/** Aborts for a reason that is kept, also in React Native. */
export function abortWith(controller: AbortController, reason: unknown): void {
  if (!("reason" in controller.signal)) keepReason(controller.signal, reason);
  controller.abort(reason);
}

function keepReason(signal: AbortSignal, reason: unknown): void {
  Object.defineProperty(signal, "reason", { value: reason, configurable: true });
}

/** There is no `DOMException` either. */
function abortError(): Error {
  return Object.assign(new Error("This operation was aborted"), { name: "AbortError" });
}

function listen(signal: AbortSignal): Listening {
  const acts: Listening["acts"] = new Set();
  const listener = () => {
    for (const act of acts) act(reasonOf(signal));
  };
  const listening = { acts, listener };
  LISTENING.set(signal, listening);
  signal.addEventListener("abort", listener, { once: true });
  return listening;
}
