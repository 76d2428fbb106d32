import { constants, createReadStream, openAsBlob } from "node:fs";
import { access, stat } from "node:fs/promises";
import { basename } from "node:path";
import { arrayBuffer } from "node:stream/consumers";
import type { Host } from "./host.js";
import { readStdin, unreadable } from "./input.js";
import { UsageError } from "./usage-error.js";

/** A file that a command is given. */
export interface InputFile {
  /** What people call it. */
  name: string;
  /** Its bytes, to be read as often as need be. */
  content: File;
}

/** What people call a file that is given; `-` is stdin. */
export function nameOfInput(file: string): string {
  return file === "-" ? "stdin" : file;
}

/**
 * Opens the file that a command is given. One on disk is not read into memory; stdin and pipes are.
 *
 * @throws UsageError for what is not there, or may not be read.
 */
export async function openInput(host: Host, file: string): Promise<InputFile> {
  const name = nameOfInput(file);
  if (file === "-")
    return { name, content: new File([await readStdin(host, arrayBuffer)], "import.csv") };
  try {
    return { name, content: new File([await openBytes(file)], basename(file)) };
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function openBytes(file: string): Promise<Blob> {
  // A blob of a file tells that it may not be read only when it is too late.
  await access(file, constants.R_OK);
  const found = await stat(file);
  if (found.isFile()) return openAsBlob(file);
  // A folder says so; what a shell gives for <(…) can be read once only.
  return new Blob([await arrayBuffer(createReadStream(file))]);
}

/** stdin can be read once: a secret that was read of it is not the file. */
export function checkStdin(
  file: string,
  flags: {
    tokenFile?: string | undefined;
    passwordFile?: string | undefined;
    envFile?: string | undefined;
  },
): void {
  if (file !== "-") return;
  const other = [
    ["--token-file", flags.tokenFile],
    ["--password-file", flags.passwordFile],
    ["--env-file", flags.envFile],
  ].find(([, path]) => path === "-");
  if (other !== undefined) throw new UsageError(`The file and ${other[0]} cannot both be stdin.`);
}
