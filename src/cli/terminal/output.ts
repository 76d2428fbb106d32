import { EXIT_CODES } from "../exit-codes.js";
import type { Failure } from "../failure.js";
import type { Host } from "../host.js";
import type { GlobalFlags } from "../settings/flags.js";
import { isPipeClosed } from "./pipe-closed.js";
import { type Style, styleFor } from "./style.js";

/** Whoever reads stdout has left, as `head` does when it has enough. */
export class ReaderLeft extends Error {}

/** stdout is the result, stderr is everything else. */
export class Output {
  /** For stdout. */
  readonly style: Style;
  /** For stderr. */
  readonly noteStyle: Style;
  readonly #host: Host;
  readonly #isQuiet: boolean;
  readonly #isJson: boolean;

  constructor(host: Host, { color, quiet, json }: Pick<GlobalFlags, "color" | "quiet" | "json">) {
    this.#host = host;
    this.#isQuiet = Boolean(quiet || json);
    this.#isJson = Boolean(json);
    this.style = styleFor(host.stdout, host.env, color);
    this.noteStyle = styleFor(host.stderr, host.env, color);
  }

  /** The result, or a line of it. */
  async result(text: string): Promise<void> {
    await write(this.#host.stdout, `${text}\n`);
  }

  /** A word on the way; silent with `--quiet` and `--json`. */
  note(text: string): void {
    if (!this.#isQuiet) this.#host.stderr.write(`${text}\n`);
  }

  /** What belongs to an error or a question; silent with `--json` alone. */
  explain(text: string): void {
    if (!this.#isJson) this.#host.stderr.write(`${text}\n`);
  }

  /** What went wrong; with `--json`, as an object. */
  fail(failure: Failure): void {
    const text = this.#isJson ? JSON.stringify(toJson(failure)) : this.#toText(failure);
    this.#host.stderr.write(`${text}\n`);
  }

  #toText({ title, message, hint }: Failure): string {
    const said = `${this.noteStyle(["bold", "red"], `${title}:`)} ${message}`;
    return hint === undefined ? said : `${said}\n${hint}`;
  }
}

function toJson({ exit, message, hint, details }: Failure): object {
  return { error: { exitCode: EXIT_CODES[exit].code, message, hint, ...details } };
}

/** @throws ReaderLeft; the error of a disk that is full. */
export function write(stream: NodeJS.WriteStream, chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error) reject(isPipeClosed(error) ? new ReaderLeft() : error);
      else resolve();
    });
  });
}
