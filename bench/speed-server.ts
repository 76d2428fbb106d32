import { readFileSync } from "node:fs";
import { createServer } from "node:http";

// A server that answers at once with what a Medusa answered, in a process of its own:
// node --import tsx speed-server.ts

const ROWS = 100;

const batch_job = fixture("product-export-completed.json");
const recorded: object[] = fixture("list-default.json").batch_jobs;
const batch_jobs = Array.from({ length: ROWS }, (_, i) => ({
  ...recorded[i % recorded.length],
  id: `batch_${String(i).padStart(26, "0")}`,
}));
const one = body({ batch_job });
const list = body({ batch_jobs, count: ROWS, offset: 0, limit: ROWS });

const server = createServer((request, response) => {
  const answer = request.url?.startsWith("/admin/batch-jobs/") ? one : list;
  // As the real one: Express behind cors.
  response.writeHead(200, {
    "x-powered-by": "Express",
    vary: "Origin",
    "access-control-allow-credentials": "true",
    "content-type": "application/json; charset=utf-8",
    "content-length": answer.byteLength,
  });
  response.end(answer);
});

// A connection that ends between two measurements would be opened anew in one of them.
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.once("disconnect", () => process.exit());

function fixture(name: string) {
  return JSON.parse(readFileSync(new URL(`../test/fixtures/${name}`, import.meta.url), "utf8"));
}

function body(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
