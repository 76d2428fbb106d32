// Takes jobs from the queue, one at a time: npm run worker
import { hostname } from "node:os";
import { Worker } from "bullmq";
import { importOnce } from "./import.js";
import { IMPORTS, type ImportJob, QUEUE, STANDSTILL_MS } from "./queue.js";

const stop = new AbortController();
const worker = new Worker(IMPORTS, (job: ImportJob) => importOnce(job, stop.signal), {
  ...QUEUE,
  name: `${hostname()}-${process.pid}`,
  lockDuration: STANDSTILL_MS,
  stalledInterval: STANDSTILL_MS,
  maxStalledCount: 20,
});

worker.on("completed", ({ id, name }, summary) => console.log(id, name, summary));
worker.on("failed", (job, { message }) => console.error(job?.id, job?.name, message));
worker.on("error", ({ message }) => console.error(message));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    stop.abort();
    await worker.close();
  });
}
