import { createServer } from "node:http";

// A server whose jobs end one after the other, in a process of its own: node --import tsx follow-server.ts
// A number makes it serve that many new jobs; "count" makes it say how often it was asked for them.

/** The first job ends after this many milliseconds, the others over the next ones. */
const FIRST_END_MS = 1_000;
const SPAN_MS = 4_000;

/** When each job ends, by its id. */
let ends = new Map<string, number>();
let asked = new Set<string>();
let requests = 0;
/** How many requests asked for a job that had not been asked for. */
let firstRound = 0;

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const ids = [...searchParams].filter(([name]) => name.startsWith("id[")).map(([, id]) => id);
  const isList = ids.length > 0;
  const jobs = (isList ? ids : [pathname.split("/").at(-1) ?? ""]).map(job);
  count(jobs.map(({ id }) => id));
  const [batch_job] = jobs;
  const list = { batch_jobs: jobs, count: jobs.length, offset: 0, limit: jobs.length };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(isList ? list : { batch_job }));
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.once("disconnect", () => process.exit());
process.on("message", (message) => {
  process.send?.(typeof message === "number" ? begin(message) : { requests, firstRound });
});

function begin(jobs: number): string[] {
  const first = Date.now() + FIRST_END_MS;
  const ids = Array.from({ length: jobs }, (_, i) => `batch_${String(i).padStart(26, "0")}`);
  ends = new Map(ids.map((id, i) => [id, first + (SPAN_MS * (i + 0.5)) / jobs]));
  asked = new Set();
  requests = 0;
  firstRound = 0;
  return ids;
}

function count(ids: string[]): void {
  requests += 1;
  if (ids.some((id) => !asked.has(id))) firstRound += 1;
  for (const id of ids) asked.add(id);
}

function job(id: string) {
  const end = ends.get(id) ?? 0;
  const hasEnded = end <= Date.now();
  const at = new Date(end - 10_000).toISOString();
  return {
    id,
    type: "product-export",
    status: hasEnded ? "completed" : "confirmed",
    dry_run: false,
    created_by: "usr_01M84ANSHZDF9240WT1PAN7E1H",
    context: {
      list_config: { skip: 0, take: 50, order: { created_at: "DESC" }, relations: ["variants"] },
    },
    result: { count: 703, advancement_count: hasEnded ? 703 : 0, progress: hasEnded ? 1 : 0 },
    created_at: at,
    updated_at: at,
    pre_processed_at: at,
    confirmed_at: at,
    processing_at: hasEnded ? at : null,
    completed_at: hasEnded ? new Date(end).toISOString() : null,
    canceled_at: null,
    failed_at: null,
    deleted_at: null,
  };
}
