import { type Served, serve } from "../../support/listen.js";

/** Does by name, for the processes of the tests, what only the one that has started it can do. */
export function serveControl(commands: Record<string, () => unknown>): Promise<Served> {
  return serve(async ({ url = "/" }, response) => {
    await commands[url.slice(1)]?.();
    response.end();
  });
}
