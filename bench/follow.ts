import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import axios from "axios";
import Medusa, { type BatchJob } from "medusa-batch-jobs";

const JOBS = [1, 100, 1_000];
const INTERVAL_MS = 500;

/** Follows one job to its end. */
type Follow = (id: string) => Promise<BatchJob>;

/** Follows many jobs to their end: by `wait`, and by a loop for each job, as users of medusa-js write it. */
export async function benchFollow(): Promise<void> {
  const server = fork(fileURLToPath(new URL("follow-server.ts", import.meta.url)));
  try {
    const [url] = await once(server, "message");
    await compare(server, String(url));
  } finally {
    server.disconnect();
  }
}

async function compare(server: ChildProcess, url: string): Promise<void> {
  // The first run compiles what all of them use.
  await Promise.all([byWait(url), byLoop(url)].map((follow) => follow("batch_0")));
  const rows: Record<string, Figures> = {};
  for (const jobs of JOBS) {
    const wait = await measure(server, jobs, byWait(url));
    const loop = await measure(server, jobs, byLoop(url));
    const name = jobs === 1 ? "1 job" : `${jobs} jobs`;
    rows[`${name}: wait`] = wait;
    rows[`${name}: loop`] = loop;
    rows[`${name}: wait / loop`] = ratios(wait, loop);
  }
  console.log(
    `follow: jobs that end over 4 s, each asked for every ${INTERVAL_MS} ms by wait and by a retrieve loop (axios alone)`,
  );
  console.table(rows);
}

function byWait(baseUrl: string): Follow {
  const { batchJobs } = new Medusa({ baseUrl }).admin;
  return (id) => batchJobs.wait(id, { interval: INTERVAL_MS });
}

function byLoop(baseURL: string): Follow {
  const client = axios.create({ baseURL });
  return async (id) => {
    for (;;) {
      const { data } = await client.get<{ batch_job: BatchJob }>(`/admin/batch-jobs/${id}`);
      if (data.batch_job.status === "completed") return data.batch_job;
      await sleep(INTERVAL_MS);
    }
  };
}

interface Figures {
  "requests, first round": number;
  "requests, all": number;
  "added latency, mean (ms)": number;
  "p95 (ms)": number;
  "client's CPU (ms)": number;
}

async function measure(server: ChildProcess, jobs: number, follow: Follow): Promise<Figures> {
  const ids = await ask<string[]>(server, jobs);
  const before = process.cpuUsage();
  const latencies = await Promise.all(ids.map((id) => latencyOf(follow(id))));
  const { user, system } = process.cpuUsage(before);
  const { firstRound, requests } = await ask<{ firstRound: number; requests: number }>(
    server,
    "count",
  );
  const sum = latencies.reduce((total, latency) => total + latency, 0);
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    "requests, first round": firstRound,
    "requests, all": requests,
    "added latency, mean (ms)": Math.round(sum / jobs),
    "p95 (ms)": sorted[Math.floor(0.95 * jobs)] ?? Number.NaN,
    "client's CPU (ms)": Math.round((user + system) / 1_000),
  };
}

/** How long after its end on the server a job is known to have ended. One machine, one clock. */
async function latencyOf(following: Promise<BatchJob>): Promise<number> {
  const { completed_at } = await following;
  return Date.now() - Date.parse(String(completed_at));
}

async function ask<T>(server: ChildProcess, message: string | number): Promise<T> {
  server.send(message);
  const [answer] = await once(server, "message");
  return answer;
}

function ratios(ours: Figures, theirs: Figures): Figures {
  const entries = Object.entries(ours).map(([name, value]) => [
    name,
    Number((value / Reflect.get(theirs, name)).toFixed(3)),
  ]);
  return Object.fromEntries(entries);
}
