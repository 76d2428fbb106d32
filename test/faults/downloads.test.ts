import { getEventListeners, once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { type ExportedFile, type ExportOptions, Medusa } from "medusa-batch-jobs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const CSV = "Product Id;Product Handle\r\nprod_1;tee\r\n";
const FILE_KEY = "exports/products/product-export-1.csv";

type Reader = ReadableStreamDefaultReader<Uint8Array>;
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

/**
 * A backend whose export is done at once, and whose file is where `file` says. Asked for a URL that is
 * empty, it does what it does with the file.
 */
async function backend(
  file: { url: () => string; serve?: Handler; size?: number },
  options: ExportOptions = {},
  onStart: (url: string) => void = () => {},
): Promise<ExportedFile> {
  const at = new Date().toISOString();
  const result = { file_key: FILE_KEY, file_size: "size" in file ? file.size : CSV.length };
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
    const path = isUrl ? file.url() : "/";
    if (path === "") return file.serve?.(request, response);
    const download_url = path.startsWith("/") ? url + path : path;
    response.setHeader("content-type", "application/json");
    response.setHeader("set-cookie", "connect.sid=the-cookie; Path=/");
    response.end(JSON.stringify(isUrl ? { download_url } : { batch_job }));
  });
  onStart(url);
  const customHeaders = { "x-shop": "the-shop" };
  const medusa = new Medusa({ baseUrl: url, apiKey: "the-token", customHeaders, maxRetryDelay: 5 });
  return medusa.admin.batchJobs.exportFile(options);
}

/** Counts the requests to a handler, and those of its connections that are closed. */
function watched(handler: Handler): { served: () => number; closed: () => number; serve: Handler } {
  let served = 0;
  let closed = 0;
  const serve: Handler = (request, response) => {
    served += 1;
    request.socket.on("close", () => closed++);
    handler(request, response);
  };
  return { served: () => served, closed: () => closed, serve };
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

  test.each([0, 10, CSV.length - 1])(
    "because it is shorter than the server said: %i",
    async (length) => {
      const serve: Handler = (_, response) => void response.end(CSV.slice(0, length));
      const file = await backend({ url: () => "/uploads/x.csv", serve });
      await expect(file.blob()).rejects.toThrow(
        `it has 39 bytes on the server, but ended after ${length} bytes`,
      );
    },
  );

  test.each([CSV.length + 1, 48_000])("because it is longer: %i", async (length) => {
    const { closed, serve } = watched((_, response) => {
      response.setHeader("content-type", "text/html");
      response.write("x".repeat(length));
    });
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    await expect(file.blob()).rejects.toThrow(
      /not whole: it has 39 bytes on the server, but goes on after \d+ bytes/,
    );
    await expect.poll(closed).toBe(1);
  });
});

test("of a packed transfer, the bytes of the file count", async () => {
  const packed = gzipSync(CSV);
  expect(packed).not.toHaveLength(CSV.length);
  const serve: Handler = (_, response) => {
    response.setHeader("content-encoding", "gzip");
    response.end(packed);
  };
  const file = await backend({ url: () => "/uploads/x.csv", serve });
  expect(await file.text()).toBe(CSV);
});

describe("a URL that has expired", () => {
  test.each([400, 401, 403, 404, 410])("is asked for anew, once: %i", async (status) => {
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

describe("a redirect", () => {
  test("of the backend is not followed", async () => {
    const { headers, serve } = fileServer();
    const elsewhere = await listen(serve);
    const file = await backend({
      url: () => "/uploads/x.csv",
      serve: (_, response) => void response.writeHead(302, { location: elsewhere }).end(),
    });
    await expect(file.text()).rejects.toMatchObject({ status: 302 });
    expect(headers).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])("of a file service is followed: %i", async (status) => {
    const { headers, serve } = fileServer();
    const second = await listen(serve);
    const first = await listen(
      (_, response) =>
        void response.writeHead(status, { location: `${second}/x.csv` }).end("Moved"),
    );
    const file = await backend({ url: () => `${first}/x.csv` });
    expect(await file.text()).toBe(CSV);
    expect(headers).toHaveLength(1);
  });

  test("that leads to the backend takes no credentials there", async () => {
    const { headers, serve } = fileServer();
    let own = "";
    const elsewhere = await listen(
      (_, response) => void response.writeHead(307, { location: own }).end(),
    );
    const file = await backend({ url: () => elsewhere, serve }, {}, (url) => {
      own = `${url}/uploads/x.csv`;
    });
    expect(await file.text()).toBe(CSV);
    expect(headers).toHaveLength(1);
    expect(JSON.stringify(headers)).not.toMatch(/the-cookie|the-token|the-shop/);
  });

  test("is followed five times", async () => {
    let served = 0;
    const elsewhere = await listen((_, response) => {
      served += 1;
      response.writeHead(307, { location: `/again?X-Signature=secret-${served}` }).end();
    });
    const file = await backend({ url: () => `${elsewhere}/x.csv?X-Signature=secret-0` });
    const error = await file.text().catch((thrown) => thrown);
    expect(error).toMatchObject({
      status: 307,
      message: expect.stringContaining(`the file service redirects to ${elsewhere}/again, and`),
    });
    expect(inspect(error) + JSON.stringify(error)).not.toContain("secret-");
    expect(served).toBe(6);
  });

  test.each(["ftp://files.example/x.csv", "file:///etc/passwd", "http://"])(
    "to %s is not followed",
    async (location) => {
      const elsewhere = await listen(
        (_, response) => void response.writeHead(307, { location }).end(),
      );
      const file = await backend({ url: () => elsewhere });
      await expect(file.text()).rejects.toMatchObject({ status: 307 });
    },
  );
});

test("a file service that is not there is named, and the backend is not blamed", async () => {
  const gone = await listen(() => {});
  servers.pop()?.close();
  const file = await backend({ url: () => `${gone}/bucket/x.csv?X-Signature=the-signature` });
  const error = await file.text().catch((thrown) => thrown);
  expect(error).toMatchObject({ name: "MedusaConnectionError", code: "ECONNREFUSED" });
  expect(error.message).toContain(`GET ${gone}/bucket/x.csv: no connection to ${gone} (`);
  expect(inspect(error)).not.toMatch(/the-signature|Medusa backend/);
});

test.each(["ftp://files.example/x.csv", "file:///etc/passwd", "javascript:alert(1)", "not a url"])(
  "%s is not downloaded",
  async (url) => {
    const file = await backend({ url: () => url });
    await expect(file.text()).rejects.toMatchObject({ code: "invalid_argument" });
  },
);

test("nothing is downloaded before it is read", async () => {
  const { served, serve } = watched((_, response) => void response.end(CSV));
  const file = await backend({ url: () => "/uploads/x.csv", serve });
  const stream = file.stream();
  expect(served()).toBe(0);
  await stream.cancel();
  expect(served()).toBe(0);
});

describe("a download that nobody wants any more closes its connection", () => {
  const silence: Handler = () => {};
  const flood: Handler = (_, response) => {
    const more = () => {
      while (response.write("x".repeat(100_000)));
    };
    response.on("drain", more);
    more();
  };
  const trickle: Handler = (_, response) => void response.write(CSV.slice(0, 10));

  const expired: Handler = ({ method }, response) => {
    if (method === "GET") response.writeHead(403, { connection: "close" }).end();
  };

  test("its loop is left", async () => {
    const { closed, serve } = watched(flood);
    const file = await backend({ url: () => "/uploads/x.csv", serve, size: undefined });
    for await (const chunk of file.stream()) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }
    await expect.poll(closed).toBe(1);
  });

  const ways: [way: string, end: (reader: Reader, controller: AbortController) => void][] = [
    ["its reader leaves", (reader) => void reader.cancel("enough")],
    ["its signal aborts", (_, controller) => controller.abort("enough")],
  ];
  const moments: [moment: string, handler: Handler, requests: number, chunks: number][] = [
    ["before the head has come", silence, 1, 0],
    ["while the URL is renewed", expired, 2, 0],
    ["while nobody reads", flood, 1, 1],
    ["while a chunk is waited for", trickle, 1, 2],
  ];
  const cases = ways.flatMap(([way, end]) =>
    moments.map(([moment, ...rest]) => [`${way} ${moment}`, end, ...rest] as const),
  );

  test.each(cases)("%s", async (_, end, handler, requests, chunks) => {
    const { served, closed, serve } = watched(handler);
    const urls = ["/uploads/x.csv"];
    const controller = new AbortController();
    const { signal } = controller;
    // Without a size: too long is not to be what ends it.
    const where = { url: () => urls.pop() ?? "", serve, size: undefined };
    const reader = (await backend(where, { signal })).stream().getReader();
    const left = reader.closed.catch((reason) => reason);
    const reads = Array.from({ length: Math.max(1, chunks) }, () => reader.read());
    const settled = Promise.allSettled(reads);
    if (chunks > 0) await reads[0];
    await expect.poll(() => [served(), closed()]).toEqual([requests, requests - 1]);

    end(reader, controller);
    expect(await left).toBe(signal.aborted ? "enough" : undefined);
    await settled;
    await expect.poll(closed).toBe(requests);
    expect(served()).toBe(requests);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a file that is saved", () => {
  let folder: string;
  const half: Handler = (_, response) => {
    response.setHeader("content-length", CSV.length);
    response.write(CSV.slice(0, 10));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "downloads-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("has the name that the server gave it, in the folder alone", async () => {
    const { serve } = fileServer();
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    expect(await file.save(folder)).toBe(join(folder, "product-export-1.csv"));
    expect(await readFile(join(folder, "product-export-1.csv"), "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["product-export-1.csv"]);
  });

  test("is not there when the download breaks off, and nothing else is", async () => {
    const serve: Handler = (request, response) => {
      half(request, response);
      setTimeout(() => response.destroy(), 20);
    };
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    await expect(file.save(folder)).rejects.toMatchObject({ name: "MedusaConnectionError" });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(["save", "export"] as const)(
    "is not there when the signal of the %s aborts, its connection is closed, and nobody listens to it",
    async (whose) => {
      const { served, closed, serve } = watched(half);
      const controller = new AbortController();
      const { signal } = controller;
      const file = await backend(
        { url: () => "/uploads/x.csv", serve },
        whose === "export" ? { signal } : {},
      );
      const saving = file.save(join(folder, "x.csv"), whose === "save" ? { signal } : {});
      saving.catch(() => {});
      await expect.poll(async () => (await readdir(folder)).length).toBe(1);
      controller.abort("enough");
      await expect(saving).rejects.toBe("enough");
      expect(await readdir(folder)).toEqual([]);
      await expect.poll(closed).toBe(served());
      expect(getEventListeners(signal, "abort")).toEqual([]);
    },
  );

  test("is not begun when the signal has aborted", async () => {
    const { headers, serve } = fileServer();
    const file = await backend({ url: () => "/uploads/x.csv", serve });
    const saving = file.save(folder, { signal: AbortSignal.abort("enough") });
    await expect(saving).rejects.toBe("enough");
    expect(headers).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test("is refused with an option that nobody knows", async () => {
    const file = await backend({ url: () => "/uploads/x.csv" });
    const saving = Reflect.apply(file.save, file, [folder, { overwrite: false }]);
    await expect(saving).rejects.toMatchObject({ code: "invalid_argument" });
  });
});
