import { focusManager, onlineManager } from "@tanstack/react-query";

/**
 * Runs something while the page is shown and online: from now on, and anew each time that it is so again.
 *
 * @param run Its signal aborts when the page is hidden or offline.
 * @returns What ends it.
 */
export function whileShown(run: (signal: AbortSignal) => void): () => void {
  let running: AbortController | undefined;
  const look = () => {
    const isShown = focusManager.isFocused() && onlineManager.isOnline();
    if (isShown === (running !== undefined)) return;
    running?.abort();
    running = isShown ? new AbortController() : undefined;
    if (running !== undefined) run(running.signal);
  };
  const ends = [focusManager.subscribe(look), onlineManager.subscribe(look)];
  look();
  return () => {
    for (const end of ends) end();
    running?.abort();
  };
}
