import { describe, expect, test } from "vitest";
import { adminClient, target, watchAnswers } from "./shop.js";

const paths: (string | undefined)[] = [];
const watched = watchAnswers(({ config: { url } }) => {
  paths.push(url?.replace(/^https?:\/\/[^/]*/, ""));
});
const { custom } = adminClient({ axiosAdapter: watched }).admin;

describe("custom", () => {
  test("gets an endpoint below /admin, with a query", async () => {
    const answer = await custom.get("/batch-jobs", { limit: 1, created_at: { gte: new Date(0) } });
    expect(answer).toMatchObject({ limit: 1, batch_jobs: expect.any(Array) });
  });

  test.each([
    ["batch-jobs", "/admin/batch-jobs"],
    ["/batch-jobs", "/admin/batch-jobs"],
    ["/admin/batch-jobs", "/admin/batch-jobs"],
    ["admin/batch-jobs", "/admin/batch-jobs"],
    ["/batch-jobs?limit=5", "/admin/batch-jobs?limit=5"],
  ])("takes the path %s as medusa-js does", async (path, sent) => {
    await expect(custom.get(path)).resolves.toMatchObject({ batch_jobs: expect.any(Array) });
    expect(paths.at(-1)).toBe(sent);
  });

  test("adds a query to that of the path", async () => {
    const answer = await custom.get("/batch-jobs?limit=5", { offset: 10 });
    expect(answer).toMatchObject({ limit: 5, offset: 10 });
  });

  test("takes administrators for an endpoint of its own", async () => {
    await expect(custom.get("/administrators")).rejects.toMatchObject({ status: 404 });
    expect(paths.at(-1)).toBe("/admin/administrators");
  });

  test("takes a text for an answer", async () => {
    const { response, ...rest } = await custom.delete("/auth");
    expect({ status: response.status, rest }).toEqual({ status: 200, rest: {} });
  });

  test("posts a payload", async () => {
    const payload = { file_key: "x.csv" };
    await expect(custom.post("/uploads/download-url", payload)).resolves.toMatchObject({
      download_url: expect.stringContaining("x.csv"),
    });
  });

  test("names a path that the server does not have", async () => {
    await expect(custom.get("/no-such-thing")).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("GET /admin/no-such-thing: the server has no such path"),
    });
  });

  test.each([
    "/../store/products",
    "../store/products",
    "/admin/../store/products",
    "//evil.example/products",
    "https://evil.example/products",
    "",
  ])("does not leave /admin: %j is refused, and not sent", async (path) => {
    const sent = paths.length;
    await expect(custom.get(path)).rejects.toMatchObject({ code: "invalid_argument" });
    await expect(custom.post(path)).rejects.toMatchObject({ code: "invalid_argument" });
    await expect(custom.delete(path)).rejects.toMatchObject({ code: "invalid_argument" });
    expect(paths).toHaveLength(sent);
  });

  test.each([{ id: [] }, { q: { id: [] } }, { id: [undefined] }])(
    "refuses %j, which would match everything",
    async (query) => {
      const sent = paths.length;
      await expect(custom.get("/batch-jobs", query)).rejects.toMatchObject({
        code: "invalid_argument",
        message: expect.stringContaining("it would vanish, and match everything"),
      });
      expect(paths).toHaveLength(sent);
    },
  );
});

test("a server can be reached with or without a slash at the end of its URL", async () => {
  const medusa = adminClient({ baseUrl: `${target.url}/` });
  await expect(medusa.admin.batchJobs.list({ limit: 1 })).resolves.toHaveProperty("count");
});
