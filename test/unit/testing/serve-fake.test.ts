import { Agent, get } from "node:http";
import { describe, expect, it } from "vitest";
import { serveFake } from "../../support/serve-fake.js";
import { TOKEN } from "./asking.js";

describe("serveFake", () => {
  it("serves a fake that knows its own URL", async () => {
    const { url, fake, close } = await serveFake();
    const body = new FormData();
    body.append("files", new File(["a;b"], "a.csv"));
    const uploaded = await fetch(`${url}/admin/uploads`, { method: "POST", headers: TOKEN, body });
    const { uploads } = await uploaded.json();
    expect(uploads[0].url).toMatch(`${url}/uploads/`);
    expect(await (await fetch(uploads[0].url)).text()).toBe("a;b");
    expect(fake.baseUrl).toBe(url);
    await close();
  });

  it("passes status, headers and cookies on", async () => {
    const { url, close } = await serveFake();
    const response = await fetch(`${url}/admin/batch-jobs`);
    expect(response).toMatchObject({ status: 401, statusText: "Unauthorized" });
    expect(response.headers.get("content-type")).toBeNull();
    expect(response.headers.getSetCookie()).toHaveLength(1);
    await close();
  });

  it("closes at once, kept connections too", async () => {
    const { url, close } = await serveFake();
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      get(`${url}/health`, { agent }, (response) => response.resume().on("end", resolve)),
    );
    await close();
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    agent.destroy();
  });
});
