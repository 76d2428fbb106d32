/** How often it is said that nothing has changed. */
export const HEARTBEAT_MS = 30_000;

/** Beats when nothing has happened for a while, and again as long as nothing does. It keeps no process alive. */
export class Heartbeat {
  readonly #beat: () => void;
  readonly #every: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(beat: () => void, every: number) {
    this.#beat = beat;
    this.#every = every;
  }

  /** Something has happened. */
  restart(): void {
    this.#timer ??= setInterval(this.#beat, this.#every).unref();
    this.#timer.refresh();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
