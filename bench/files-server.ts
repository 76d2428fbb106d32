import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

// A server that takes files and throws them away, and exports the one at PATH, whole or with a break, in a process of its own:
// node --import tsx files-server.ts PATH

const [path = ""] = process.argv.slice(2);
const { size } = statSync(path);
/** Where a download breaks, if it is asked for at an address that breaks: at 600 MB of 1 GB. */
const BREAK = Math.floor(size * 0.6);
/** Bytes of downloads that break, and of what was asked for then. */
let sent = 0;

const server = createServer(async (request, response) => {
  const route = `${request.method} ${request.url}`;
  if (route === "GET /file") {
    response.setHeader("content-length", size);
    // Who breaks off a download notices it: the server need not.
    await pipeline(createReadStream(path), response).catch(() => {});
    return;
  }
  if (route === "GET /breaking-file") return sendUntilBreak(request, response);
  if (route === "GET /sent") return void response.end(`${sent}`);
  const bytes = await countBytes(request);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(answer(route, bytes)));
});

server.listen(0, "127.0.0.1", () => process.send?.(origin()));
process.once("disconnect", () => process.exit());

/** As S3 does, but that a download from the beginning breaks. */
async function sendUntilBreak({ headers: { range } }: IncomingMessage, response: ServerResponse) {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  const end = start < BREAK ? BREAK : size;
  response.setHeader("etag", '"the-file"');
  response.setHeader("content-length", size - start);
  if (range !== undefined) {
    response.writeHead(206, { "content-range": `bytes ${start}-${size - 1}/${size}` });
  }
  const content = createReadStream(path, { start, end: end - 1 });
  content.on("data", (chunk) => {
    sent += chunk.length;
  });
  await pipeline(content, response, { end: end === size }).catch(() => {});
  if (end < size) response.write("", () => response.socket?.end());
}

function origin(): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address?.port}`;
}

async function countBytes(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
}

function answer(route: string, bytes: number) {
  if (route === "POST /admin/uploads/download-url") return { download_url: `${origin()}/file` };
  if (route === "POST /admin/uploads") return { uploads: [{ url: "", key: String(bytes) }] };
  return { batch_job: job(route.startsWith("GET")) };
}

function job(hasEnded: boolean) {
  const at = new Date().toISOString();
  return {
    id: "batch_01M84AR86KH1761MF045ASMP5S",
    type: "product-export",
    status: hasEnded ? "completed" : "created",
    dry_run: false,
    context: {},
    result: hasEnded ? { file_key: "exports/products.csv", file_size: size } : null,
    created_at: at,
    completed_at: hasEnded ? at : null,
  };
}
