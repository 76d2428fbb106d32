import { getEventListeners, once } from "node:events";
import { createServer, type Server } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { Medusa, type UploadOptions, type UploadProgress } from "medusa-batch-jobs";
import { afterEach, describe, expect, test } from "vitest";

/** A stream without an end; it remembers how often it was read, and whether it was canceled. */
function endlessStream() {
  const seen = { reads: 0, canceled: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        seen.reads += 1;
        await turn();
        controller.enqueue(new Uint8Array(1000).fill(65));
      },
      cancel() {
        seen.canceled += 1;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
}

/** A server that reads everything and answers nothing, or at once with an error. */
async function listen(answersAtOnce: boolean) {
  const seen = { requests: 0, closed: 0 };
  const server = createServer((request, response) => {
    seen.requests += 1;
    request.resume();
    request.socket.on("close", () => seen.closed++);
    if (answersAtOnce) response.writeHead(400, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${typeof address === "object" && address?.port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { seen, baseUrl, close };
}

describe.each([
  ["", {}],
  [", also of an upload that tells of its progress", { onUploadProgress: () => {} }],
])("a stream is read no more, and canceled%s", (_, options) => {
  test.each([
    ["when its upload is aborted before it begins", "before", 0],
    ["when its upload is aborted midway", "midway", 1],
    ["when the server refuses it midway", "refused", 1],
  ])("%s", async (_, end, requests) => {
    const server = await listen(end === "refused");
    try {
      const source = endlessStream();
      const controller = new AbortController();
      if (end === "before") controller.abort("enough");
      const medusa = new Medusa({ baseUrl: server.baseUrl });
      const { signal } = controller;
      const file = { name: "x.csv", stream: source.stream };
      const failure = medusa.admin.uploads
        .create(file, {}, { ...options, signal })
        .catch((error) => error);
      if (end === "midway") {
        await expect.poll(() => source.seen.reads).toBeGreaterThan(5);
        controller.abort("enough");
      }
      expect(await failure).toEqual(
        end === "refused" ? expect.objectContaining({ status: 400 }) : "enough",
      );
      await expect.poll(() => source.seen.canceled).toBe(1);
      const { reads } = source.seen;
      await expect.poll(() => server.seen).toEqual({ requests, closed: requests });
      expect(source.seen.reads).toBe(reads);
    } finally {
      server.close();
    }
  });
});

describe("the progress of an upload", () => {
  const MEGABYTES = 3;
  const file = new File([new Uint8Array(MEGABYTES * 1e6)], "x.csv");

  /** A server that reads an upload and stores it, but for the first ones. */
  async function storage(refusals = 0) {
    let requests = 0;
    const sizes: number[] = [];
    const server = createServer(async (request, response) => {
      requests += 1;
      let size = 0;
      for await (const chunk of request) size += chunk.length;
      sizes.push(size);
      const body = { uploads: [{ url: "http://files/x.csv", key: "x.csv" }] };
      response.writeHead(requests > refusals ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const address = server.address();
    const baseUrl = `http://127.0.0.1:${typeof address === "object" && address?.port}`;
    const { uploads } = new Medusa({ baseUrl, maxRetryDelay: 5 }).admin;
    return { uploads, sizes, requests: () => requests };
  }

  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  test("is told in bytes, up to all that was sent", async () => {
    const { uploads, sizes } = await storage();
    const told: UploadProgress[] = [];
    await uploads.create(file, { onUploadProgress: (progress) => told.push(progress) });
    const [size] = sizes;
    expect(size).toBeGreaterThan(MEGABYTES * 1e6);
    expect(told.at(-1)).toEqual({ loaded: size, total: size });
    const loaded = told.map((progress) => progress.loaded);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  });

  test("of a stream is told without a total", async () => {
    const { uploads, sizes } = await storage();
    const told: UploadProgress[] = [];
    const stream = { name: "x.csv", stream: file.stream() };
    await uploads.createProtected(stream, {}, { onUploadProgress: (one) => told.push(one) });
    // Its transfer is framed: the file alone is counted on both sides.
    expect(told.at(-1)).toEqual({ loaded: sizes[0], total: undefined });
  });

  test("begins anew with each attempt", async () => {
    const { uploads, sizes, requests } = await storage(1);
    const told: number[] = [];
    await uploads.create(file, { onUploadProgress: ({ loaded }) => told.push(loaded) });
    expect(requests()).toBe(2);
    expect(told.filter((loaded) => loaded === sizes[0])).toHaveLength(2);
  });

  const own = new Error("from the callback");
  test.each<[string, UploadOptions["onUploadProgress"]]>([
    [
      "throws",
      () => {
        throw own;
      },
    ],
    ["rejects", () => Promise.reject(own)],
    ["rejects later", () => turn().then(() => Promise.reject(own))],
  ])("ends the upload with the error of who is told, if that %s", async (_, onUploadProgress) => {
    const { uploads, requests } = await storage();
    const { signal } = new AbortController();
    await expect(uploads.create(file, {}, { onUploadProgress, signal })).rejects.toBe(own);
    expect(requests()).toBeLessThanOrEqual(1);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("is refused of what is no function, before anything is sent", async () => {
    const { uploads, requests } = await storage();
    const upload = Reflect.apply(uploads.create, uploads, [file, { onUploadProgress: 5 }]);
    await expect(upload).rejects.toMatchObject({ code: "invalid_argument" });
    expect(requests()).toBe(0);
  });
});
