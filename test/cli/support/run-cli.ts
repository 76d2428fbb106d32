import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { inject } from "vitest";

/** What a command came to. */
export interface CliResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** How a command is called. */
export interface CliOptions {
  /** Beside PATH, all that the command sees: no variable of who runs the tests leaks into it. */
  env?: Record<string, string>;
  cwd?: string;
  /** What is written to stdin; without it, stdin is closed. */
  input?: string | Uint8Array;
}

/** Runs the command without a terminal, to its end. */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const child = spawnCli(args, options);
  return endOf(child);
}

/** Starts the command without a terminal. */
export function spawnCli(args: readonly string[], { env, cwd, input }: CliOptions = {}) {
  const child = spawn(process.execPath, [inject("cliBin"), ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: "pipe",
  });
  // A command that ends before it has read all of it is no mistake of the test's.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  return child;
}

/** What a command comes to. */
export async function endOf(child: ReturnType<typeof spawnCli>): Promise<CliResult> {
  const [stdout, stderr, [exitCode, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child satisfies ChildProcess, "close") as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { exitCode, signal, stdout, stderr };
}
