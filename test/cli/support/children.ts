import { spawn } from "node:child_process";
import { once } from "node:events";
import { inject, onTestFinished } from "vitest";
import type { CliOptions, CliResult } from "./run-cli.js";

/** A command that runs, and can be listened to. */
export interface RunningCli {
  readonly pid: number;
  readonly stdin: NodeJS.WritableStream;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has said so, on stdout or stderr; rejects when it ends before. */
  said(wanted: RegExp): Promise<void>;
  /** What it comes to. */
  readonly ended: Promise<CliResult & { ms: number }>;
}

/** Starts the command without a terminal; stdin stays open unless there is an `input`. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  return start(process.execPath, [inject("cliBin"), ...args], options);
}

/** Runs a line of shell in which `mbj` is the command. */
export function startShell(line: string, options: CliOptions = {}): RunningCli {
  const mbj = `mbj() { '${process.execPath}' '${inject("cliBin")}' "$@"; }`;
  return start("bash", ["--norc", "-c", `${mbj}\n${line}`], options);
}

function start(file: string, args: readonly string[], { env, cwd, input }: CliOptions): RunningCli {
  const startedAt = performance.now();
  const child = spawn(file, args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: "pipe" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  // A command that ends before it has read all of it is no mistake of the test's.
  child.stdin.on("error", () => {});
  if (input !== undefined) child.stdin.end(input);
  const heard = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      heard[name] += text;
      child.emit("heard");
    });
  }
  const ended = once(child, "close").then(([exitCode, signal]) => {
    child.emit("heard");
    return { exitCode, signal, ...heard, ms: performance.now() - startedAt };
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} does not start.`);
  return {
    pid,
    stdin: child.stdin,
    kill: (signal) => {
      child.kill(signal);
    },
    async said(wanted) {
      while (!wanted.test(heard.stdout) && !wanted.test(heard.stderr)) {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`It ended without a word of ${wanted}:\n${heard.stdout}${heard.stderr}`);
        }
        await once(child, "heard");
      }
    },
    ended,
  };
}
