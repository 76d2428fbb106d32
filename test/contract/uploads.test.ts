import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AdminCreateUploadPayload } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";
import { adminClient, cannot, guestClient, target } from "./shop.js";

const { uploads } = adminClient().admin;

/** What the server stored under a key. */
async function download(fileKey: string): Promise<string> {
  const { download_url } = await uploads.getPresignedDownloadUrl({ file_key: fileKey });
  const answer = await fetch(download_url);
  if (!answer.ok) throw new Error(`${answer.status} ${download_url}`);
  return answer.text();
}

/** What a file was called: its key has the time before the name, on S3 behind it. */
function nameOf(key = ""): string {
  return key.replace(/^\d+-|-\d+(?=\.csv$)/, "");
}

describe("create", () => {
  test.each<[string, AdminCreateUploadPayload, string]>([
    ["a File", new File(["a;b\r\nü;☃"], "named.csv"), "named.csv"],
    ["a Blob", new Blob(["a;b\r\nü;☃"]), "upload.csv"],
    ["bytes", new TextEncoder().encode("a;b\r\nü;☃"), "upload.csv"],
    ["a part of a buffer", Buffer.from("xx a;b\r\nü;☃ xx").subarray(3, -3), "upload.csv"],
  ])("uploads %s, byte for byte", async (_, file, name) => {
    const { uploads: stored, response } = await uploads.create(file);
    expect(response.status).toBe(200);
    expect(stored).toEqual([
      {
        url: expect.stringContaining(target.storage?.url ?? "/uploads/"),
        key: expect.stringMatching(/\d+/),
      },
    ]);
    expect(nameOf(stored[0]?.key)).toBe(name);
    expect(await download(stored[0]?.key ?? "")).toBe("a;b\r\nü;☃");
  });

  test("uploads several files, in their order", async () => {
    const { uploads: stored } = await uploads.create([
      new File(["1"], "a.csv"),
      new File(["2"], "b.csv"),
    ]);
    expect(stored.map(({ key }) => nameOf(key))).toEqual(["a.csv", "b.csv"]);
  });

  test("streams a file from disk", async () => {
    const folder = await mkdtemp(join(tmpdir(), "upload-"));
    const path = join(folder, "disk.csv");
    await writeFile(path, "from;disk");
    const files = [await openAsBlob(path), { path }, pathToFileURL(path)];
    const { uploads: stored } = await uploads.create(files);
    const keys = stored.map(({ key }) => key);
    expect(keys.map(nameOf)).toEqual(["upload.csv", "disk.csv", "disk.csv"]);
    expect(await Promise.all(keys.map(download))).toEqual(Array(3).fill("from;disk"));
    await rm(folder, { recursive: true });
  });

  test("needs a login", async () => {
    await expect(guestClient().admin.uploads.create(new Blob(["x"]))).rejects.toMatchObject({
      status: 401,
    });
  });

  test("refuses what is no file, and nothing", async () => {
    const files = JSON.parse('["path/to/file.csv"]');
    await expect(uploads.create(files)).rejects.toMatchObject({ code: "invalid_argument" });
    await expect(uploads.create([])).rejects.toMatchObject({
      message: "There is no file to upload.",
    });
  });
});

describe("createProtected", () => {
  test("uploads as create does", async () => {
    const { uploads: stored } = await uploads.createProtected(new File(["x"], "safe.csv"));
    expect(stored).toEqual([{ url: expect.any(String), key: expect.any(String) }]);
    expect(nameOf(stored[0]?.key)).toBe("safe.csv");
  });
});

describe("getPresignedDownloadUrl", () => {
  test("answers for any key, existing or not", async () => {
    await expect(uploads.getPresignedDownloadUrl({ file_key: "nope.csv" })).resolves.toMatchObject({
      download_url: expect.stringMatching(
        target.storage ? /\/nope\.csv\?X-Amz-/ : /^http.*\/uploads\/nope\.csv$/,
      ),
    });
    await expect(download("nope.csv")).rejects.toThrow("404");
  });

  test("refuses an empty key", async () => {
    await expect(uploads.getPresignedDownloadUrl({ file_key: "" })).rejects.toMatchObject({
      code: "invalid_argument",
    });
  });
});

describe.skipIf(cannot("deleteUpload"))("delete", () => {
  test("deletes a file, and confirms it for any other key too", async () => {
    const { uploads: stored } = await uploads.create(new Blob(["x"]));
    const file_key = stored[0]?.key ?? "";
    await expect(uploads.delete({ file_key })).resolves.toMatchObject({
      id: file_key,
      object: "file",
      deleted: true,
    });
    await expect(download(file_key)).rejects.toThrow("404");
    await expect(uploads.delete({ file_key: "nope.csv" })).resolves.toMatchObject({
      deleted: true,
    });
  });
});
