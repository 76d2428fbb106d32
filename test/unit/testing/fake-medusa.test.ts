import { FakeMedusa, MAX_JSON_BYTES, MAX_TARGET_BYTES } from "medusa-batch-jobs/testing";
import { describe, expect, it } from "vitest";
import { ask, askAnonymously, create, TOKEN } from "./asking.js";

const EXPORT = { type: "product-export", context: {} };
const OTHER = { "x-medusa-access-token": "test_api_token_other" };

it("takes what is undefined for what is left out, in its products too", () => {
  const variants = [{ title: "Red", sku: undefined, prices: undefined }];
  const products = [{ handle: "cup", title: "Cup", status: undefined, tags: undefined, variants }];
  const fake = new FakeMedusa({ products, tick: undefined, users: undefined });
  const [product] = fake.products;
  expect(product).toMatchObject({ status: "draft", tags: [] });
  expect(product?.variants).toMatchObject([{ title: "Red", sku: null, prices: [] }]);
});

describe("time", () => {
  function ticking() {
    const time = { now: Date.UTC(2026, 0, 1) };
    return { time, fake: new FakeMedusa({ clock: () => time.now, tick: 100 }) };
  }

  it("moves jobs on by the clock, without timers: one step a tick, each at its own instant", async () => {
    const { time, fake } = ticking();
    const { id } = await create(fake, EXPORT);
    time.now += 99;
    expect(fake.job(id)?.status).toBe("created");
    time.now += 1;
    expect(fake.job(id)).toMatchObject({
      status: "confirmed",
      confirmed_at: "2026-01-01T00:00:00.100Z",
    });
    time.now += 3_600_000;
    expect(fake.job(id)).toMatchObject({
      status: "completed",
      completed_at: "2026-01-01T00:00:00.200Z",
    });
  });

  it("settles a job although its clock goes on meanwhile", async () => {
    let now = Date.UTC(2026, 0, 1);
    const fake = new FakeMedusa({ clock: () => (now += 100), tick: 100 });
    const { id } = await create(fake, EXPORT);
    expect(fake.settle(id).status).toBe("completed");
  });

  it("writes the error of a failure first, and that it has failed a moment later", async () => {
    const { time, fake } = ticking();
    const { id } = await create(fake, EXPORT);
    await ask(fake, `/admin/batch-jobs/${id}/cancel`, { method: "POST" });
    const errors = [expect.stringContaining("Cannot mark a batch job as pre processed")];
    time.now += 100;
    expect(fake.job(id)).toMatchObject({ status: "canceled", result: { errors }, failed_at: null });
    time.now += 10;
    expect(fake.job(id)).toMatchObject({ status: "failed", result: { errors } });
  });

  it("runs a job twice that two clients confirm at once, and once that they confirm in turn", async () => {
    const { time, fake } = ticking();
    const prepared = async () => {
      const { id } = await create(fake, { ...EXPORT, dry_run: true });
      time.now += 100;
      return () => ask(fake, `/admin/batch-jobs/${id}/confirm`, { method: "POST" });
    };
    const [first, second] = [await prepared(), await prepared()];
    const statuses = (answers: Response[]) => answers.map(({ status }) => status);
    expect(statuses(await Promise.all([first(), first()]))).toEqual([200, 200]);
    expect(statuses([await second(), await second()])).toEqual([200, 400]);
    time.now += 100;
    expect(fake.jobs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    time.now += 20;
    expect(fake.jobs.map(({ status }) => status)).toEqual(["failed", "completed"]);
    expect(fake.jobs[0]).toMatchObject({
      completed_at: expect.any(String),
      result: { errors: ["could not serialize access due to concurrent update"] },
    });
  });

  it("counts from the confirmation of a dry run", async () => {
    const { time, fake } = ticking();
    const { id } = await create(fake, { ...EXPORT, dry_run: true });
    time.now += 3_600_000;
    expect(fake.job(id)?.status).toBe("pre_processed");
    await ask(fake, `/admin/batch-jobs/${id}/confirm`, { method: "POST" });
    expect(fake.job(id)?.status).toBe("confirmed");
    time.now += 100;
    expect(fake.job(id)?.status).toBe("completed");
  });

  it("lets errors with a code grow a tick after the failure", async () => {
    const { time, fake } = ticking();
    const { id } = await create(fake, EXPORT);
    fake.fail(id, { message: "no", code: "unknown" });
    expect(fake.job(id)?.result?.errors).toHaveLength(1);
    time.now += 100;
    expect(fake.job(id)?.result?.errors).toEqual([
      { message: "no", code: "unknown", err: {} },
      "no",
    ]);
  });

  it("orders jobs of one millisecond", async () => {
    const { fake } = ticking();
    const ids = [];
    for (const _ of "abc") ids.unshift((await create(fake, EXPORT)).id);
    const page = await (await ask(fake, "/admin/batch-jobs?fields=id")).json();
    expect(page.batch_jobs.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

describe("with a tick of Infinity", () => {
  const still = () => new FakeMedusa({ tick: Number.POSITIVE_INFINITY });

  it("advance takes one step after the other, and refuses when there is none", async () => {
    const fake = still();
    const { id } = await create(fake, EXPORT);
    expect(fake.advance(id).status).toBe("confirmed");
    expect(fake.advance(id).status).toBe("completed");
    expect(() => fake.advance(id)).toThrow(
      `Cannot advance batch job ${id}: it has ended (completed).`,
    );
  });

  it("advance refuses what waits for a confirmation, and what does not exist", async () => {
    const fake = still();
    const { id } = await create(fake, { ...EXPORT, dry_run: true });
    expect(fake.settle(id).status).toBe("pre_processed");
    expect(() => fake.advance(id)).toThrow("waits for a confirmation");
    expect(() => fake.advance("batch_nope")).toThrow("There is no batch job batch_nope.");
  });

  it.each([
    ["created", 0, "Cannot mark a batch job as pre processed if it is not in created status"],
    [
      "confirmed",
      1,
      "Cannot mark a batch job as processing if the status is different that confirmed",
    ],
  ])(
    "a cancel of a job that is %s turns into a failure at its next step",
    async (_, steps, message) => {
      const fake = still();
      const { id } = await create(fake, EXPORT);
      for (let step = 0; step < steps; step++) fake.advance(id);
      const response = await ask(fake, `/admin/batch-jobs/${id}/cancel`, { method: "POST" });
      expect((await response.json()).batch_job.status).toBe("canceled");
      const job = fake.advance(id);
      expect(job).toMatchObject({ status: "failed", canceled_at: expect.any(String) });
      expect(job.result?.errors).toEqual([message]);
    },
  );

  it("a canceled dry run stays canceled", async () => {
    const fake = still();
    const { id } = await create(fake, { ...EXPORT, dry_run: true });
    fake.advance(id);
    await ask(fake, `/admin/batch-jobs/${id}/cancel`, { method: "POST" });
    expect(fake.settle(id).status).toBe("canceled");
    expect(() => fake.advance(id)).toThrow("it has ended (canceled)");
  });

  it("fail writes a text as it is", async () => {
    const fake = still();
    const { id } = await create(fake, EXPORT);
    expect(fake.fail(id, "no space left on device")).toMatchObject({
      status: "failed",
      result: { errors: ["no space left on device"] },
    });
  });
});

describe("create", () => {
  it.each([
    [{ type: "nope", context: {} }, 404, "Unable to find a BatchJob strategy with the type nope"],
    [{ context: {} }, 400, "type must be a string"],
    [{ type: "product-export" }, 400, "context must be an object"],
    [{ type: "product-export", context: [] }, 400, "context must be an object"],
    [{ ...EXPORT, dry_run: "true" }, 400, "dry_run must be a boolean value"],
    [
      { ...EXPORT, dry_run: null },
      400,
      "Can't insert null value in field dry_run on insert in table batch_job",
    ],
    [{ ...EXPORT, x: 1 }, 400, "property x should not exist"],
    [
      { type: 5, context: 5, y: 1 },
      400,
      "property y should not exist, type must be a string, context must be an object",
    ],
    [[], 400, "an unknown value was passed to the validate function"],
    [{ type: "product-export", context: { a: "x\0y" } }, 500, "An unknown error occurred."],
  ])("of %j is refused: %d %s", async (json, status, message) => {
    const response = await ask(new FakeMedusa(), "/admin/batch-jobs", { json });
    expect(response.status).toBe(status);
    expect((await response.json()).message).toBe(message);
  });

  it("ignores an Idempotency-Key: the same key twice makes two jobs", async () => {
    const fake = new FakeMedusa();
    const headers = { "idempotency-key": "same" };
    for (const _ of "ab") await ask(fake, "/admin/batch-jobs", { json: EXPORT, headers });
    expect(fake.jobs).toHaveLength(2);
  });

  it("reads no body but JSON, zipped or not", async () => {
    const fake = new FakeMedusa();
    const text = await ask(fake, "/admin/batch-jobs", { body: JSON.stringify(EXPORT) });
    expect((await text.json()).message).toBe("type must be a string, context must be an object");
    const zipped = new Blob([JSON.stringify(EXPORT)])
      .stream()
      .pipeThrough(new CompressionStream("gzip"));
    const body = await new Response(zipped).arrayBuffer();
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await ask(fake, "/admin/batch-jobs", { body, headers })).status).toBe(201);
  });
});

describe("the job of another user", () => {
  it.each([
    ["GET", ""],
    ["POST", "/confirm"],
    ["POST", "/cancel"],
  ])("cannot be reached: %s %s", async (method, action) => {
    const fake = new FakeMedusa();
    const { id } = await create(fake, EXPORT);
    const response = await ask(fake, `/admin/batch-jobs/${id}${action}`, {
      method,
      headers: OTHER,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      type: "not_allowed",
      message: "Cannot access a batch job that does not belong to the logged in user",
    });
  });

  it("is not listed", async () => {
    const fake = new FakeMedusa();
    await create(fake, EXPORT);
    expect((await (await ask(fake, "/admin/batch-jobs", { headers: OTHER })).json()).count).toBe(0);
  });
});

describe("what Express refuses", () => {
  const sent = (body: string, production = false) =>
    ask(new FakeMedusa({ production }), "/admin/batch-jobs", {
      body,
      headers: { "content-type": "application/json" },
    });

  it.each(['{"a":', '"x"', "null"])("is malformed JSON, with an HTML page: %s", async (body) => {
    const response = await sent(body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain("<pre>SyntaxError: ");
    expect(await (await sent(body, true)).text()).toContain("<pre>Bad Request</pre>");
  });

  it("is a JSON body over 100 KiB", async () => {
    const padding = `{"type":"nope","context":{"a":"`.length + '"}}'.length;
    const body = (size: number) =>
      JSON.stringify({ type: "nope", context: { a: "x".repeat(size - padding) } });
    expect((await sent(body(MAX_JSON_BYTES))).status).toBe(404);
    const response = await sent(body(MAX_JSON_BYTES + 1));
    expect(response.status).toBe(413);
    expect(await response.text()).toContain("request entity too large");
  });

  it("is a path with a query beyond Node's limit, with an empty 431", async () => {
    const path = "/admin/batch-jobs?x=";
    const asked = (size: number) => ask(new FakeMedusa(), path.padEnd(size, "a"));
    expect((await asked(MAX_TARGET_BYTES)).status).toBe(400);
    const response = await asked(MAX_TARGET_BYTES + 1);
    expect(response.status).toBe(431);
    expect(await response.text()).toBe("");
  });

  it("is an unknown path, with an HTML page", async () => {
    const fake = new FakeMedusa();
    const response = await askAnonymously(fake, "/nope", { method: "PUT" });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("<pre>Cannot PUT /nope</pre>");
    expect((await askAnonymously(fake, "/admin/nope")).status).toBe(401);
    expect((await ask(fake, "/admin/nope")).status).toBe(404);
  });
});

describe("paths", () => {
  it.each([
    ["/admin/batch-jobs/", 200],
    ["/Admin/Batch-Jobs", 200],
    ["/admin/batch-jobs/undefined", 404],
    ["/admin/batch-jobs/a%2Fb", 404],
    ["/admin/batch-jobs/%E0%A4%A", 500],
    ["/admin/batch-jobs/x%00y", 500],
    ["/admin/batch-jobs/nope/cancel", 404],
    ["/health", 200],
  ])("%s is answered with %d", async (path, status) => {
    expect((await ask(new FakeMedusa(), path)).status).toBe(status);
  });

  it("of jobs are looked up before method and rest", async () => {
    const fake = new FakeMedusa();
    const gone = await ask(fake, "/admin/batch-jobs/nope/x", { method: "DELETE" });
    expect((await gone.json()).message).toBe("Batch job with id nope was not found");
    const { id } = await create(fake, EXPORT);
    const page = await ask(fake, `/admin/batch-jobs/${id}/x`, { method: "DELETE" });
    expect(await page.text()).toContain(`Cannot DELETE /admin/batch-jobs/${id}/x`);
  });

  it.each([
    ["http://localhost:9000/admin/batch-jobs", true],
    ["/admin/batch-jobs/batch_1/confirm", true],
    ["/admin/auth/token", true],
    ["/uploads/exports/products/a.csv", true],
    ["/admin/products", true],
    ["/admin/products/prod_1", false],
    ["/admin/customers", false],
    ["/admin/batch-jobs/a/b/c", false],
    ["http://localhost:9001/admin/batch-jobs", false],
  ])("handles(%s) is %s", (url, expected) => {
    expect(new FakeMedusa().handles(url)).toBe(expected);
  });

  it("may lie below a path of the base URL", async () => {
    const fake = new FakeMedusa({ baseUrl: "https://shop.test/api/" });
    expect(fake.baseUrl).toBe("https://shop.test/api");
    expect(fake.handles("https://shop.test/api/admin/auth")).toBe(true);
    expect(fake.handles("https://shop.test/apiary/admin/auth")).toBe(false);
    expect((await ask(fake, "/admin/auth")).status).toBe(200);
    expect(fake.requests[0]?.path).toBe("/admin/auth");
  });
});

describe("HTTP", () => {
  it("lets every origin in, with credentials", async () => {
    const origin = "http://localhost:7000";
    const fake = new FakeMedusa();
    const response = await ask(fake, "/admin/batch-jobs", { headers: { origin } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
    const preflight = await askAnonymously(fake, "/admin/batch-jobs", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-headers": "content-type,x-medusa-access-token" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "content-type,x-medusa-access-token",
    );
    expect(preflight.headers.get("access-control-allow-methods")).toBe(
      "GET,HEAD,PUT,PATCH,POST,DELETE",
    );
  });

  it("answers 304 as long as nothing has changed", async () => {
    const fake = new FakeMedusa({ tick: Number.POSITIVE_INFINITY });
    const { id } = await create(fake, EXPORT);
    const path = `/admin/batch-jobs/${id}`;
    const etag = (await ask(fake, path)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\da-f]+-[\w-]{27}"$/);
    const headers = { "if-none-match": etag };
    const unchanged = await ask(fake, path, { headers });
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers.get("content-type")).toBeNull();
    fake.advance(id);
    expect((await ask(fake, path, { headers })).status).toBe(200);
  });

  it("answers HEAD with the headers of GET", async () => {
    const response = await ask(new FakeMedusa(), "/admin/batch-jobs", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("49");
    expect(await response.text()).toBe("");
  });
});

describe("the state", () => {
  it("is shown as snapshots", async () => {
    const fake = new FakeMedusa({ products: [{ handle: "cup", title: "Cup" }] });
    const { id } = await create(fake, EXPORT);
    for (const job of [fake.job(id), fake.jobs[0]]) if (job) job.type = "changed";
    for (const product of fake.products) product.title = "changed";
    expect(fake.job(id)?.type).toBe("product-export");
    expect(fake.products[0]?.title).toBe("Cup");
    expect(fake.job("nope")).toBeUndefined();
  });

  it("logs what arrived", async () => {
    const fake = new FakeMedusa();
    await ask(fake, "/admin/batch-jobs?limit=1", { headers: { "X-Request-Id": "1" } });
    expect(fake.requests).toEqual([
      {
        method: "GET",
        path: "/admin/batch-jobs",
        query: "?limit=1",
        headers: { ...TOKEN, "x-request-id": "1" },
      },
    ]);
  });

  it("begins anew with a reset; the users stay who they are", async () => {
    const fake = new FakeMedusa({ products: [{ handle: "cup", title: "Cup" }] });
    const { users } = fake;
    await create(fake, EXPORT);
    fake.reset();
    expect(fake).toMatchObject({ jobs: [], requests: [], sessions: 0, users });
    expect(fake.files.size).toBe(0);
    expect(fake.products).toHaveLength(1);
  });

  it("has the users of the options", async () => {
    const fake = new FakeMedusa({ users: [{ id: "usr_1", email: "a@b.co", password: "p" }] });
    const [user] = fake.users;
    expect(user).toMatchObject({ id: "usr_1", email: "a@b.co", apiToken: expect.any(String) });
    const headers = { "x-medusa-access-token": user?.apiToken ?? "" };
    expect((await ask(fake, "/admin/auth", { headers })).status).toBe(200);
  });
});
