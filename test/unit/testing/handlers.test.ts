import { createBatchJobHandlers, FakeMedusa } from "medusa-batch-jobs/testing";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

const fake = new FakeMedusa({ tick: Number.POSITIVE_INFINITY });
const TOKEN = { "x-medusa-access-token": "test_api_token_admin" };
const JSON_TYPE = { "content-type": "application/json" };
const onUnhandledRequest = vi.fn();

const server = setupServer(
  ...createBatchJobHandlers(fake),
  http.get("http://localhost:9000/admin/orders", () => HttpResponse.json({ orders: [] })),
  http.post("http://localhost:9000/admin/products", () => HttpResponse.json({ product: {} })),
);

beforeAll(() => server.listen({ onUnhandledRequest }));
afterEach(() => {
  fake.reset();
  onUnhandledRequest.mockClear();
});
afterAll(() => server.close());

describe("createBatchJobHandlers", () => {
  it("answers the endpoints of batch jobs, with state", async () => {
    const created = await fetch("http://localhost:9000/admin/batch-jobs", {
      method: "POST",
      headers: { ...TOKEN, ...JSON_TYPE },
      body: JSON.stringify({ type: "product-export", context: {} }),
    });
    expect(created.status).toBe(201);
    const { batch_job } = await created.json();
    fake.advance(batch_job.id);

    const url = `http://localhost:9000/admin/batch-jobs/${batch_job.id}`;
    const read = await (await fetch(url, { headers: TOKEN })).json();
    expect(read.batch_job.status).toBe("confirmed");
  });

  it("answers errors with the server's status, text and headers", async () => {
    const response = await fetch("http://localhost:9000/admin/batch-jobs");
    expect(response).toMatchObject({ status: 401, statusText: "Unauthorized" });
    expect(response.headers.get("x-powered-by")).toBe("Express");
    expect(await response.text()).toBe("Unauthorized");
  });

  it("takes the session cookie that the client sends", async () => {
    const login = await logIn();
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const session = await fetch("http://localhost:9000/admin/auth", { headers: { cookie } });
    expect(session.status).toBe(200);
  });

  it("does not log in a client in Node that keeps no cookie", async () => {
    await logIn();
    const session = await fetch("http://localhost:9000/admin/auth");
    expect(session.status).toBe(401);
  });

  it("takes uploads and serves them", async () => {
    const body = new FormData();
    body.append("files", new File(["a;b"], "a.csv"));
    const uploaded = await fetch("http://localhost:9000/admin/uploads", {
      method: "POST",
      headers: TOKEN,
      body,
    });
    const { uploads } = await uploaded.json();
    expect(await (await fetch(uploads[0].url)).text()).toBe("a;b");
  });

  it("leaves all other paths to other handlers", async () => {
    const response = await fetch("http://localhost:9000/admin/orders", { headers: TOKEN });
    expect(await response.json()).toEqual({ orders: [] });
    expect(fake.requests).toEqual([]);
    expect(onUnhandledRequest).not.toHaveBeenCalled();
  });

  it("tells of the shop, and leaves its changes to other handlers", async () => {
    const url = "http://localhost:9000/admin/products";
    const read = await fetch(url, { headers: TOKEN });
    expect(await read.json()).toEqual({ products: [], count: 0, offset: 0, limit: 50 });
    const changed = await fetch(url, { method: "POST", headers: TOKEN });
    expect(await changed.json()).toEqual({ product: {} });
    expect(fake.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("leaves what it tells of the shop to handlers that come before it", async () => {
    const url = "http://localhost:9000/admin/products";
    server.use(http.get(url, () => HttpResponse.json({ products: [{ id: "prod_own" }] })));
    const read = await fetch(url, { headers: TOKEN });
    expect(await read.json()).toEqual({ products: [{ id: "prod_own" }] });
    server.resetHandlers();
  });

  it("leaves the paths that nobody handles to onUnhandledRequest", async () => {
    await fetch("http://localhost:9/admin/batch-jobs").catch(() => {});
    await fetch("http://localhost:9000/admin/customers").catch(() => {});
    expect(onUnhandledRequest.mock.calls.map(([request]) => request.url)).toEqual([
      "http://localhost:9/admin/batch-jobs",
      "http://localhost:9000/admin/customers",
    ]);
    expect(fake.requests).toEqual([]);
  });

  it("makes a fake of options, or of nothing", async () => {
    server.use(...createBatchJobHandlers({ baseUrl: "http://shop.test/api/" }));
    expect(await (await fetch("http://shop.test/api/health")).text()).toBe("OK");
    expect(createBatchJobHandlers()).not.toHaveLength(0);
    server.resetHandlers();
  });
});

function logIn() {
  return fetch("http://localhost:9000/admin/auth", {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({ email: "admin@medusa-test.com", password: "supersecret" }),
  });
}
