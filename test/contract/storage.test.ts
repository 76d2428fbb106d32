import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import axios, { type AxiosAdapter } from "axios";
import type { ExportedFile } from "medusa-batch-jobs";
import { describe, expect, test, vi } from "vitest";
import { CHROMIUM, NO_CHROMIUM } from "../support/chromium.js";
import { adminClient, productCsv, target } from "./shop.js";
import { openStoragePage } from "./storage-page.js";

// Where the shop keeps its files: Medusa's own folder, or S3.
const { storage } = target;
const { batchJobs, uploads } = adminClient().admin;
/** Where downloads break here. */
const BREAK = 100;

/** What was asked for a file, and what was answered. */
interface Asked {
  url: string;
  headers: Record<string, unknown>;
  status: number;
}

/** Sends as axios does in Node. The first file that comes breaks after {@link BREAK} bytes. */
function breakingOnce(asked: Asked[], onBreak: () => void = () => {}): AxiosAdapter {
  const send = axios.getAdapter("http");
  return async (config) => {
    const answer = await send(config);
    if (config.responseType !== "stream") return answer;
    const headers = config.headers.toJSON();
    const isFirst = asked.push({ url: `${config.url}`, headers, status: answer.status }) === 1;
    return isFirst ? { ...answer, data: Readable.from(broken(answer.data, onBreak)) } : answer;
  };
}

async function* broken(file: Readable, onBreak: () => void): AsyncGenerator<Uint8Array> {
  let left = BREAK;
  for await (const chunk of file) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  onBreak();
  throw new Error("the connection broke");
}

async function exported(): Promise<ExportedFile> {
  return batchJobs.exportFile({ interval: 30 });
}

/** The same address of S3's, as it is when its time is over. */
function expired(address: string): string {
  const url = new URL(address);
  url.searchParams.set("X-Amz-Date", "20200101T000000Z");
  return url.href;
}

test("a download that breaks goes on with what is missing of the same file", async () => {
  const whole = await exported();
  const text = await whole.text();
  // A file of this very second could be written again.
  await vi.waitUntil(async () => isOver((await fetch(whole.url)).headers), { timeout: 10_000 });

  const asked: Asked[] = [];
  const { admin } = adminClient({ axiosAdapter: breakingOnce(asked), maxRetryDelay: 5 });
  const file = await admin.batchJobs.fileOf(whole.job);
  expect(await file.text()).toBe(text);
  expect(asked).toMatchObject([{ status: 200 }, { status: 206 }]);
  expect(asked[1]?.headers).toMatchObject({ range: `bytes=${BREAK}-` });
});

function isOver(headers: Headers): boolean {
  const [date, modified] = ["date", "last-modified"].map((name) =>
    Date.parse(headers.get(name) ?? ""),
  );
  return date !== undefined && modified !== undefined && date - modified >= 1000;
}

describe.skipIf(storage === undefined)("on S3", () => {
  test("an export is elsewhere, and no credentials go there", async () => {
    const asked: Asked[] = [];
    const axiosAdapter = breakingOnce(asked);
    const { admin } = adminClient({ axiosAdapter, customHeaders: { "x-shop": "the-shop" } });
    const file = await admin.batchJobs.exportFile({ interval: 30 });
    expect(file.url.startsWith(`${storage?.url}/${storage?.bucket}/exports/`)).toBe(true);
    expect(await file.text()).toMatch(/^Product Id;Product Handle;/);
    expect(asked).toHaveLength(2);
    expect(JSON.stringify(asked)).not.toContain(target.admin.apiToken);
    expect(JSON.stringify(asked)).not.toMatch(/cookie|the-shop/);
  });

  test("an address that is over is asked for anew", async () => {
    const file = await exported();
    const old = expired(file.url);
    expect((await fetch(old)).status).toBe(403);
    file.url = old;
    expect(await file.text()).toMatch(/^Product Id;/);
    expect(file.url).not.toBe(old);
  });

  test("also when it is over in the middle of a download, which goes on", async () => {
    const asked: Asked[] = [];
    const file: ExportedFile = await adminClient({
      axiosAdapter: breakingOnce(asked, () => {
        file.url = expired(file.url);
      }),
      maxRetryDelay: 5,
    }).admin.batchJobs.exportFile({ interval: 30 });
    expect(await file.text()).toBe(await (await fetch(file.url)).text());
    expect(asked.map(({ status }) => status)).toEqual([200, 403, 206]);
    expect(asked[2]?.headers).toMatchObject({ range: `bytes=${BREAK}-` });
  });

  test("uploads.delete is answered with deleted: true, and the file stays", async () => {
    const { uploads: stored } = await uploads.create(new Blob(["x"]));
    const file_key = stored[0]?.key ?? "";
    await expect(uploads.delete({ file_key })).resolves.toMatchObject({ deleted: true });
    const { download_url } = await uploads.getPresignedDownloadUrl({ file_key });
    expect(await (await fetch(download_url)).text()).toBe("x");
  });

  test("a file stays when it is imported, and the same fileKey imports again", async () => {
    const { uploads: stored } = await uploads.createProtected(productCsv("twice-on-s3"));
    const context = { fileKey: stored[0]?.key ?? "" };
    const importing = () => batchJobs.run({ type: "product-import", context }, { interval: 30 });
    await expect(importing()).resolves.toMatchObject({ status: "completed" });
    // It reads the file, and finds its product: with local files it would hang.
    await expect(importing()).rejects.toThrow(/There is a .+ already\./);
  });

  test("a fileKey that names nothing fails the job, and the error says what it means", async () => {
    const payload = { type: "product-import", context: { fileKey: "nope.csv" } } as const;
    await expect(batchJobs.run(payload, { interval: 30 })).rejects.toThrow(
      /failed: The specified key does not exist\. The bucket has no file of this fileKey:/,
    );
  });

  test("an import that is declined asks to delete its file, and does not hang on it", async () => {
    const importing = batchJobs.importFile(productCsv("declined-on-s3"), {
      confirm: () => false,
      interval: 30,
    });
    await expect(importing).rejects.toMatchObject({
      name: "BatchJobCanceledError",
      declined: true,
    });
  });

  if (!existsSync(CHROMIUM)) console.warn(`Not tested in a page: ${NO_CHROMIUM}`);

  test.skipIf(!existsSync(CHROMIUM))(
    "a page of another origin reads a file, and goes on where it broke, without a preflight",
    async () => {
      const { job } = await exported();
      const page = await openStoragePage(storage?.url ?? "");
      try {
        const text = await page.read(job.id, target);
        expect(text).toBe(await (await batchJobs.fileOf(job)).text());
        expect(new Set(page.asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
        // Chromium asks its own cache first, which asks for one byte of the rest before all of it.
        const ranges = page.asked.map(({ range }) => range);
        expect(ranges[0]).toBeUndefined();
        expect(ranges.slice(1)).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d*-/));
        expect(ranges.slice(1)).not.toContain(undefined);
      } finally {
        await page.close();
      }
    },
  );
});
