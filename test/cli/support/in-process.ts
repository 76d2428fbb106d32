import { PassThrough } from "node:stream";
import type { Host } from "../../../src/cli/host.js";
import { main } from "../../../src/cli/main.js";

/** What a command came to that ran in this process. */
export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** How a command is called in this process. */
export interface InProcessOptions {
  env?: Record<string, string>;
  /** What stdin holds. Default: nothing. */
  input?: string | Uint8Array;
  interrupted?: AbortSignal;
}

/** Runs a command in this process, without a terminal: ten times as fast as a child. */
export async function runInProcess(
  argv: readonly string[],
  { env = {}, input = "", interrupted = new AbortController().signal }: InProcessOptions = {},
): Promise<Outcome> {
  const stdout = new Recorder();
  const stderr = new Recorder();
  const stdin = new PassThrough();
  stdin.end(input);
  const print = (text: string) => void stdout.write(text);
  const host = { argv, env, name: "mbj", stdin, stdout, stderr, print, interrupted };
  // Streams that are no terminal have all that a command asks of them.
  const exitCode = await main(host as unknown as Host);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

class Recorder extends PassThrough {
  text = "";

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
