/** What is done when a signal aborts. The runtime warns of a leak at eleven listeners; so it sees one. */
const LISTENING = new WeakMap<AbortSignal, Listening>();

interface Listening {
  acts: Set<() => void>;
  listener: () => void;
}

/**
 * Does something when a signal aborts that has not aborted yet. However many wait for one signal, it
 * has one listener, and none when nobody waits any more.
 *
 * @returns What ends that.
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return () => {};
  const { acts, listener } = LISTENING.get(signal) ?? listen(signal);
  const own = () => act();
  acts.add(own);
  return () => {
    if (!acts.delete(own) || acts.size > 0) return;
    signal.removeEventListener("abort", listener);
    LISTENING.delete(signal);
  };
}

function listen(signal: AbortSignal): Listening {
  const acts = new Set<() => void>();
  const listener = () => {
    for (const act of acts) act();
  };
  const listening = { acts, listener };
  LISTENING.set(signal, listening);
  signal.addEventListener("abort", listener, { once: true });
  return listening;
}
