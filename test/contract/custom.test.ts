import { describe, expect, test } from "vitest";
import { adminClient } from "./shop.js";

const { custom } = adminClient().admin;

describe("custom", () => {
  test("gets an endpoint below /admin, with a query", async () => {
    const answer = await custom.get("/batch-jobs", { limit: 1, created_at: { gte: new Date(0) } });
    expect(answer).toMatchObject({ limit: 1, batch_jobs: expect.any(Array) });
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

  test("does not leave /admin", async () => {
    await expect(custom.get("/../store/products")).rejects.toMatchObject({
      code: "invalid_argument",
    });
  });
});
