import { createServer } from "node:http";
import { listen } from "./listen.js";

/** Does by name, for the processes of the tests, what only the one that has started it can do. */
export async function serveControl(commands: Record<string, () => unknown>) {
  const server = createServer(async ({ url = "/" }, response) => {
    await commands[url.slice(1)]?.();
    response.end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
