import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { saveFile } from "../../../src/http/save.js";
import { MedusaConnectionError, MedusaError } from "../../../src/index.js";

const NAME = "product-export-1.csv";
const NEW = "Product Id\r\nprod_2\r\n";
const OLD = "Product Id\r\nprod_1\r\n";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function* chunks(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield new TextEncoder().encode(text);
  }
}

function save(path: string | URL, ...texts: (string | Error)[]): Promise<string> {
  return saveFile(path, NAME, () => chunks(...(texts.length > 0 ? texts : [NEW])));
}

/** How a call fails. */
function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable("It resolved."),
    (error: unknown) => error,
  );
}

/** Lets a method of an open file fail as the disk would. */
function failing(method: "writeFile" | "sync" | "close" | "chmod", code: string): void {
  const fs = process.getBuiltinModule("node:fs");
  const open = fs.promises.open.bind(fs.promises);
  vi.spyOn(fs.promises, "open").mockImplementation(async (...args) => {
    const file = await open(...args);
    const real = file[method].bind(file);
    return Object.assign(file, {
      async [method]() {
        if (method === "close") await Reflect.apply(real, file, []);
        throw Object.assign(new Error(`${code}: as the disk says, ${method}`), {
          code,
          syscall: method,
        });
      },
    });
  });
}

describe("a file is saved", () => {
  test("at a path", async () => {
    const path = join(folder, "products.csv");
    expect(await save(path, "a", "b", "c")).toBe(path);
    expect(await readFile(path, "utf8")).toBe("abc");
    expect(await readdir(folder)).toEqual(["products.csv"]);
  });

  test("at a file: URL", async () => {
    const path = join(folder, "products.csv");
    expect(await save(pathToFileURL(path))).toBe(path);
    expect(await readFile(path, "utf8")).toBe(NEW);
  });

  test("in a folder, by its own name", async () => {
    const path = join(folder, NAME);
    expect(await save(folder)).toBe(path);
    expect(await save(`${folder}/`)).toBe(path);
    expect(await readdir(folder)).toEqual([NAME]);
  });

  test("in a folder that is not there, where a slash says that it is to be one", async () => {
    const path = join(folder, "exports", "today", NAME);
    expect(await save(join(folder, "exports", "today/"))).toBe(path);
    expect(await readFile(path, "utf8")).toBe(NEW);
  });

  test("in place of one that is there, with the permissions of that", async () => {
    const path = join(folder, "products.csv");
    await writeFile(path, OLD);
    await chmod(path, 0o640);
    await save(path);
    expect(await readFile(path, "utf8")).toBe(NEW);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  test("empty, if it is empty", async () => {
    const path = await save(join(folder, "empty.csv"), "");
    expect(await readFile(path, "utf8")).toBe("");
  });

  test("twice at once, whole", async () => {
    const path = join(folder, "products.csv");
    const saved = [save(path, "a".repeat(70_000), "a"), save(path, "b".repeat(70_000), "b")];
    expect(await Promise.all(saved)).toEqual([path, path]);
    expect(await readFile(path, "utf8")).toMatch(/^(?:a{70001}|b{70001})$/);
    expect(await readdir(folder)).toEqual(["products.csv"]);
  });
});

describe("a link", () => {
  test("that the path names is followed", async () => {
    await mkdir(join(folder, "real"));
    const real = join(folder, "real", "products.csv");
    await writeFile(real, OLD);
    const link = join(folder, "latest.csv");
    await symlink(real, link);
    expect(await save(link)).toBe(link);
    expect(await readFile(real, "utf8")).toBe(NEW);
    expect(await readdir(join(folder, "real"))).toEqual(["products.csv"]);
  });

  test("to a folder leads there", async () => {
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "link"));
    await save(join(folder, "link"));
    expect(await readdir(join(folder, "real"))).toEqual([NAME]);
  });

  test("of the server's name in the folder does not lead out of it", async () => {
    const outside = join(folder, "outside.csv");
    await writeFile(outside, OLD);
    const inside = join(folder, "exports");
    await mkdir(inside);
    await symlink(outside, join(inside, NAME));
    await save(inside);
    expect(await readFile(outside, "utf8")).toBe(OLD);
    expect(await readFile(join(inside, NAME), "utf8")).toBe(NEW);
  });
});

describe("what goes wrong leaves the file that was there, and nothing else:", () => {
  const broken = new MedusaConnectionError("The download is not whole.");
  const stopped = new Error("The caller's own reason.");

  test.each([
    ["a download that breaks off", broken],
    ["one that the caller ends", stopped],
  ])("%s", async (_, thrown) => {
    const path = join(folder, "products.csv");
    await writeFile(path, OLD);
    expect(await failure(save(path, "half", thrown))).toBe(thrown);
    expect(await readFile(path, "utf8")).toBe(OLD);
    expect(await readdir(folder)).toEqual(["products.csv"]);
  });

  test.each([
    ["writeFile", "ENOSPC"],
    ["chmod", "EPERM"],
    ["sync", "EIO"],
    ["close", "EDQUOT"],
  ] as const)("the disk, at %s: %s", async (method, code) => {
    const path = join(folder, "products.csv");
    await writeFile(path, OLD);
    const ended = vi.fn();
    async function* read(): AsyncGenerator<Uint8Array> {
      try {
        yield new Uint8Array(5);
      } finally {
        ended();
      }
    }
    failing(method, code);
    const error = await failure(saveFile(path, NAME, read));
    expect(error).toBeInstanceOf(MedusaError);
    expect(error).toMatchObject({
      code,
      message: `The file could not be saved as ${path}: ${code}: as the disk says, ${method}.`,
    });
    expect(ended).toHaveBeenCalledOnce();
    expect(await readFile(path, "utf8")).toBe(OLD);
    expect(await readdir(folder)).toEqual(["products.csv"]);
  });

  test("a folder of the file's name", async () => {
    await mkdir(join(folder, NAME));
    const error = await failure(save(folder));
    expect(error).toMatchObject({
      name: "MedusaError",
      message: expect.stringMatching(/^The file could not be saved as .*rename/),
    });
    expect(await readdir(folder)).toEqual([NAME]);
  });
});

describe("refused before anything is downloaded:", () => {
  const untouched = () => expect.unreachable("It was downloaded.");

  test.each([
    [
      "a folder that is not there",
      "nope/products.csv",
      /^The file could not be saved as .*: ENOENT: .*Is there such a folder\?$/,
    ],
    ["a file in place of a folder", "file/products.csv", /ENOTDIR/],
    ["a file with a slash behind it", "file/", /EEXIST|ENOTDIR/],
  ])("%s", async (_, path, message) => {
    await writeFile(join(folder, "file"), OLD);
    const error = await failure(saveFile(join(folder, "/") + path, NAME, untouched));
    expect(error).toMatchObject({ name: "MedusaError", message: expect.stringMatching(message) });
    expect(await readdir(folder)).toEqual(["file"]);
  });

  test("what is no file", async () => {
    await expect(saveFile("/dev/null", NAME, untouched)).rejects.toMatchObject({
      code: "invalid_argument",
      message: "/dev/null is no file and no folder: write file.stream() to it.",
    });
  });

  test.each([[""], [undefined], [null], [5], ["a\0b"], [new URL("http://files/x.csv")]])(
    "%j",
    async (path) => {
      const call = Reflect.apply(saveFile, undefined, [path, NAME, untouched]);
      await expect(call).rejects.toMatchObject({ code: "invalid_argument" });
    },
  );

  test("everything, where there is no file system: a browser links to the URL", async () => {
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(Object(undefined));
    await expect(save(folder)).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining("in a browser, link to file.url"),
    });
  });
});
