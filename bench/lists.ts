import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import axios from "axios";
import Medusa, { type AdminBatchJobsResource } from "medusa-batch-jobs";

const JOBS = 10_000;
const LATENCY_MS = 20;
const PAGE_SIZE = 100;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Iterates over many jobs behind a slow line: time, requests and memory, beside one awaited page. */
export async function benchLists(): Promise<void> {
  const script = fileURLToPath(new URL("list-server.ts", import.meta.url));
  const server = fork(script, [String(JOBS), String(LATENCY_MS)]);
  try {
    const [url] = await once(server, "message");
    await iterate(String(url));
  } finally {
    server.disconnect();
  }
}

async function iterate(url: string): Promise<void> {
  let requests = 0;
  const send = axios.getAdapter("http");
  const { batchJobs } = new Medusa({
    baseUrl: url,
    axiosAdapter: (config) => {
      requests += 1;
      return send(config);
    },
  }).admin;
  await batchJobs.list({ limit: 1 });

  requests = 0;
  const ids = new Set<string>();
  const start = performance.now();
  for await (const { id } of batchJobs.list({ limit: PAGE_SIZE })) ids.add(id);
  const time = performance.now() - start;

  const latencies = (JOBS / PAGE_SIZE) * LATENCY_MS;
  console.log(`lists: ${JOBS} jobs, pages of ${PAGE_SIZE}, ${LATENCY_MS} ms of latency`);
  console.table({
    "jobs seen, each once": ids.size,
    requests,
    "time (ms)": Math.round(time),
    "time / sum of latencies": Number((time / latencies).toFixed(2)),
    "live heap at its peak (MB above the start)": await peakHeap((query) => batchJobs.list(query)),
  });
}

/** What the iteration keeps alive, measured apart: collecting garbage takes longer than the line. */
async function peakHeap(list: AdminBatchJobsResource["list"]): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  let seen = 0;
  for await (const _ of list({ limit: PAGE_SIZE })) {
    seen += 1;
    if (seen % PAGE_SIZE !== 0) continue;
    collectGarbage();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  return Number(((peak - before) / 1e6).toFixed(1));
}
