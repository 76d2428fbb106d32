import type { Host } from "../host.js";

const FRAME_MS = 100;
const CLEAR_TO_THE_RIGHT = "\x1b[K";

/** Draws a line for a number of columns; `frame` goes up by one with each picture. */
export type Draw = (columns: number, frame: number) => string;

/**
 * The last line of a terminal, drawn again and again in its place. The cursor is not hidden, and the terminal's modes
 * are left as they are: nothing has to be put back, however the process ends.
 */
export class MovingLine {
  readonly #stderr: Host["stderr"];
  #draw: Draw | undefined;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(stderr: Host["stderr"]) {
    this.#stderr = stderr;
  }

  /** Shows a line from now on. */
  show(draw: Draw): void {
    this.#draw = draw;
    this.#timer ??= setInterval(() => this.#paint(), FRAME_MS).unref();
    this.#paint();
  }

  /** Leaves a line that does not move any more; what is shown comes below. */
  leave(draw: Draw): void {
    this.#write(`${draw(this.#columns(), this.#frame)}${CLEAR_TO_THE_RIGHT}\n`);
  }

  /** Takes the line away. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#draw) this.#write(CLEAR_TO_THE_RIGHT);
    this.#draw = undefined;
  }

  #paint(): void {
    const line = this.#draw?.(this.#columns(), this.#frame++) ?? "";
    this.#write(`${line}${CLEAR_TO_THE_RIGHT}`);
  }

  #write(text: string): void {
    this.#stderr.write(`\r${text}`);
  }

  /** One less than there are: in the last one, some terminals begin a new line. One of size 0 does not know its own. */
  #columns(): number {
    return (this.#stderr.columns || 80) - 1;
  }
}
