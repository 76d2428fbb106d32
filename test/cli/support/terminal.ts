import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import xterm, { type Terminal } from "@xterm/headless";
import { inject, onTestFinished } from "vitest";

/** How a command is called on a terminal. */
export interface TerminalOptions {
  /** Beside PATH and TERM, all that the command sees. */
  env?: Record<string, string>;
  cwd?: string;
  cols?: number;
  rows?: number;
}

/** Runs the command on a terminal of its own, for as long as the test runs. */
export function openTerminal(args: readonly string[], options?: TerminalOptions): OpenTerminal {
  return openShell(`exec ${[...command(), ...args].map(quoted).join(" ")}`, options);
}

/**
 * Runs a line of shell on a terminal of its own, where the command is `mbj`: in `mbj list > jobs.txt` stdout alone is no
 * terminal, and `trap : INT; mbj watch; stty -a` tells what Ctrl-C leaves behind.
 */
export function openShell(line: string, options: TerminalOptions = {}): OpenTerminal {
  const { env, cwd, cols = 80, rows = 24 } = options;
  const mbj = `mbj() { ${command().map(quoted).join(" ")} "$@"; }`;
  const session = spawn(
    "script",
    ["-qec", `stty cols ${cols} rows ${rows}; ${mbj}; ${line}`, "/dev/null"],
    { cwd, env: { PATH: process.env.PATH, SHELL: "/bin/sh", TERM: "xterm-256color", ...env } },
  );
  // What runs on the terminal is hung up on then.
  onTestFinished(() => {
    session.kill("SIGKILL");
  });
  return new OpenTerminal(session, new xterm.Terminal({ cols, rows, allowProposedApi: true }));
}

/** How long a screen may take to become as it is waited for, on a busy machine. */
const PATIENCE_MS = 20_000;

/** A terminal, and a person in front of it. */
export class OpenTerminal {
  /** What is behind the screen: colours, the cursor, what has scrolled away. */
  readonly emulator: Terminal;
  /** The exit code, when all of it is on the screen; 128 and more after a signal. */
  readonly ended: Promise<number>;
  readonly #session: ChildProcessWithoutNullStreams;
  readonly #chunks: Buffer[] = [];
  readonly #watchers = new Set<() => void>();
  #hasEnded = false;

  constructor(session: ChildProcessWithoutNullStreams, emulator: Terminal) {
    this.#session = session;
    this.emulator = emulator;
    session.stdout.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      emulator.write(chunk, () => this.#look());
    });
    // A key may be pressed when the command has just ended.
    session.stdin.on("error", () => {});
    this.ended = this.#end();
  }

  /** Presses keys: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  type(keys: string): void {
    this.#session.stdin.write(keys);
  }

  /** What a person sees now, without the blanks at the ends of lines and of the screen. */
  screen(): string {
    const { active } = this.emulator.buffer;
    return Array.from(
      { length: this.emulator.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? "",
    )
      .join("\n")
      .trimEnd();
  }

  /** Every byte that was written to it. */
  raw(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  /** The screen, as soon as it is as wanted. */
  until(wanted: RegExp | ((screen: string) => boolean)): Promise<string> {
    const isWanted = wanted instanceof RegExp ? (text: string) => wanted.test(text) : wanted;
    return new Promise((resolve, reject) => {
      const giveUp = (why: string) => {
        stop();
        reject(new Error(`${why}, and the screen is not as wanted (${wanted}):\n${this.screen()}`));
      };
      const look = () => {
        const screen = this.screen();
        if (isWanted(screen)) {
          stop();
          resolve(screen);
        } else if (this.#hasEnded) giveUp("The command has ended");
      };
      const timer = setTimeout(() => giveUp("It takes too long"), PATIENCE_MS);
      const stop = () => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
  }

  async #end(): Promise<number> {
    const [exitCode] = await once(this.#session, "close");
    await new Promise<void>((resolve) => this.emulator.write("", resolve));
    this.#hasEnded = true;
    this.#look();
    return Number(exitCode);
  }

  #look(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

function command(): string[] {
  return [process.execPath, inject("cliBin")];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
