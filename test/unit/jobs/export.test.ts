import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type BatchJobResult, MedusaPermissionError } from "../../../src/index.js";
import { type ExportCalls, type ExportOptions, exportFile } from "../../../src/jobs/export.js";
import { JobPoller } from "../../../src/jobs/following/poller.js";
import { listPages } from "../../../src/jobs/listing/pages.js";
import { jobIn } from "./jobs.js";

const response = { status: 200, statusText: "OK", headers: {} };
const CSV = "Product Id\r\nprod_1\r\n";

/** A server whose exports are done at once; it counts what it is asked. */
class Shop implements ExportCalls {
  readonly created: object[] = [];
  readonly downloaded: string[] = [];
  readonly poller: JobPoller;
  readonly #result: BatchJobResult;
  #urls = 0;

  constructor(result: BatchJobResult = { file_key: "exports/a.csv", file_size: CSV.length }) {
    this.#result = result;
    const retrieve = async () => ({ batch_job: this.#job() });
    this.poller = new JobPoller({ retrieve, list: async () => ({ batch_jobs: [this.#job()] }) });
  }

  readonly requestCreate: ExportCalls["requestCreate"] = async ({ payload }) => {
    this.created.push(payload);
    return { batch_job: this.#job(), response };
  };

  readonly list: ExportCalls["list"] = (query) =>
    listPages(query, async () => ({
      batch_jobs: [this.#job()],
      count: 1,
      offset: 0,
      limit: 10,
      response,
    }));

  readonly retrieve: ExportCalls["retrieve"] = async () => ({ batch_job: this.#job(), response });
  readonly confirm: ExportCalls["confirm"] = async () => ({ batch_job: this.#job(), response });
  readonly cancel: ExportCalls["cancel"] = async () => ({ batch_job: this.#job(), response });

  readonly uploads: ExportCalls["uploads"] = {
    getPresignedDownloadUrl: async () => ({
      download_url: `http://files/a.csv?signature=${++this.#urls}`,
      response,
    }),
    download: async (url) => {
      this.downloaded.push(url);
      // Only the second URL is still valid.
      if (url.endsWith("=1")) throw new MedusaPermissionError("expired", { status: 403 });
      return { head: response, body: new Blob([CSV]).stream() };
    },
  };

  #job() {
    return jobIn("completed", { type: "product-export", result: this.#result });
  }
}

describe("an exported file", () => {
  test.each([
    ["exports/products/product-export-1.csv", "product-export-1.csv"],
    ["..\\..\\evil.csv", "evil.csv"],
    ["exports/..", "export.csv"],
    ["exports/", "export.csv"],
  ])("with the key %j is called %j", async (file_key, name) => {
    await expect(exportFile(new Shop({ file_key }))).resolves.toMatchObject({ name });
  });

  test("names its current URL, printed and written as JSON too", async () => {
    const shop = new Shop();
    const file = await exportFile(shop);
    expect(file.url).toBe("http://files/a.csv?signature=1");
    expect(await file.text()).toBe(CSV);
    expect(await file.text()).toBe(CSV);
    expect(shop.downloaded.map((url) => url.at(-1))).toEqual(["1", "2", "2"]);
    expect(file.url).toBe("http://files/a.csv?signature=2");
    expect(JSON.parse(JSON.stringify(file))).toMatchObject({ url: file.url, name: "a.csv" });
    expect(inspect(file)).toContain("signature=2");
  });
});

describe("refused before anything is sent", () => {
  test.each<[string, unknown, RegExp]>([
    ["a type in place of the options", "order-export", /must be an object/],
    ["null", null, /must be an object/],
    ["a misspelt option", { typ: "order-export" }, /has no option "typ".*It knows: type, context/],
    ["until, for an export is waited for to its end", { until: "settled" }, /no option "until"/],
    ["a wrong signal", { signal: {} }, /signal/],
  ])("%s", async (_, options, message) => {
    const shop = new Shop();
    await expect(Reflect.apply(exportFile, undefined, [shop, options])).rejects.toMatchObject({
      code: "invalid_argument",
      message: expect.stringMatching(message),
    });
    expect(shop.created).toEqual([]);
  });
});

test("all options are known", async () => {
  const options: Required<ExportOptions> = {
    type: "order-export",
    context: {},
    timeout: 1000,
    interval: 10,
    signal: new AbortController().signal,
    cancelOnAbort: true,
    idempotencyKey: "nightly",
    window: Number.POSITIVE_INFINITY,
    rerun: [],
    takeOverAfter: 0,
    onUpdate: () => {},
    onPoll: () => {},
    customHeaders: {},
  };
  await expect(exportFile(new Shop(), options)).resolves.toMatchObject({ size: CSV.length });
});
