import { invalidArgument, messageOf } from "../errors.js";
import type { FileOnDisk } from "../types/uploads.js";
import { toNamedBlob, toOwnBlob } from "./blobs.js";
import { toFileName } from "./file-name.js";
import { isBlob, isBytes, isObject, isUrl } from "./kinds.js";

/** What {@link openFile} takes, for messages. */
export const KINDS_OF_FILES = "a { path }, a file: URL, a File, a Blob, a Uint8Array";

/**
 * Whatever is a file, as a blob; `undefined` for what is none.
 *
 * @param noName The name of a file on disk whose path holds none.
 * @throws MedusaInvalidRequestError for a file on disk that cannot be opened.
 */
export async function openFile(file: unknown, noName: string): Promise<Blob | undefined> {
  if (isBlob(file)) return toOwnBlob(file);
  if (isBytes(file)) return new Blob([file.slice()]);
  return isOnDisk(file) ? openFromDisk(file, noName) : undefined;
}

/** A stream of Node's has a path too, and may be a part of the file. */
function isOnDisk(file: unknown): file is FileOnDisk {
  return isUrl(file) || (isObject(file) && "path" in file && !("pipe" in file));
}

/**
 * Opens a file on disk. It is read when it is sent, and anew when it is sent again.
 *
 * @throws MedusaInvalidRequestError where there is no file system, or no such file.
 */
async function openFromDisk(file: FileOnDisk, noName: string): Promise<Blob> {
  const { fs, url } = fileSystem("A path can be opened", "pass a File or a Blob");
  try {
    const path = isUrl(file) ? url.fileURLToPath(file) : file.path;
    // openAsBlob tells a missing file from one that may not be read only when it is too late.
    await fs.promises.access(path, fs.constants.R_OK);
    if (!(await fs.promises.stat(path)).isFile()) throw new Error(`${path} is no file`);
    const blob = await toOwnBlob(await fs.openAsBlob(path));
    return toNamedBlob(blob, toFileName(path, noName));
  } catch (error) {
    throw invalidArgument(`The file cannot be opened: ${messageOf(error)}.`);
  }
}

/**
 * Node's modules for files. Asked for at run time: an import of node:fs is what bundlers for browsers
 * stumble over.
 *
 * @throws MedusaInvalidRequestError where there are none, saying what cannot be done and what to do instead.
 */
export function fileSystem(what: string, instead: string) {
  const load = globalThis.process?.getBuiltinModule;
  const fs = load?.("node:fs");
  if (fs?.openAsBlob !== undefined) return { fs, path: load("node:path"), url: load("node:url") };
  throw invalidArgument(
    `${what} only where there is a file system (Node from 20.16, Bun, Deno): ${instead}.`,
  );
}
