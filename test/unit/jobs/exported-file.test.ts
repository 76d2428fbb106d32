import { describe, expect, test } from "vitest";
import type { BatchJob, BatchJobResult } from "../../../src/index.js";
import { type FileCalls, type FileOptions, fileOf } from "../../../src/jobs/exported-file.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };
const CSV = "Product Id\r\nprod_1\r\n";
const result: BatchJobResult = { file_key: "exports/a.csv", file_size: CSV.length };
const completed = jobIn("completed", { result });

/** A server with one job; it remembers what it was asked. */
class Shop implements FileCalls {
  readonly asked: string[] = [];
  readonly headers: unknown[] = [];
  readonly #job: BatchJob;
  #urls = 0;

  constructor(job: BatchJob) {
    this.#job = job;
  }

  readonly retrieve: FileCalls["retrieve"] = async (id, headers) => {
    this.asked.push(`retrieve ${id}`);
    this.headers.push(headers);
    return { batch_job: this.#job };
  };

  readonly uploads: FileCalls["uploads"] = {
    getPresignedDownloadUrl: async ({ file_key }, headers) => {
      this.asked.push(`url of ${file_key}`);
      this.headers.push(headers);
      return { download_url: `http://files/a.csv?signature=${++this.#urls}`, response };
    },
    download: async (url) => {
      this.asked.push(`download ${url}`);
      return { head: response, body: new Blob([CSV]).stream() };
    },
  };
}

describe("the file of a job", () => {
  test("is that of the job which is retrieved by its id", async () => {
    const shop = new Shop(completed);
    const file = await fileOf(shop, "batch_1", { customHeaders: { "x-shop": "a" } });
    expect(file).toMatchObject({ job: completed, name: "a.csv", size: CSV.length });
    expect(await file.text()).toBe(CSV);
    expect(shop.asked).toEqual([
      "retrieve batch_1",
      "url of exports/a.csv",
      "download http://files/a.csv?signature=1",
    ]);
    expect(shop.headers).toEqual([{ "x-shop": "a" }, { "x-shop": "a" }]);
  });

  test("has a fresh URL each time, and is not retrieved if its job is known", async () => {
    const shop = new Shop(completed);
    const urls = [(await fileOf(shop, completed)).url, (await fileOf(shop, completed)).url];
    expect(urls.map((url) => url.at(-1))).toEqual(["1", "2"]);
    expect(shop.asked).toEqual(["url of exports/a.csv", "url of exports/a.csv"]);
  });

  test("is there also if its job was canceled too late, and in the jobs of mocks", async () => {
    const job = jobIn("canceled", { result, completed_at: completed.completed_at });
    await expect(fileOf(new Shop(job), job)).resolves.toMatchObject({ name: "a.csv" });
    const mock: BatchJob = Object({ id: "batch_1", status: "completed", result });
    await expect(fileOf(new Shop(mock), mock)).resolves.toMatchObject({ name: "a.csv" });
  });

  test.each([
    ["is completed by now", jobIn("confirmed")],
    ["was listed without its result", { ...completed, result: null }],
  ])("is found when its job %s", async (_, seen) => {
    const shop = new Shop(completed);
    await expect(fileOf(shop, seen)).resolves.toMatchObject({ job: completed });
    expect(shop.asked).toEqual(["retrieve batch_1", "url of exports/a.csv"]);
  });

  test.each([
    ["failed", jobIn("failed", { result }), "it ended failed."],
    ["was canceled", jobIn("canceled"), "it ended canceled."],
    [
      "is under way",
      jobIn("confirmed", { result }),
      "it is confirmed. Wait until it is completed.",
    ],
    ["waits to be confirmed", jobIn("pre_processed"), "it is pre_processed. Wait until"],
    [
      "made none",
      jobIn("completed", { type: "product-import" }),
      "The product-import batch_1 has no file: it is no export.",
    ],
  ])("is refused of a job that %s", async (_, job, message) => {
    const shop = new Shop(job);
    await expect(fileOf(shop, "batch_1")).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringContaining(message),
    });
    expect(shop.asked).toEqual(["retrieve batch_1"]);
  });
});

describe("refused before anything is sent:", () => {
  test.each<[string, unknown[], RegExp]>([
    ["no id", [undefined], /batch job's id/],
    ["an id of another endpoint", ["../users"], /batch job's id/],
    ["an unknown option", ["batch_1", { header: {} }], /no option "header"/],
    ["a wrong signal", ["batch_1", { signal: 5 }], /signal/],
    ["null", ["batch_1", null], /must be an object/],
  ])("%s", async (_, given, message) => {
    const shop = new Shop(completed);
    await expect(Reflect.apply(fileOf, undefined, [shop, ...given])).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringMatching(message),
    });
    expect(shop.asked).toEqual([]);
  });
});

test("all options are known", async () => {
  const { signal } = new AbortController();
  const options: Required<FileOptions> = { customHeaders: {}, signal };
  await expect(fileOf(new Shop(completed), completed, options)).resolves.toBeDefined();
});
