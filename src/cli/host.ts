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
  /** Aborted by the first signal, with an {@link Interruption}. */
  interrupted: AbortSignal;
}
