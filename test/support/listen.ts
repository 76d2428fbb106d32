import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { Server } from "node:net";

/** A server of a test, on loopback. */
export interface Served {
  url: string;
  /** Ends it, and what connections it has. */
  close(): void;
}

/** Serves HTTP on loopback, on a port of its own. */
export async function serve(onRequest: RequestListener): Promise<Served> {
  const server = createServer(onRequest);
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Has a server listen on loopback, on a port of its own or the given one. Resolves to the port. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
