import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { FakeMedusa, type FakeMedusaOptions } from "../../src/testing/index.js";

/** A fake Medusa behind a real port. */
export interface ServedFake {
  fake: FakeMedusa;
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a fake on loopback. The port must be known before the fake is made, which writes its own URL into answers:
 * so this takes its options, not the fake.
 */
export async function serveFake(
  options: Omit<FakeMedusaOptions, "baseUrl"> & { port?: number; host?: string } = {},
): Promise<ServedFake> {
  const { port = 0, host = "127.0.0.1", ...rest } = options;
  const server = createServer();
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  const fake = new FakeMedusa({ ...rest, baseUrl: url });
  server.on("request", (incoming, outgoing) => {
    answer(fake, incoming, outgoing).catch((error) => outgoing.destroy(error));
  });
  return {
    fake,
    url,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers a request that came over a socket. */
export async function answer(
  fake: FakeMedusa,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { status, headers, body } = await fake.answer(toRequest(fake.baseUrl, incoming));
  for (const [name, value] of headers) outgoing.appendHeader(name, value);
  outgoing.writeHead(status);
  outgoing.end(body ?? undefined);
}

function toRequest(baseUrl: string, incoming: IncomingMessage): Request {
  const { method = "GET", url = "/", rawHeaders } = incoming;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  }
  const isSent = headers.has("content-length") || headers.has("transfer-encoding");
  const hasBody = isSent && method !== "GET" && method !== "HEAD";
  // Not relative: a path that begins with two slashes would name a host.
  return new Request(url.startsWith("/") ? baseUrl + url : url, {
    method,
    headers,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" as const }),
  });
}
