/** What a process gives its command: everything that it reads from, and writes to. */
export interface Host {
  /** The arguments, without node and script. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** How to call the command again: `mbj`, or `npx medusa-batch-jobs`. */
  name: string;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Writes to stdout, for those who cannot wait for it; where it fails, a command that is done has failed. */
  print(text: string): void;
  /** Aborted by the first signal, with an {@link Interruption}. */
  interrupted: AbortSignal;
}
