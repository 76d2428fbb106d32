import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import MedusaJs, { KeyManager } from "@medusajs/medusa-js";
import Medusa, { AdminAuthResource, extendMedusaClient } from "medusa-batch-jobs";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import type {} from "../contract/global-setup.js";

const target = inject("target");
const LOGIN = { email: "admin@medusa-test.com", password: "supersecret" };

/** What a server that takes any login was asked, in turn. */
const asked: { request: string; headers: IncomingHttpHeaders }[] = [];
const server = createServer(({ method, url, headers }, response) => {
  asked.push({ request: `${method} ${url}`, headers });
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ access_token: "the.jwt.itself", products: [], batch_jobs: [] }));
});
let baseUrl = "";

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  baseUrl = `http://127.0.0.1:${Object(server.address()).port}`;
  // Where there is none, medusa-js keeps no JWT.
  vi.stubGlobal("window", {});
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
  server.closeAllConnections();
});
afterEach(() => {
  asked.length = 0;
});

function open() {
  const theirs = new MedusaJs({ baseUrl, maxRetries: 0 });
  const ours = new Medusa({ baseUrl });
  return { theirs, ours, extended: extendMedusaClient(theirs, ours) };
}

test("the extended client is medusa-js's, with the batch jobs and uploads of this package", () => {
  const { theirs, ours, extended } = open();
  expect(extended).toBeInstanceOf(MedusaJs);
  expect(extended.admin.batchJobs).toBe(ours.admin.batchJobs);
  expect(extended.admin.uploads).toBe(ours.admin.uploads);
  expect(extended.admin.auth).toBeInstanceOf(AdminAuthResource);
  const { auth, batchJobs, uploads, ...others } = theirs.admin;
  for (const [name, resource] of Object.entries(others))
    expect(Reflect.get(extended.admin, name)).toBe(resource);
  expect(extended.products).toBe(theirs.products);
});

test("the client that is given stays as it is", async () => {
  const { theirs } = open();
  const before = { ...theirs.admin };
  extendMedusaClient(theirs, new Medusa({ baseUrl }));
  expect({ ...theirs.admin }).toEqual(before);
  expect("wait" in theirs.admin.batchJobs).toBe(false);
  await theirs.admin.batchJobs.list({});
  expect(asked.map(({ headers }) => headers["user-agent"])).toEqual([
    expect.stringMatching(/axios\/0/),
  ]);
});

test("a login by getToken is one request, and holds for both until the logout", async () => {
  const { extended } = open();
  const both = async () => {
    await extended.admin.products.list();
    await extended.admin.batchJobs.list();
    return asked.slice(-2).map(({ headers }) => headers.authorization);
  };
  expect(await both()).toEqual([undefined, undefined]);
  await extended.admin.auth.getToken(LOGIN);
  expect(await both()).toEqual(["Bearer the.jwt.itself", "Bearer the.jwt.itself"]);
  await extended.admin.auth.deleteSession();
  expect(await both()).toEqual([undefined, undefined]);
  expect(asked.map(({ request }) => request.replace(/\?.*/, ""))).toEqual([
    "GET /admin/products",
    "GET /admin/batch-jobs",
    "POST /admin/auth/token",
    "GET /admin/products",
    "GET /admin/batch-jobs",
    "DELETE /admin/auth",
    "GET /admin/products",
    "GET /admin/batch-jobs",
  ]);
});

test("a publishable key goes along with the requests of both", async () => {
  const { extended } = open();
  extended.setPublishableKey("pk_1");
  await extended.admin.products.list();
  await extended.admin.batchJobs.list();
  expect(asked.map(({ headers }) => headers["x-publishable-api-key"])).toEqual(["pk_1", "pk_1"]);
  KeyManager.registerPublishableApiKey("");
});

test("a login that is refused is an error of this package, and logs nobody in", async () => {
  const { url, admin } = target;
  const extended = extendMedusaClient(
    new MedusaJs({ baseUrl: url, maxRetries: 0 }),
    new Medusa({ baseUrl: url }),
  );
  const { email } = admin;
  await expect(extended.admin.auth.getToken({ email, password: "wrong" })).rejects.toMatchObject({
    name: "MedusaAuthenticationError",
  });
  await expect(extended.admin.products.list()).rejects.toMatchObject({ response: { status: 401 } });
  await expect(
    extended.admin.auth.createSession({ email, password: admin.password }),
  ).resolves.toMatchObject({ user: { email } });
  await expect(extended.admin.batchJobs.list()).resolves.toHaveProperty("count");
});

test("what is no client is refused", () => {
  const { theirs, ours } = open();
  expect(() => extendMedusaClient(Object(undefined), ours)).toThrow(
    /a client of @medusajs\/medusa-js/,
  );
  expect(() => extendMedusaClient(theirs, Object({}))).toThrow(/a Medusa of this package/);
});
