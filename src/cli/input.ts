import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Host } from "./host.js";
import { UsageError } from "./usage-error.js";

/** The text of a file; `-` is stdin. */
export async function readInput({ stdin }: Pick<Host, "stdin">, file: string): Promise<string> {
  if (file === "-") return readOnce(stdin);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Whoever comes second would read nothing, and take it for an empty file. */
function readOnce(stdin: Host["stdin"]): Promise<string> {
  if (READ.has(stdin)) throw new UsageError("stdin can be read once, and two are to read it.");
  READ.add(stdin);
  return text(stdin);
}

const READ = new WeakSet<Host["stdin"]>();

/** The mistake that a file is not there, or not to be read. */
export function unreadable(file: string, error: unknown): UsageError {
  const { code } = Object(error) as { code?: unknown };
  return new UsageError(`${file} ${WHY[String(code)] ?? `cannot be read: ${String(error)}`}.`);
}

const WHY: Record<string, string> = {
  ENOENT: "is not there",
  ENOTDIR: "is not there",
  EISDIR: "is a folder",
  EACCES: "may not be read by you",
};
