import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkTarget, writeWhole } from "../../../src/cli/output-file.js";

let folder: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "medusa-cli-"));
  target = join(folder, "out.csv");
});
afterEach(() => rm(folder, { recursive: true }));

describe("a place to write to", () => {
  test("is one where nothing is, and stdout", async () => {
    await checkTarget(target);
    await checkTarget("-");
  });

  test("is a file that may be replaced, and no other", async () => {
    await writeFile(target, "old");
    await checkTarget(target, { force: true });
    await expect(checkTarget(target)).rejects.toMatchObject({
      name: "UsageError",
      message: `${target} exists already.`,
      hint: "Pass --force to replace it.",
    });
  });

  test("is no folder, unless the file is named later", async () => {
    await checkTarget(folder, { folder: true });
    await checkTarget(join(folder, "new/"), { folder: true });
    await expect(checkTarget(folder, { force: true })).rejects.toThrow(`${folder} is a folder.`);
  });

  test("is in a folder that is there", async () => {
    const nowhere = join(folder, "nowhere", "out.csv");
    await expect(checkTarget(nowhere)).rejects.toThrow(
      `There is no folder ${join(folder, "nowhere")}.`,
    );
  });

  test("has a name that a file can have", async () => {
    await expect(checkTarget(join(folder, "x".repeat(300)))).rejects.toThrow(
      /x cannot be written: no name is that long\./,
    );
    await expect(checkTarget(join(folder, "\0"))).rejects.toThrow(
      /cannot be written: no file can have that name\./,
    );
  });

  test("may be a device", async () => {
    await checkTarget("/dev/null");
  });
});

describe("a file that is written whole", () => {
  test("is new, and nothing else is beside it", async () => {
    await writeWhole(target, "new");
    expect(await readFile(target, "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["out.csv"]);
  });

  test("takes the place of one that was there, with its permissions, also behind a link", async () => {
    await writeFile(target, "old");
    await chmod(target, 0o600);
    const link = join(folder, "link.csv");
    await symlink(target, link);
    await writeWhole(link, "new");
    expect(await readFile(target, "utf8")).toBe("new");
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(["link.csv", "out.csv"]);
  });

  test("goes to a device as it is", async () => {
    await writeWhole("/dev/null", "new");
    expect((await stat("/dev/null")).isFile()).toBe(false);
  });

  test("says in words that the disk is full", async () => {
    await expect(writeWhole("/dev/full", "new")).rejects.toThrow(
      "/dev/full could not be written: the disk is full.",
    );
  });

  test("leaves nothing behind if it cannot take its place", async () => {
    const noFile = join(folder, "nowhere/");
    await expect(writeWhole(noFile, "new")).rejects.toThrow(
      /nowhere\/ could not be written: ENOTDIR/,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
