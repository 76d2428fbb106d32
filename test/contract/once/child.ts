// A process that calls the SDK, and stops before and after each request until it is told to go on: there it can be killed.
import axios, { type InternalAxiosRequestConfig } from "axios";
import { type BatchJob, Medusa } from "medusa-batch-jobs";
import type { Order, Outcome, Report, Stop, Task } from "./messages.js";

/** Milliseconds. */
const INTERVAL_MS = 60;

const send = axios.getAdapter("http");
const goOns: (() => void)[] = [];

process.on("message", (order: Order) => {
  if (order === "go") goOns.shift()?.();
  else call(order).catch(toOutcome).then(report);
});
// Nobody is left behind, even if the parent is killed.
process.on("disconnect", () => process.exit());

async function call(task: Task): Promise<Outcome> {
  const { method, key: idempotencyKey, csv, takeOverAfter } = task;
  const { batchJobs } = clientFor(task).admin;
  const options = { idempotencyKey, interval: INTERVAL_MS, takeOverAfter };
  switch (method) {
    case "run":
      return held(await batchJobs.run({ type: "order-export", context: {} }, options));
    case "importFile":
      return held(await batchJobs.importFile(csv, options));
    case "exportFile": {
      const { job, size } = await batchJobs.exportFile({ ...options, context: { batch_size: 1 } });
      return size === 0 ? { error: "The exported file is empty." } : held(job);
    }
  }
}

function held(job: BatchJob & { replayed?: boolean }): Outcome {
  return { id: job.id, replayed: job.replayed ?? false };
}

function toOutcome(error: unknown): Outcome {
  return { error: String(error) };
}

function clientFor({ baseUrl, apiKey }: Task): Medusa {
  const counts = new Map<string, number>();
  const axiosAdapter = async (config: InternalAxiosRequestConfig) => {
    const operation = operationOf(config);
    const nth = counts.get(operation) ?? 0;
    counts.set(operation, nth + 1);
    await stop({ at: "before", operation, nth });
    try {
      return await send(config);
    } finally {
      await stop({ at: "after", operation, nth });
    }
  };
  return new Medusa({ baseUrl, apiKey, axiosAdapter });
}

function operationOf({ method = "", url = "" }: InternalAxiosRequestConfig): string {
  const { pathname } = new URL(url, "http://server");
  const what = pathname.replace(/batch_[^/]+/, "id").replace("/admin/", "");
  return `${method.toUpperCase()} ${what}`;
}

async function stop(where: Stop): Promise<void> {
  const goOn = new Promise<void>((resolve) => goOns.push(resolve));
  report(where);
  await goOn;
}

function report(report: Report): void {
  process.send?.(report);
}
