import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import { access, constants, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isAbsence, systemReason } from "./system-error.js";
import { UsageError } from "./usage-error.js";

/** What may be at the place that a command writes to. */
export interface TargetOptions {
  /** A file may be there. Default: false. */
  force?: boolean | undefined;
  /** A folder may be there: the file gets its name later. Default: false. */
  folder?: boolean | undefined;
}

/**
 * Whether a command may write to a place, before it does anything else. `-` is stdout.
 *
 * @throws UsageError for a file that is there, unless it may be replaced, and for a folder that is not there, or may
 *   not be written to, and for a name that no file can have.
 */
export async function checkTarget(path: string, options: TargetOptions = {}): Promise<void> {
  if (path === "-") return;
  if (path === "") throw new UsageError("The name of the file to write is empty.");
  const there = await found(path).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be written: ${systemReason(error)}.`);
  });
  if (there?.isDirectory()) {
    if (options.folder) return checkWritable(path);
    throw new UsageError(`${path} is a folder.`, "Name a file in it.");
  }
  if (there?.isFile() && !options.force) {
    throw new UsageError(`${path} exists already.`, "Pass --force to replace it.");
  }
  // A device, or a pipe, is written to, and not replaced.
  if (there !== undefined && !there.isFile()) return;
  // A folder that is named as one is made.
  if (there === undefined && options.folder && /[/\\]$/.test(path)) return;
  const folder = await found(dirname(path));
  if (!folder?.isDirectory()) throw new UsageError(`There is no folder ${dirname(path)}.`);
  await checkWritable(dirname(path));
}

/** A file takes its place in a folder when it is whole, so that it is the folder that must be written to. */
async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(`Nothing can be written to the folder ${folder}: ${systemReason(error)}.`);
  }
}

/**
 * Writes a file whole or not at all: to a temporary one beside its place, which it takes then. A link is followed.
 *
 * @throws Error with words for what goes wrong; nothing is left behind then, and what was there is as it was.
 */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  try {
    const there = await found(path);
    // A pipe, or a device such as /dev/null, is no place that another file could take.
    if (there !== undefined && !there.isFile()) await writeFile(path, data);
    else await replace(there ? await realpath(path) : path, data, there?.mode);
  } catch (error) {
    throw new Error(`${path} could not be written: ${systemReason(error)}.`, { cause: error });
  }
}

/** @param mode Of the file that was there: what others could not read before, they cannot read now. */
async function replace(target: string, data: string | Uint8Array, mode: number | undefined) {
  const temporary = join(dirname(target), `.${randomUUID()}.part`);
  try {
    const file = await open(temporary, "wx", mode);
    try {
      await file.writeFile(data);
      if (mode !== undefined) await file.chmod(mode & 0o777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** What is at a place; `undefined` where nothing is. */
async function found(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
