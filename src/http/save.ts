import { invalidArgument, isMedusaError, MedusaError, messageOf, mustBe } from "../errors.js";
import { fileSystem } from "./disk.js";
import { isObject, isUrl } from "./kinds.js";
import { randomUuid } from "./uuid.js";

/**
 * Saves what comes in chunks as a file: to a temporary one beside its place, which it takes when it is
 * whole. What goes wrong leaves nothing behind; of two at once to one place, each whole, the last stays.
 *
 * @param path Where to. A folder (it exists, or the path ends with a slash) gets a file of this `name`.
 * @returns The path of the file.
 * @throws MedusaError for what goes wrong on disk; what the chunks end with.
 */
export async function saveFile(
  path: string | URL,
  name: string,
  chunks: () => AsyncIterable<Uint8Array>,
): Promise<string> {
  const modules = fileSystem("A file can be saved", "in a browser, link to file.url");
  const { open, rename, rm } = modules.fs.promises;
  const place = await findPlace(toPath(path, modules), name, modules);
  const { target, mode } = place;
  const temporary = modules.path.join(modules.path.dirname(target), `.${randomUuid()}.part`);
  try {
    const file = await open(temporary, "wx", mode);
    try {
      for await (const chunk of chunks()) await file.writeFile(chunk);
      // What others could not read before, they cannot read now; and the reverse.
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw onDisk(error, place.path);
  }
  return place.path;
}

type Modules = ReturnType<typeof fileSystem>;

interface Place {
  /** As the caller knows it. */
  path: string;
  /** What is replaced. */
  target: string;
  /** The permissions of the file that is there. */
  mode: number | undefined;
}

/**
 * A link that the caller names is followed, as by all that write files. One in a folder, of the name that
 * the server chose, is replaced: it may lead out of the folder.
 */
async function findPlace(where: string, name: string, { fs, path }: Modules): Promise<Place> {
  const { lstat, mkdir, realpath, stat } = fs.promises;
  try {
    if (where.endsWith("/") || where.endsWith(path.sep)) await mkdir(where, { recursive: true });
    const there = await stat(where).catch(nothing);
    if (there !== undefined && !there.isDirectory() && !there.isFile()) {
      throw invalidArgument(`${where} is no file and no folder: write file.stream() to it.`);
    }
    const isFolder = there?.isDirectory();
    const chosen = isFolder ? path.join(where, name) : where;
    const target = there === undefined || isFolder ? chosen : await realpath(where);
    const old = await lstat(target).catch(nothing);
    return { path: chosen, target, mode: old?.isFile() ? old.mode & 0o777 : undefined };
  } catch (error) {
    throw onDisk(error, where);
  }
}

/** There is nothing; or opening it will tell. */
function nothing(): undefined {}

function toPath(path: unknown, { url }: Modules): string {
  if (isUrl(path) && path.protocol === "file:") return url.fileURLToPath(path);
  if (typeof path === "string" && path !== "" && !path.includes("\0")) return path;
  throw mustBe("The path to save a file at", "a path or a file: URL", path);
}

/** Errors of the disk name their system call; those of a download are the SDK's own, or the caller's. */
function onDisk(error: unknown, path: string): unknown {
  if (isMedusaError(error) || !isObject(error) || !("syscall" in error)) return error;
  const code = "code" in error ? String(error.code) : undefined;
  const hint = code === "ENOENT" ? " Is there such a folder?" : "";
  const message = `The file could not be saved as ${path}: ${messageOf(error)}.${hint}`;
  return new MedusaError(message, { code, cause: error });
}
