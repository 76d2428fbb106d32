import { once } from "node:events";

const TAIL_CHARACTERS = 4_000;

/**
 * Resolves when the process has ended, or could not be started: `ok` is whether it succeeded, `how`
 * says how it ended, with the end of what it printed.
 */
export async function ended(child) {
  const tail = tailOf(child.stdout, child.stderr);
  let error;
  child.once("error", (failure) => {
    error = failure;
  });
  // Not events.once: it is done at an "error", such as an abort's, while the process may still be
  // running.
  const [code, signal] = await new Promise((resolve) => {
    child.once("close", (...how) => resolve(how));
  });
  return { ok: code === 0, how: `(${error?.message ?? code ?? signal})\n${tail()}`.trim() };
}

/** Resolves when the process has succeeded; otherwise rejects, but not before it has ended. */
export async function succeeded(child, name) {
  const { ok, how } = await ended(child);
  if (!ok) throw new Error(`${name} failed ${how}`);
}

/** Resolves when a process has written these words. */
export async function says(stream, words, signal) {
  let said = "";
  while (!said.includes(words)) {
    const [text] = await once(stream, "data", { signal });
    said += text;
  }
}

/**
 * The processes of one backend. They live and die together: when one ends that was not killed here,
 * `stop` is aborted with the reason.
 */
export class Children {
  #stop;
  #running = new Map();

  /** @param {AbortController} stop */
  constructor(stop) {
    this.#stop = stop;
  }

  /**
   * Takes charge of a process that has to live until the backend stops; `killSignal` is what ends
   * it quickly.
   */
  add(child, { name, killSignal }) {
    const entry = { killSignal, isKilled: false };
    entry.gone = ended(child).then(({ how }) => {
      this.#running.delete(child);
      if (!entry.isKilled) this.#stop.abort(new Error(`${name} ended ${how}`));
    });
    this.#running.set(child, entry);
    return child;
  }

  /** Ends one of them, unless it has ended, and resolves when it has; the others live on. */
  async kill(child) {
    const entry = this.#running.get(child);
    if (entry === undefined) return;
    entry.isKilled = true;
    child.kill(entry.killSignal);
    await entry.gone;
  }

  /** Ends them all and resolves when they have ended. */
  async end() {
    await Promise.all([...this.#running.keys()].map((child) => this.kill(child)));
  }
}

function tailOf(...streams) {
  let text = "";
  for (const stream of streams) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      text = (text + chunk).slice(-TAIL_CHARACTERS);
    });
  }
  return () => text.trim();
}
