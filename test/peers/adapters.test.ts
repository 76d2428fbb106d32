import MedusaJs from "@medusajs/medusa-js";
import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from "axios";
import MockAdapter from "axios-mock-adapter";
import Medusa from "medusa-batch-jobs";
import { describe, expect, inject, test } from "vitest";
import type {} from "../contract/global-setup.js";

const { url: baseUrl, admin } = inject("target");
const apiKey = admin.apiToken;

const CLIENTS: [string, (axiosAdapter: AxiosAdapter) => Pick<MedusaJs | Medusa, "admin">][] = [
  // The types of its axios are those of ten years ago.
  [
    "medusa-js",
    (adapter) => new MedusaJs({ baseUrl, apiKey, maxRetries: 0, axiosAdapter: Object(adapter) }),
  ],
  ["this package", (axiosAdapter) => new Medusa({ baseUrl, apiKey, maxRetries: 0, axiosAdapter })],
];

const JOB = {
  id: "batch_1",
  type: "product-export",
  status: "completed",
  completed_at: "2026-01-01",
};

describe.each(CLIENTS)("the adapter of %s", (_, open) => {
  test("may be a mock that answers by path, on an instance without a base", async () => {
    const instance = axios.create();
    const mock = new MockAdapter(instance);
    const { batchJobs } = open(Object(instance.defaults.adapter)).admin;
    mock.onGet("/admin/batch-jobs/batch_1").reply(200, { batch_job: JOB });
    mock.onPost("/admin/batch-jobs", { type: "order-export", context: {} }).reply(201, {
      batch_job: JOB,
    });
    mock.onGet(/^\/admin\/batch-jobs\?/).reply(200, { batch_jobs: [JOB], count: 1 });
    mock.onAny().reply(404, { type: "not_found", message: "not mocked" });
    expect(await batchJobs.retrieve("batch_1")).toMatchObject({ batch_job: JOB });
    const payload = Object({ type: "order-export", context: {} });
    expect(await batchJobs.create(payload)).toMatchObject({ batch_job: JOB });
    expect(await batchJobs.list({ limit: 5 })).toMatchObject({ batch_jobs: [JOB] });
    await expect(batchJobs.cancel("batch_1")).rejects.toMatchObject({
      response: { status: 404, data: { message: "not mocked" } },
    });
    expect(mock.history.map(({ method, url }) => `${method} ${url?.split("?")[0]}`)).toEqual([
      "get /admin/batch-jobs/batch_1",
      "post /admin/batch-jobs",
      "get /admin/batch-jobs",
      "post /admin/batch-jobs/batch_1/cancel",
    ]);
  });

  test("may be one written by hand, before axios's own", async () => {
    const seen: InternalAxiosRequestConfig[] = [];
    const { batchJobs } = open(async (config) => {
      seen.push(config);
      return axios.getAdapter("http")(config);
    }).admin;
    await batchJobs.list({ limit: 5 });
    const [{ url, baseURL, method } = Object(undefined)] = seen;
    expect({ baseURL, method }).toEqual({ baseURL: baseUrl, method: "get" });
    expect(url).toMatch(/^\/admin\/batch-jobs\?limit=5/);
  });

  test("may put base and path together by itself", async () => {
    const { batchJobs } = open(async (config) => {
      const { baseURL = "", url = "", headers } = config;
      const answer = await fetch(baseURL + url, { headers: { ...Object(headers) } });
      const { status, statusText } = answer;
      return { status, statusText, headers: {}, data: await answer.json(), config };
    }).admin;
    expect(await batchJobs.list({ limit: 1 })).toMatchObject({ limit: 1 });
  });
});
