/** How long a page may be kept waiting: half of what makes a long task. */
const TURN_MS = 20;

/** Lets others have their turn: what is on the page, timers, other requests. */
export class Turns {
  #since = performance.now();

  /** Waits for the next task, if this one has taken long enough. */
  async next(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return;
    await nextTask();
    this.#since = performance.now();
  }
}

/** A timer would wait for 4 ms each time, in browsers. */
function nextTask(): Promise<void> {
  if (typeof MessageChannel === "undefined") return new Promise((resolve) => setTimeout(resolve));
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      // In Node an open one keeps the process.
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
