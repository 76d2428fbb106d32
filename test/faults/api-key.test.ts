import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type ApiKeyHeader, type Config, Medusa } from "medusa-batch-jobs";
import { afterEach, describe, expect, test } from "vitest";
import { type Served, serve } from "../support/listen.js";
import { within } from "./support.js";

const TOKEN = "api-token-of-the-tests";
const BEARER = `Bearer ${TOKEN}`;
const JWT = "eyJhbGciOi.eyJ1c2VyX2lk.c2lnbmF0dXJl";
const LOGIN = { email: "admin@medusa-test.com", password: "supersecret" };
const QUESTION = "GET /admin/batch-jobs?limit=1";
const PATIENCE_MS = 10_000;
/** Bound to end soon in what never answers. */
const SHORT_MS = 100;

/** A Medusa that takes API tokens in one header, and writes down what it is asked. */
class Shop {
  /** Where it takes them; up to 1.16 it is `authorization`. */
  takes: ApiKeyHeader | "neither" = "authorization";
  /** Answers in its place what asks for the header, unless it is not for it. */
  onQuestion: (response: ServerResponse, times: number) => unknown = () => undefined;
  readonly requests: {
    call: string;
    header: string;
    headers: IncomingMessage["headers"];
    body: string;
  }[] = [];
  sessions = 0;
  #served: Served | undefined;

  async start(): Promise<string> {
    this.#served = await serve((request, response) => void this.#serve(request, response));
    return this.#served.url;
  }

  stop(): void {
    this.#served?.close();
  }

  /** What it was asked, and where the token was. */
  get asked(): string[] {
    return this.requests.map(({ call, header }) => `${call} ${header}`);
  }

  get questions(): number {
    return this.requests.filter(({ call }) => call === QUESTION).length;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers } = request;
    const call = `${request.method} ${request.url}`;
    const header = carriedIn(headers);
    this.requests.push({ call, header, headers, body: await text(request).catch(() => "") });
    if (call === QUESTION && this.onQuestion(response, this.questions) !== undefined) return;
    if (!headers.cookie) {
      this.sessions += 1;
      response.setHeader(
        "set-cookie",
        `connect.sid=s%3Asession-${this.sessions}; Path=/; HttpOnly`,
      );
    }
    if (call.startsWith("POST /admin/auth")) answer(response, { user: {}, access_token: JWT });
    else if (isLoggedIn(headers, this.takes)) answer(response, ROWS);
    else response.writeHead(401).end("Unauthorized");
  }
}

const ROWS = { batch_jobs: [], batch_job: { id: "batch_1" }, uploads: [], user: {}, count: 0 };

function carriedIn(headers: IncomingMessage["headers"]): string {
  const { authorization, "x-medusa-access-token": token } = headers;
  return [token && "x-medusa-access-token", authorization && "authorization"]
    .filter(Boolean)
    .join("+");
}

function isLoggedIn(headers: IncomingMessage["headers"], takes: Shop["takes"]): boolean {
  if (headers.authorization === `Bearer ${JWT}`) return takes === "x-medusa-access-token";
  return headers[takes] === (takes === "authorization" ? BEARER : TOKEN);
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const shops: Shop[] = [];
afterEach(() => {
  for (const shop of shops.splice(0)) shop.stop();
});

async function open(config: Config = {}): Promise<{ shop: Shop; medusa: Medusa; baseUrl: string }> {
  const shop = new Shop();
  shops.push(shop);
  const baseUrl = await shop.start();
  return {
    shop,
    baseUrl,
    medusa: new Medusa({ baseUrl, apiKey: TOKEN, maxRetries: 0, ...config }),
  };
}

const store = ({ client }: Medusa) => within(PATIENCE_MS, client.request("GET", "/admin/store"));

/** Answers the question when it is told to; resolves when it has come. */
function hold(shop: Shop): Promise<ServerResponse> {
  return new Promise((resolve) => {
    shop.onQuestion = (response) => {
      resolve(response);
      return HELD;
    };
  });
}

const HELD = "held";

describe("a server that takes API tokens as Bearer", () => {
  test("is found out by one request more, once, and the call is done", async () => {
    const { shop, medusa } = await open();
    expect(medusa.client.apiKeyHeader).toBe("x-medusa-access-token");
    await store(medusa);
    await store(medusa);
    expect(shop.asked).toEqual([
      "GET /admin/store x-medusa-access-token",
      `${QUESTION} authorization`,
      "GET /admin/store authorization",
      "GET /admin/store authorization",
    ]);
    expect(medusa.client.apiKeyHeader).toBe("authorization");
  });

  test("is asked once by calls that are refused at the same time", async () => {
    const { shop, medusa } = await open();
    await Promise.all(Array.from({ length: 20 }, () => store(medusa)));
    expect(shop.questions).toBe(1);
    expect(shop.requests).toHaveLength(20 + 1 + 20);
  });

  test("is found out by each client for itself", async () => {
    const { shop, medusa, baseUrl } = await open();
    await store(medusa);
    const other = new Medusa({ baseUrl, apiKey: TOKEN });
    expect(other.client.apiKeyHeader).toBe("x-medusa-access-token");
    await store(other);
    expect(shop.questions).toBe(2);
  });

  test("gets one call's request under one id and one idempotency key, and makes one session", async () => {
    const { shop, medusa } = await open();
    await medusa.admin.batchJobs.create({ type: "product-export", context: {} });
    const [first, question, second] = shop.requests.map(({ headers }) => headers);
    expect(second?.["x-request-id"]).toBe(first?.["x-request-id"]);
    expect(second?.["idempotency-key"]).toBe(first?.["idempotency-key"]);
    expect(question).not.toHaveProperty("idempotency-key");
    expect(question).not.toHaveProperty("content-type");
    expect(question).not.toHaveProperty("x-medusa-access-token");
    expect(shop.sessions).toBe(1);
  });

  test("is asked with the headers of the call, which a proxy may want", async () => {
    const { shop, medusa } = await open({ customHeaders: { "x-shop": "north" } });
    await medusa.admin.batchJobs.list({}, { customHeaders: { "x-gate": "key" } });
    expect(shop.requests[1]?.headers).toMatchObject({ "x-shop": "north", "x-gate": "key" });
  });

  test("gets an upload that can be read again whole, twice", async () => {
    const { shop, medusa } = await open();
    await medusa.admin.uploads.create(new File(["Product Handle"], "products.csv"));
    const bodies = shop.requests.map(({ body }) => body.includes("Product Handle"));
    expect(bodies).toEqual([true, false, true]);
  });

  test("gets a stream once: the error says to call again, and then it is known", async () => {
    const { shop, medusa } = await open();
    const send = () => medusa.client.request("POST", "/admin/own", Readable.from(["text"]));
    await expect(send()).rejects.toMatchObject({
      name: "MedusaAuthenticationError",
      status: 401,
      message: expect.stringMatching(
        /takes it as authorization\. .* call again, with a new one\.$/,
      ),
    });
    await send();
    expect(shop.requests.map(({ body }) => body)).toEqual(["text", "", "text"]);
  });

  test("lets a file of its own be downloaded", async () => {
    const { shop, medusa, baseUrl } = await open();
    const { head, body } = await medusa.client.download(`${baseUrl}/admin/file.csv`);
    expect(head.status).toBe(200);
    await body.cancel();
    expect(shop.requests).toHaveLength(3);
  });
});

test("the question is repeated as any GET: what is refused or broken on the way ends no call", async () => {
  const { shop, medusa } = await open({ maxRetries: 2 });
  shop.onQuestion = (response, times) => {
    if (times === 1) return response.writeHead(503, { "retry-after": "0" }).end();
    return times === 2 ? response.destroy() : undefined;
  };
  await store(medusa);
  expect(shop.questions).toBe(3);
  expect(medusa.client.apiKeyHeader).toBe("authorization");
});

test("from 1.17, an API token goes as x-medusa-access-token, and nothing is asked", async () => {
  const { shop, medusa } = await open();
  shop.takes = "x-medusa-access-token";
  await store(medusa);
  expect(shop.asked).toEqual(["GET /admin/store x-medusa-access-token"]);
});

test("a server that is upgraded while a client lives is found out anew", async () => {
  const { shop, medusa } = await open();
  await store(medusa);
  shop.takes = "x-medusa-access-token";
  await store(medusa);
  expect(shop.asked.slice(3)).toEqual([
    "GET /admin/store authorization",
    `${QUESTION} x-medusa-access-token`,
    "GET /admin/store x-medusa-access-token",
  ]);
});

test("a token that is wrong in both headers is asked for once, and refused with one request each then", async () => {
  const { shop, medusa } = await open();
  shop.takes = "neither";
  for (const requests of [2, 3, 4]) {
    await expect(store(medusa)).rejects.toMatchObject({
      status: 401,
      message:
        "Unauthorized. Medusa refused what was sent: apiKey is no API token of a user there.",
    });
    expect(shop.requests).toHaveLength(requests);
  }
});

describe("where nobody says in which header", () => {
  test.each<[string, (response: ServerResponse) => unknown]>([
    // So Medusa up to 1.16 answers a wrong token.
    ["500", (response) => response.writeHead(500).end("{}")],
    ["503", (response) => response.writeHead(503).end()],
    ["a redirect", (response) => response.writeHead(302, { location: "/login" }).end()],
    ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>")],
    ["a broken connection", (response) => response.destroy()],
  ])("by %s, the refusal is the error, and the next call asks again", async (_, fail) => {
    const { shop, medusa } = await open();
    shop.onQuestion = (response, times) => (times === 1 ? fail(response) : undefined);
    await expect(store(medusa)).rejects.toMatchObject({
      name: "MedusaAuthenticationError",
      status: 401,
      message: expect.stringContaining("or goes in the other header"),
    });
    expect(shop.requests).toHaveLength(2);
    await store(medusa);
    expect(medusa.client.apiKeyHeader).toBe("authorization");
  });

  test("within the timeout of a call, that is refused; another one waits on", async () => {
    const { shop, medusa } = await open();
    const held = hold(shop);
    const patient = store(medusa);
    const response = await held;
    const options = { timeout: SHORT_MS };
    await expect(
      medusa.client.request("GET", "/admin/store", undefined, options),
    ).rejects.toMatchObject({ status: 401 });
    answer(response, ROWS);
    await patient;
    expect(shop.questions).toBe(1);
  });

  test("and an old server stands beside a new one, a call ends", async () => {
    const { shop, medusa } = await open();
    shop.takes = "neither";
    shop.onQuestion = (response) => {
      answer(response, ROWS);
      return HELD;
    };
    await expect(store(medusa)).rejects.toMatchObject({ status: 401 });
    expect(shop.requests).toHaveLength(3);
  });
});

describe("an abort", () => {
  test("of one call that waits for the answer ends that one alone", async () => {
    const { shop, medusa } = await open();
    const held = hold(shop);
    const leaving = new AbortController();
    const { signal } = leaving;
    const first = medusa.client.request("GET", "/admin/first", undefined, { signal });
    const response = await held;
    const second = store(medusa);
    await expect.poll(() => shop.requests.length).toBe(3);
    leaving.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    answer(response, ROWS);
    await second;
    expect(shop.questions).toBe(1);
    expect(shop.asked).not.toContain("GET /admin/first authorization");
  });

  test("of all calls ends the question, and nothing is remembered", async () => {
    const { shop, medusa } = await open();
    const held = hold(shop);
    const leaving = new AbortController();
    const { signal } = leaving;
    const call = medusa.client.request("GET", "/admin/store", undefined, { signal });
    const closed = once(await held, "close");
    leaving.abort(new Error("gone"));
    await expect(call).rejects.toThrow("gone");
    await within(PATIENCE_MS, closed);
    shop.onQuestion = () => undefined;
    await store(medusa);
    expect(shop.questions).toBe(2);
  });
});

describe("nothing is asked", () => {
  test.each<ApiKeyHeader>(["authorization", "x-medusa-access-token"])(
    "where apiKeyHeader says %s",
    async (apiKeyHeader) => {
      const { shop, medusa } = await open({ apiKeyHeader });
      shop.takes = "neither";
      await expect(store(medusa)).rejects.toMatchObject({ status: 401 });
      expect(shop.asked).toEqual([`GET /admin/store ${apiKeyHeader}`]);
      shop.takes = apiKeyHeader;
      await store(medusa);
    },
  );

  test.each<[string, Config, message: RegExp]>([
    ["an API token that is a JWT", { apiKey: JWT }, /apiKey looks like a JWT/],
    ["an API token with its Bearer", { apiKey: BEARER }, /apiKey begins with "Bearer"/],
    [
      "a token of the caller's own",
      { customHeaders: { "x-medusa-access-token": "theirs" } },
      /Unauthorized/,
    ],
    [
      "an authorization of the caller's own",
      { customHeaders: { authorization: "Basic eDp5" } },
      /customHeaders\.authorization is no JWT/,
    ],
    [
      "a token that is unset",
      { customHeaders: { "x-medusa-access-token": null } },
      /customHeaders unset them/,
    ],
  ])("for %s", async (_, config, message) => {
    const { shop, medusa } = await open(config);
    await expect(store(medusa)).rejects.toThrow(message);
    expect(shop.requests).toHaveLength(1);
  });

  test("where a JWT was sent, too", async () => {
    const { shop, medusa } = await open();
    await medusa.admin.auth.getToken(LOGIN);
    await expect(store(medusa)).rejects.toMatchObject({ status: 401 });
    expect(shop.questions).toBe(0);
  });

  test("for a login, or a path of the store", async () => {
    const { shop, medusa } = await open();
    await expect(medusa.client.request("GET", "/store/customers/me")).rejects.toMatchObject({
      status: 401,
    });
    await expect(medusa.admin.auth.createSession(LOGIN)).rejects.toMatchObject({ status: 401 });
    expect(shop.asked).toEqual([
      "GET /store/customers/me ",
      "POST /admin/auth ",
      "GET /admin/auth ",
    ]);
  });
});
