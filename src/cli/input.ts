import { readFile } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Host } from "./host.js";
import { codeOf, systemReason } from "./system-error.js";
import { UsageError } from "./usage-error.js";

/** Where there is an `interrupted`, it ends the reading. */
type Stdin = Pick<Host, "stdin"> & Partial<Pick<Host, "interrupted">>;

/** The text of a file; `-` is stdin. */
export async function readInput(host: Stdin, file: string): Promise<string> {
  if (file === "-") return readStdin(host, text);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * Reads stdin to its end, or until a signal: a terminal that is silent has none.
 *
 * @throws UsageError for whoever comes second, and would take it for empty.
 */
export async function readStdin<T>(
  { stdin, interrupted }: Stdin,
  read: (stream: Readable) => Promise<T>,
): Promise<T> {
  if (READ.has(stdin)) throw new UsageError("stdin can be read once, and two are to read it.");
  READ.add(stdin);
  interrupted?.throwIfAborted();
  if (interrupted) addAbortSignal(interrupted, stdin);
  try {
    return await read(stdin);
  } catch (error) {
    interrupted?.throwIfAborted();
    throw error;
  }
}

const READ = new WeakSet<Host["stdin"]>();

/** The mistake that a file is not there, or not to be read. */
export function unreadable(file: string, error: unknown): UsageError {
  const why = WHY[codeOf(error)] ?? `cannot be read: ${systemReason(error)}`;
  return new UsageError(`${file} ${why}.`);
}

const WHY: Record<string, string> = {
  ENOENT: "is not there",
  EISDIR: "is a folder",
  EACCES: "may not be read by you",
  EPERM: "may not be read by you",
  ENOTDIR: "is not there: what it is said to be in is no folder",
};
