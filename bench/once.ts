import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import axios from "axios";
import Medusa, { type AdminBatchJobsResource } from "medusa-batch-jobs";
import { moveFile } from "./files.js";

const JOBS = 12;
const FILE_MB = 100;

/** What a key costs: requests and time beside no key, and what it takes to know a large file again. */
export async function benchOnce(): Promise<void> {
  const server = fork(fileURLToPath(new URL("once-server.ts", import.meta.url)));
  try {
    const [shop] = await once(server, "message");
    await compareCalls(shop);
  } finally {
    server.disconnect();
  }
  await compareReading();
}

interface Shop {
  url: string;
  apiKey?: string;
}

/** Runs a job; those of other names are other jobs. */
type Call = (batchJobs: AdminBatchJobsResource, name: string, key?: string) => Promise<unknown>;

const CALLS: Record<string, Call> = {
  importFile: (batchJobs, name, idempotencyKey) =>
    batchJobs.importFile(csvOf(name), { idempotencyKey }),
  run: (batchJobs, _name, idempotencyKey) =>
    batchJobs.run({ type: "product-export", context: {} }, { idempotencyKey }),
  exportFile: (batchJobs, _name, idempotencyKey) => batchJobs.exportFile({ idempotencyKey }),
};

async function compareCalls({ url, apiKey }: Shop): Promise<void> {
  // A real Medusa in place of the fake: what `npm run backend` prints.
  const { BENCH_MEDUSA_URL: baseUrl = url, BENCH_MEDUSA_TOKEN = apiKey } = process.env;
  const shop = { url: baseUrl, apiKey: BENCH_MEDUSA_TOKEN };
  const rows: Record<string, Cost> = {};
  for (const [name, call] of Object.entries(CALLS)) {
    const without = await measure(shop, (jobs, number) => call(jobs, `plain-${number}`));
    const keyed: Call = (jobs, number) => call(jobs, `keyed-${number}`, `${name}-${number}`);
    const withKey = await measure(shop, keyed);
    rows[`${name}: no key`] = without;
    rows[`${name}: key`] = withKey;
    rows[`${name}: key / no key`] = ratios(withKey, without);
    rows[`${name}: key, once more`] = await measure(shop, keyed);
    rows[`${name}: key, 3 callers at once`] = await measure(shop, (jobs, number) =>
      Promise.all([1, 2, 3].map(() => call(jobs, `shared-${number}`, `shared-${name}-${number}`))),
    );
  }
  const where = process.env.BENCH_MEDUSA_URL ?? "the fake over HTTP";
  console.log(`once: medians of ${JOBS} jobs, each by a client of its own, on ${where}, tick 3 s`);
  console.table(rows);
}

interface Cost {
  requests: number;
  "time (ms)": number;
}

/** Runs all jobs a little after each other: they are to meet the server's tick at different times. */
async function measure(shop: Shop, call: Call): Promise<Cost> {
  const costs = await Promise.all(Array.from({ length: JOBS }, (_, i) => costOf(shop, call, i)));
  return {
    requests: median(costs.map(({ requests }) => requests)),
    "time (ms)": Math.round(median(costs.map((cost) => cost["time (ms)"]))),
  };
}

async function costOf({ url: baseUrl, apiKey }: Shop, call: Call, number: number): Promise<Cost> {
  let requests = 0;
  const send = axios.getAdapter("http");
  const axiosAdapter: typeof send = (config) => {
    requests += 1;
    return send(config);
  };
  const { batchJobs } = new Medusa({ baseUrl, apiKey, axiosAdapter }).admin;
  await new Promise((resolve) => setTimeout(resolve, 250 * number));
  const start = performance.now();
  await call(batchJobs, String(number));
  return { requests, "time (ms)": performance.now() - start };
}

/** Reads a large file, as a key makes an import do before it is uploaded; and uploads it. */
async function compareReading(): Promise<void> {
  const ways = ["fingerprint", "fingerprint by node:crypto", "uploads.create"];
  const rows = await moveFile(FILE_MB, ways);
  console.log(`once: ${FILE_MB} MB on disk, read for their fingerprint, and uploaded`);
  console.table(rows);
}

function csvOf(name: string): string {
  return `Product Handle;Product Title;Product Status;Variant Title;Variant SKU;Variant Inventory Quantity;Variant Allow Backorder;Variant Manage Inventory;Option 1 Name;Option 1 Value\n${name};${name};draft;One;${name};1;false;true;Size;One\n`;
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ratios(ours: Cost, theirs: Cost): Cost {
  const ratio = (name: keyof Cost) => Number((ours[name] / theirs[name]).toFixed(2));
  return { requests: ratio("requests"), "time (ms)": ratio("time (ms)") };
}
