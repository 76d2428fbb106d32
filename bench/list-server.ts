import { createServer } from "node:http";
import { parse } from "qs";

// A server that lists jobs after a delay, in a process of its own: node --import tsx list-server.ts JOBS LATENCY_MS

const [jobs = 0, latency = 0] = process.argv.slice(2).map(Number);

const FIRST = Date.UTC(2026, 0, 1);
const rows = Array.from({ length: jobs }, (_, i) => job(jobs - 1 - i));

const server = createServer((request, response) => {
  const query = parse(request.url?.split("?")[1] ?? "");
  const limit = Number(query.limit ?? 10);
  const bound =
    typeof query.created_at === "object" ? String(Reflect.get(query.created_at, "lt")) : "~";
  const matching = rows.filter((row) => row.created_at < bound);
  const body = { batch_jobs: matching.slice(0, limit), count: matching.length, offset: 0, limit };
  const text = JSON.stringify(body);
  setTimeout(() => {
    response.setHeader("content-type", "application/json");
    response.end(text);
  }, latency);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.once("disconnect", () => process.exit());

function job(index: number) {
  // Three jobs share a millisecond.
  const created_at = new Date(FIRST + Math.floor(index / 3)).toISOString();
  return {
    id: `batch_${String(index).padStart(26, "0")}`,
    type: "product-export",
    status: "completed",
    dry_run: false,
    created_by: "usr_01M84ANSHZDF9240WT1PAN7E1H",
    context: {
      list_config: { skip: 0, take: 50, order: { created_at: "DESC" }, relations: ["variants"] },
    },
    result: {
      count: 703,
      advancement_count: 703,
      progress: 1,
      file_key: "exports/x.csv",
      file_size: 139910,
    },
    created_at,
    updated_at: created_at,
    pre_processed_at: created_at,
    confirmed_at: created_at,
    processing_at: created_at,
    completed_at: created_at,
    canceled_at: null,
    failed_at: null,
    deleted_at: null,
  };
}
