import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Log, prepareExample, run } from "./prepare-example.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const EXAMPLE = join(ROOT, "examples/dashboard");
const VITE = join(EXAMPLE, "node_modules/vite");

/** Stands in the built page for the backend's URL, until it is served. */
const ANY_BACKEND = "http://medusa.invalid";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** Which page is served, and where. */
export interface ServeOptions {
  /** What {@link buildDashboard} has built. */
  folder: string;
  /** The backend that the page talks to. */
  medusaUrl: string;
  /** The name in the page's URL, as `localhost`. Default: `127.0.0.1`, where it is served. */
  host?: string | undefined;
  /** Default: a free one. */
  port?: number | undefined;
}

/** The example's page, served. */
export interface ServedDashboard {
  /** Its origin: `http://127.0.0.1:41234`. */
  url: string;
  close(): Promise<void>;
}

/** Makes what the example is built of, where it is missing or older than its sources: `dist`, and its packages. */
export async function prepareDashboard({ log }: { log: Log }): Promise<void> {
  await prepareExample("dashboard", { size: "80 MB", log });
}

/** Builds the page once, for any backend that {@link serveDashboard} names (2 s). Needs {@link prepareDashboard}. */
export async function buildDashboard(folder: string): Promise<void> {
  const args = [
    join(VITE, "bin/vite.js"),
    "build",
    "--outDir",
    folder,
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  await run(process.execPath, args, EXAMPLE, { VITE_MEDUSA_URL: ANY_BACKEND });
}

/** Serves the page that was built, under any host name that leads to 127.0.0.1. */
export async function serveDashboard(options: ServeOptions): Promise<ServedDashboard> {
  const { folder, medusaUrl, host = "127.0.0.1", port = 0 } = options;
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://page");
    const file = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    const text = await readFile(file, "utf8");
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(text.replaceAll(ANY_BACKEND, medusaUrl));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://${host}:${portOf(server)}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Starts the example's development server: what is changed in the example is seen at once. */
export async function startDashboard(
  options: Omit<ServeOptions, "folder">,
): Promise<ServedDashboard> {
  const { medusaUrl, host = "127.0.0.1", port = 0 } = options;
  process.env.VITE_MEDUSA_URL = medusaUrl;
  // The example's own, which is not there before it is installed.
  const { createServer }: typeof import("vite") = await import(join(VITE, "dist/node/index.js"));
  const server = await createServer({ root: EXAMPLE, server: { host, port }, logLevel: "warn" });
  await server.listen();
  return { url: `http://${host}:${portOf(server.httpServer)}`, close: () => server.close() };
}

function portOf(server: Pick<Server, "address"> | null): number {
  const address = server?.address();
  if (typeof address === "object" && address) return address.port;
  throw new Error("The server has no port.");
}
