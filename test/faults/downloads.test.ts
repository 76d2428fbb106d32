import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ExportedFile, Medusa } from "medusa-batch-jobs";
import { afterEach, describe, expect, test } from "vitest";

const CSV = "Product Id;Product Handle\r\nprod_1;tee\r\n";
const FILE_KEY = "exports/products/product-export-1.csv";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(handler: Handler): Promise<string> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address?.port}`;
}

/** A backend whose export is done at once, and whose file is where `file` says. */
async function backend(file: { url: () => string; serve?: Handler }): Promise<ExportedFile> {
  const at = new Date().toISOString();
  const result = { file_key: FILE_KEY, file_size: CSV.length };
  const batch_job = {
    id: "batch_1",
    type: "product-export",
    status: "completed",
    completed_at: at,
    created_at: at,
    result,
  };
  const url = await listen((request, response) => {
    if (request.url?.startsWith("/uploads/")) return file.serve?.(request, response);
    const isUrl = request.url === "/admin/uploads/download-url";
    const path = file.url();
    const download_url = path.startsWith("/") ? url + path : path;
    response.setHeader("content-type", "application/json");
    response.setHeader("set-cookie", "connect.sid=the-cookie; Path=/");
    response.end(JSON.stringify(isUrl ? { download_url } : { batch_job }));
  });
  const customHeaders = { "x-shop": "the-shop" };
  const medusa = new Medusa({ baseUrl: url, apiKey: "the-token", customHeaders, maxRetryDelay: 5 });
  return medusa.admin.batchJobs.exportFile();
}

/** Serves the file, and remembers the headers that came with the request. */
function fileServer(): { headers: IncomingMessage["headers"][]; serve: Handler } {
  const headers: IncomingMessage["headers"][] = [];
  const serve: Handler = (request, response) => {
    headers.push(request.headers);
    response.end(CSV);
  };
  return { headers, serve };
}

describe("credentials", () => {
  test("go along to the backend's own origin", async () => {
    const { headers, serve } = fileServer();
    const file = await backend({ url: () => `/uploads/${FILE_KEY}`, serve });
    expect(await file.text()).toBe(CSV);
    expect(headers).toMatchObject([{ cookie: "connect.sid=the-cookie", "x-shop": "the-shop" }]);
  });

  test("do not go along to any other", async () => {
    const { headers, serve } = fileServer();
    const elsewhere = await listen(serve);
    const file = await backend({ url: () => `${elsewhere}/bucket/file.csv?X-Signature=1` });
    expect(await file.text()).toBe(CSV);
    const sent = Object.keys(headers[0] ?? {});
    // Which of these there are is the adapter's affair; nothing else may be.
    const harmless = ["accept", "accept-encoding", "connection", "host", "user-agent"];
    expect(sent.filter((name) => !harmless.includes(name))).toEqual([]);
  });
});

describe("a download that is not whole is an error", () => {
  test("because it broke off", async () => {
    const serve: Handler = (_, response) => {
      response.setHeader("content-length", CSV.length);
      response.write(CSV.slice(0, 10), () => response.destroy());
    };
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    await expect(file.text()).rejects.toMatchObject({
      name: "MedusaConnectionError",
      message: expect.stringMatching(/not whole: it broke off \(.+\) after 10 bytes/),
    });
  });

  test("because it is shorter than the server said", async () => {
    const serve: Handler = (_, response) => void response.end(CSV.slice(0, 10));
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    await expect(file.blob()).rejects.toThrow(
      /it has 39 bytes on the server, but ended after 10 bytes/,
    );
  });
});

describe("a URL that has expired", () => {
  test.each([403, 404])("is asked for anew, once: %i", async (status) => {
    const paths: string[] = [];
    let asked = 0;
    const file = await backend({
      url: () => `/uploads/signed-${asked++}.csv`,
      serve: (request, response) => {
        paths.push(request.url ?? "");
        if (paths.length === 1) response.writeHead(status).end();
        else response.end(CSV);
      },
    });
    expect(await file.text()).toBe(CSV);
    expect(paths).toHaveLength(2);
    expect(new Set(paths).size).toBe(2);
  });

  test("and whose successor has too, is an error", async () => {
    let served = 0;
    const serve: Handler = (_, response) => {
      served += 1;
      response.writeHead(403).end();
    };
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    await expect(file.text()).rejects.toMatchObject({ name: "MedusaPermissionError" });
    expect(served).toBe(2);
  });
});

test("a server that fails for a moment is asked again", async () => {
  let served = 0;
  const serve: Handler = (_, response) => {
    served += 1;
    if (served === 1) response.writeHead(503).end();
    else response.end(CSV);
  };
  const file = await backend({ url: () => "/uploads/x.csv", serve });
  expect(await file.text()).toBe(CSV);
  expect(served).toBe(2);
});

test("a redirect is not followed", async () => {
  const { headers, serve } = fileServer();
  const elsewhere = await listen(serve);
  const file = await backend({
    url: () => "/uploads/x.csv",
    serve: (_, response) => void response.writeHead(302, { location: elsewhere }).end(),
  });
  await expect(file.text()).rejects.toMatchObject({ status: 302 });
  expect(headers).toEqual([]);
});

test.each(["ftp://files.example/x.csv", "file:///etc/passwd", "javascript:alert(1)", "not a url"])(
  "%s is not downloaded",
  async (url) => {
    const file = await backend({ url: () => url });
    await expect(file.text()).rejects.toMatchObject({ code: "invalid_argument" });
  },
);

test("nothing is downloaded before it is read, and a reader that leaves ends it", async () => {
  let served = 0;
  let closed = 0;
  const serve: Handler = (_, response) => {
    served += 1;
    response.on("close", () => closed++);
    response.write(CSV.slice(0, 10));
  };
  const file = await backend({ url: () => "/uploads/x.csv", serve });
  const reader = file.stream().getReader();
  expect(served).toBe(0);
  await reader.read();
  await reader.cancel();
  await expect.poll(() => closed).toBe(1);
  expect(served).toBe(1);
});
