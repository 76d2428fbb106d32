import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from "axios";
import { describe, expect, test } from "vitest";
import { Medusa } from "../../../src/index.js";
import { jobIn } from "../jobs/jobs.js";

const BASE = "https://shop.example/medusa";
const FILE = "https://files.example/export.csv?signature=1";

/** A client on a user's adapter, which notes what it is given, and answers. */
function noted(baseUrl = BASE) {
  const given: InternalAxiosRequestConfig[] = [];
  const axiosAdapter: AxiosAdapter = async (config) => {
    given.push(config);
    const answer = { status: 200, statusText: "OK", headers: {}, config };
    if (config.responseType === "stream") return { ...answer, data: new Response("a").body };
    const batch_job = jobIn("completed", { result: { file_key: "export.csv" } });
    const body = { batch_job, batch_jobs: [], count: 0, uploads: [], download_url: FILE };
    return { ...answer, data: JSON.stringify(body) };
  };
  return { given, admin: new Medusa({ baseUrl, axiosAdapter }).admin };
}

test("an adapter gets what medusa-js gave it: a path, and the base that it is below", async () => {
  const { given, admin } = noted(`${BASE}/`);
  await admin.batchJobs.retrieve("batch_1");
  await admin.batchJobs.list({ type: ["order-export"], limit: 5 });
  await admin.batchJobs.create({ type: "order-export", context: {} });
  await admin.uploads.create(new Blob(["a"]));
  await admin.custom.get("products", { q: "cup" });
  expect(
    given.map(({ baseURL, method, url }) => [baseURL, method, url?.split("&fields")[0]]),
  ).toEqual([
    [BASE, "get", "/admin/batch-jobs/batch_1"],
    [BASE, "get", expect.stringMatching(/^\/admin\/batch-jobs\?/)],
    [BASE, "post", "/admin/batch-jobs"],
    [BASE, "post", "/admin/uploads"],
    [BASE, "get", "/admin/products?q=cup"],
  ]);
  expect(given.map(axios.getUri)).toEqual(given.map(({ url }) => BASE + url));
});

test("a download has its whole URL, and no base that could be put before it", async () => {
  const { given, admin } = noted();
  const file = await admin.batchJobs.exportFile();
  expect(await file.text()).toBe("a");
  expect(given.at(-1)).toMatchObject({ url: FILE, responseType: "stream" });
  expect(given.at(-1)?.baseURL).toBe(undefined);
});

test("a base that the page has set for its own axios leads no request elsewhere", async () => {
  axios.defaults.baseURL = "https://other.example";
  try {
    const { given, admin } = noted();
    await (await admin.batchJobs.exportFile()).text();
    for (const config of given) expect(axios.getUri(config)).not.toContain("other");
  } finally {
    axios.defaults.baseURL = undefined;
  }
});

describe("what an adapter hands over may lack", () => {
  const body = { batch_job: jobIn("completed") };

  test.each<[string, object]>([
    ["headers and the reason phrase", { status: 200, data: JSON.stringify(body) }],
    ["the text, which it has parsed", { status: 200, headers: {}, data: body }],
  ])("%s", async (_, answer) => {
    const axiosAdapter: AxiosAdapter = async () => Object(answer);
    const { batchJobs } = new Medusa({ axiosAdapter }).admin;
    expect(await batchJobs.retrieve("batch_1")).toEqual({
      ...body,
      response: { status: 200, statusText: "", headers: {} },
    });
  });

  test("the judgement of a status, which it asks axios's configuration for", async () => {
    const axiosAdapter: AxiosAdapter = async (config) => {
      const answer = { status: 404, data: { type: "not_found", message: "gone" }, config };
      if (!config.validateStatus?.(404)) throw answer;
      return Object(answer);
    };
    const { batchJobs } = new Medusa({ axiosAdapter, maxRetries: 0 }).admin;
    await expect(batchJobs.retrieve("batch_1")).rejects.toMatchObject({
      status: 404,
      message: "gone",
    });
  });
});
