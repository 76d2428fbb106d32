import { once } from "node:events";
import { createServer } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { Medusa } from "medusa-batch-jobs";
import { describe, expect, test } from "vitest";

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

describe("a stream is read no more, and canceled", () => {
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
      const failure = medusa.admin.uploads.create(file, {}, { signal }).catch((error) => error);
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
