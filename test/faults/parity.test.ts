import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import axios from "axios";
import PackagesForm from "form-data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { undiciAdapter } from "../../src/undici/index.js";

/** What a server got. */
interface Received {
  method?: string;
  url?: string;
  headers: IncomingMessage["headers"];
  body: string;
}

let server: Server;
let baseURL: string;
let answer: (response: ServerResponse) => void;
let received: Received;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    received = { method, url, headers, body: String(await buffer(request)) };
    answer(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server is closed.");
  baseURL = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const pools = undiciAdapter();
afterAll(() => pools.close());

/** Under all of axios, as others than the SDK use an adapter. */
describe.each([
  { name: "axios's http adapter", adapter: axios.getAdapter("http") },
  { name: "undiciAdapter", adapter: pools },
])("on $name", ({ adapter }) => {
  const client = axios.create({ adapter, timeout: 10_000 });
  const text = "Größe, 100 €";
  const ok = (response: ServerResponse) => response.end("{}");

  it.each(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])(
    "%s goes out as what it is",
    async (method) => {
      answer = ok;
      await client.request({ method, baseURL, url: "/a" });
      expect(received.method).toBe(method);
    },
  );

  it("a URL has a base and parameters", async () => {
    answer = ok;
    await client.get("admin/store?a=1", { baseURL: `${baseURL}/shop/`, params: { b: "x y" } });
    expect(received.url).toMatch(/^\/shop\/admin\/store\?a=1&b=x(?:%20|\+)y$/);
  });

  it.each<[string, string, string]>([
    ["", "/a?b=1", "/a?b=1"],
    ["/shop", "/a", "/shop/a"],
    ["/shop/", "/a", "/shop/a"],
    ["/shop", "a", "/shop/a"],
    ["/shop", "", "/shop"],
  ])("below the base %j, %j is one", async (base, url, expected) => {
    answer = ok;
    await client.get(url, { baseURL: baseURL + base });
    expect(received.url).toBe(expected);
  });

  it("a whole URL wins over a base", async () => {
    answer = ok;
    await client.get(`${baseURL}/a`, { baseURL: "http://127.0.0.1:1/shop" });
    expect(received.url).toBe("/a");
  });

  it.each<[string, () => unknown]>([
    ["text", () => text],
    ["bytes", () => Buffer.from(text)],
    ["a stream", () => Readable.from([Buffer.from(text)])],
  ])("a body is %s", async (_, data) => {
    answer = ok;
    await client.put(baseURL, data(), { headers: { "content-type": "text/plain" } });
    expect(received.body).toBe(text);
  });

  it.each<[string, () => object]>([
    ["the package form-data", () => packagesForm(text)],
    [
      "the package form-data, with a stream of unknown length",
      () => packagesForm(Readable.from([Buffer.from(text)])),
    ],
    ["the runtime", () => runtimesForm(text)],
  ])("a form is one of %s", async (_, form) => {
    answer = ok;
    await client.post(baseURL, form());
    const boundary = /boundary=(\S+)/.exec(received.headers["content-type"] ?? "")?.[1];
    expect(boundary).toBeDefined();
    expect(received.body).toContain(`--${boundary}\r\n`);
    expect(received.body).toContain(`--${boundary}--`);
    expect(received.body).toMatch(/name="files"; filename="a.csv"/);
    expect(received.body).toContain(text);
  });

  it.each<[string, (text: string) => Buffer, string]>([
    ["gzip", gzipSync, "gzip"],
    ["deflate", deflateSync, "deflate"],
    ["deflate without a header", deflateRawSync, "deflate"],
    ["br", brotliCompressSync, "br"],
    ["nothing", Buffer.from, "identity"],
  ])("an answer comes in %s", async (_, encode, encoding) => {
    const body = JSON.stringify({ text, long: text.repeat(20_000) });
    answer = (response) => {
      response.setHeader("content-encoding", encoding);
      response.end(encode(body));
    };
    const { data } = await client.get(baseURL, { transformResponse: [] });
    expect(data).toBe(body);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["204", (response) => response.writeHead(204, { "content-encoding": "gzip" }).end()],
    [
      "200 of no bytes",
      (response) =>
        response.writeHead(200, { "content-encoding": "gzip", "content-length": 0 }).end(),
    ],
    [
      "200 of no chunks",
      (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(),
    ],
  ])("an answer is empty, whatever its encoding: %s", async (_, empty) => {
    answer = empty;
    expect(await client.get(baseURL)).toMatchObject({ data: "" });
  });

  it("a byte order mark is not part of the JSON", async () => {
    answer = (response) => response.end('\ufeff{"a":1}');
    const { data } = await client.get(baseURL);
    expect(data).toEqual({ a: 1 });
  });

  it.each(["gzip", "deflate"])("an answer that is no %s is an error", async (encoding) => {
    answer = (response) => {
      response.writeHead(200, { "content-encoding": encoding });
      response.end("\u0078\u009c garbage ".repeat(10));
    };
    await expect(client.get(baseURL)).rejects.toThrow();
  });
});

function packagesForm(content: string | Readable): PackagesForm {
  const form = new PackagesForm();
  form.append("files", content, { filename: "a.csv" });
  return form;
}

function runtimesForm(content: string): FormData {
  const form = new FormData();
  form.append("files", new File([content], "a.csv"));
  return form;
}
