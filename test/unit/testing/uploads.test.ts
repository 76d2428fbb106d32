import { FakeMedusa } from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { ask, askAnonymously, upload } from "./asking.js";

describe("uploads", () => {
  it.each(["/admin/uploads", "/admin/uploads/protected"])(
    "%s takes several files of one field",
    async (path) => {
      const fake = new FakeMedusa({ clock: () => 1000 });
      const body = new FormData();
      body.append("files", new File(["a"], "a b.csv"));
      body.append("files", new File(["b"], "../../b.csv"));
      body.append("files", "a text is ignored");
      const response = await ask(fake, path, { body });
      expect(await response.json()).toEqual({
        uploads: [
          { url: "http://localhost:9000/uploads/1000-a b.csv", key: "1000-a b.csv" },
          { url: "http://localhost:9000/uploads/1000-b.csv", key: "1000-b.csv" },
        ],
      });
      expect(fake.files.get("1000-b.csv")).toBe("b");
    },
  );

  it("read names as Latin-1, and do not overwrite each other when the clock stands still", async () => {
    const fake = new FakeMedusa({ clock: () => 1000 });
    expect(await upload(fake, "1", "ü.csv")).toBe("1000-Ã¼.csv");
    expect(await upload(fake, "2", "ü.csv")).toBe("1001-Ã¼.csv");
  });

  it.each([
    ["a file in another field", form("file", new File(["a"], "a.csv"))],
    ["no form", "{}"],
  ])("answer %s with 500", async (_, body) => {
    const response = await ask(new FakeMedusa(), "/admin/uploads", { body });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      code: "unknown_error",
      type: "unknown_error",
      message: "An unknown error occurred.",
    });
  });

  it("answer a form without files with an empty list", async () => {
    const response = await ask(new FakeMedusa(), "/admin/uploads", { body: form("files", "text") });
    expect(await response.json()).toEqual({ uploads: [] });
  });

  it("give a download URL for any key, existing or not", async () => {
    const json = { file_key: "nope.csv" };
    const response = await ask(new FakeMedusa(), "/admin/uploads/download-url", { json });
    expect(await response.json()).toEqual({
      download_url: "http://localhost:9000/uploads/nope.csv",
    });
  });

  it("delete any key, existing or not", async () => {
    const fake = new FakeMedusa();
    const file_key = await upload(fake, "a");
    for (const _ of ["existing", "gone"]) {
      const response = await ask(fake, "/admin/uploads", { method: "DELETE", json: { file_key } });
      expect(await response.json()).toEqual({ id: file_key, object: "file", deleted: true });
    }
    expect(fake.files.size).toBe(0);
  });

  it("refuse a body that is not a file key", async () => {
    const response = await ask(new FakeMedusa(), "/admin/uploads/download-url", {
      json: { file_key: 5, x: 1 },
    });
    expect(await response.json()).toEqual({
      type: "invalid_data",
      message: "property x should not exist, file_key must be a string",
    });
  });
});

describe("an uploaded file", () => {
  async function download(headers: Record<string, string> = {}, method = "GET") {
    const fake = new FakeMedusa();
    const key = await upload(fake, "0123456789");
    return askAnonymously(fake, `/uploads/${encodeURIComponent(key)}`, { headers, method });
  }

  it("is served to everybody, by its type", async () => {
    const response = await download();
    expect(await response.text()).toBe("0123456789");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=UTF-8",
      "content-length": "10",
      "accept-ranges": "bytes",
      "cache-control": "public, max-age=0",
    });
  });

  it.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-2", 206, "89", "bytes 8-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["items=0-1", 200, "0123456789", null],
  ])("%s: %d %s", async (range, status, body, contentRange) => {
    const response = await download({ range });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
    expect(response.headers.get("content-range")).toBe(contentRange);
  });

  it("has no range beyond its end", async () => {
    const response = await download({ range: "bytes=10-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */10");
  });

  it("has a size that HEAD tells", async () => {
    const response = await download({}, "HEAD");
    expect(response.headers.get("content-length")).toBe("10");
    expect(await response.text()).toBe("");
  });

  it("is a page of Express when it does not exist", async () => {
    const response = await askAnonymously(new FakeMedusa(), "/uploads/nope.csv");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("<pre>Cannot GET /uploads/nope.csv</pre>");
  });
});

function form(field: string, value: string | File): FormData {
  const body = new FormData();
  body.append(field, value);
  return body;
}
